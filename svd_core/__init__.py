"""Detection of singing and training for it: audio, features, networks, labels and the command line. No window."""

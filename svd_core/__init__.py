"""Hearing and learning: audio, features, networks, training, detection and label formats. No window."""

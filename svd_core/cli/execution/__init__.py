"""What each command does once its options are read: one file a command."""

"""The timeline and the overview of a song: they show what they are given, and report what the user wants."""

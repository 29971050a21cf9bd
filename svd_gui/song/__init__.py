"""The open song: its annotation with undo, the model's probabilities for it, and how regions are edited."""

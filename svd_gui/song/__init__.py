"""The open song: its document with undo, the detector's answers for it, and how both are edited."""

"""The journal of a song's annotation: every state it was in, in a file beside the sound to which edits are appended."""

"""Playback: the output stream, and a cursor in step with the sound."""

"""Playing the song: the output stream, and a cursor in step with what is heard."""

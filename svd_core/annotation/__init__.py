"""What people and models say about a song: regions, spans, frame targets, the song's document, label formats."""

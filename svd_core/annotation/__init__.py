"""The annotation of a song: regions and their edits, spans, frame targets, the annotation file, label formats."""

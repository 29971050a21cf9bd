"""Files: atomic replacement, content keys, shipped resources, and JSON that is checked field by field."""

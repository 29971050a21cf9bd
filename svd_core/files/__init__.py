"""Files as a whole: replaced atomically, keyed by content, and JSON that is checked field by field."""

"""The preferences: one dialog with a search over all of its pages."""

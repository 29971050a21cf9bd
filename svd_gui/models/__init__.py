"""The models that a person has: a list with their cards, measured side by side, brought in, copied out, removed."""

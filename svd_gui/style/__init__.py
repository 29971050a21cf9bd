"""Colours, light and dark, and icons."""

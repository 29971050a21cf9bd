"""Colours, light and dark, icons, and plots in these colours."""

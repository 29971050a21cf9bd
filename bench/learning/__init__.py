"""Simulated people who check stretches of songs, and the networks that learn from them."""

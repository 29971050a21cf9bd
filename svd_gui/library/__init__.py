"""A folder of songs in the window: its list, going from song to song, and work on all of them."""

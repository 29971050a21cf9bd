"""A folder of songs as a project: what there is, how far each song has come, and work on all of them."""

"""A small songwriter, singer and band: songs whose vocal regions are known exactly, because they were written.

`song.render` makes the demo song and the recordings that tests use. Nothing is sampled; a seed decides key, tempo,
form, melody, words and voice. The virtual singers (`virtual_singer`) differ: they sing with recorded syllables.
"""

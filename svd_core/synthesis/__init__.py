"""A small songwriter, singer and band: songs whose vocal regions are known exactly, because they were written.

`song.render` makes the demo song and the recordings that the tests listen to. Nothing is sampled; a seed
decides key, tempo, form, melody, words and voice.
"""

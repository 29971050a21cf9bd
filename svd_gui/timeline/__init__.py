"""The scrolling picture of the song and everything on it: it shows what it is given and asks nobody."""

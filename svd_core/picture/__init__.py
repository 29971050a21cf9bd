"""A song as a PNG picture, drawn with numpy alone: no window system, no drawing library."""

from svd_core.picture.canvas import png
from svd_core.picture.song import SongView, song_picture

__all__ = ["SongView", "png", "song_picture"]

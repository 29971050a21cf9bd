"""The formats and widths in which the timeline can be a picture in a file."""

from __future__ import annotations

from typing import Literal, get_args

PictureFormat = Literal["png", "svg"]
PICTURE_FORMATS: tuple[PictureFormat, ...] = get_args(PictureFormat)
NARROWEST_PX, WIDEST_PX = 200, 8000

"""Texts from files and file names as people may safely see them: nothing hidden, nothing that steers a terminal."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories of characters that control, format, are halves of others, or end lines and paragraphs."""

_JOINERS = "\u200c\u200d"
"""They are part of the spelling of words in Persian and Hindi, and of pictograms; they change nothing around them."""

_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""The text on one line, with control and direction characters, line ends and undecodable bytes as escapes.

    >>> visible("song\x1b[2J\n.mp3")
    'song\\x1b[2J\\n.mp3'
    """
    if text.isprintable():
        return text
    return "".join(_escape(letter) if unicodedata.category(letter) in _HIDDEN else letter for letter in text)


def visible_lines(text: str) -> str:
    """The text with its line ends kept and all else as in `visible`, for texts of our own that have several lines."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _escape(letter: str) -> str:
    code = ord(letter)
    if letter in _JOINERS:
        return letter
    if letter in _NAMED:
        return _NAMED[letter]
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is no text
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

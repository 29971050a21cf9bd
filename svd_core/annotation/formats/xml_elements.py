"""XML from strangers as elements with their lines: no entities, nothing from elsewhere, bounded depth and number.

The parser is Python's expat. A document type may be there, as Sonic Visualiser writes one, but what declares entities
is refused before any of them is expanded, and nothing is ever loaded. Unlike those of ElementTree, elements know
their line, which error messages name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from svd_core.annotation.formats.label_text import Place
from svd_core.errors import FormatError

MAX_ELEMENTS = 500_000
MAX_DEPTH = 100
_NAME = re.compile(r"<([A-Za-z_][\w.:-]*)")
_BEFORE_ROOT = (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">"))
_SEARCHED = 10_000
"""Characters in which the first element must begin."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Element:
    """One element: its tag, its attributes, the line it begins in, what is in it."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> Iterator[Element]:
        """The elements of this tag among those directly in this one."""
        return (child for child in self.children if child.tag == tag)

    def below(self, tag: str) -> Iterator[Element]:
        """The elements of this tag at any depth, in the order of the file."""
        waiting = list(reversed(self.children))
        while waiting:
            element = waiting.pop()
            if element.tag == tag:
                yield element
            waiting.extend(reversed(element.children))


class _Builder:
    """Takes expat's events; FormatError for what is refused."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity
        self._open: list[Element] = []
        self._count = 0
        self.root: Element | None = None

    def parse(self, text: str) -> None:
        try:
            self._parser.Parse(text, True)
        except expat.ExpatError as error:
            place = Place(self._file, error.lineno)
            reason = expat.ErrorString(error.code)
            raise place.error(f"not XML ({reason}); save the file again where it was made") from error
        except UnicodeEncodeError as error:
            raise FormatError(f"{self._file}: characters that are no text; save the file again as UTF-8") from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        place = Place(self._file, self._parser.CurrentLineNumber)
        if self._count > MAX_ELEMENTS:
            raise place.error(f"over {MAX_ELEMENTS} elements are no labels of one song; choose another file")
        if len(self._open) >= MAX_DEPTH:
            raise place.error(f"elements more than {MAX_DEPTH} deep in each other; choose another file")
        element = Element(tag, attributes, place.line)
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        if not self._open[-1].children:
            self._open[-1].text += text

    def _entity(self, name: str, *others: object) -> None:
        place = Place(self._file, self._parser.CurrentLineNumber)
        raise place.error(f"it declares an entity, {name[:40]!r}, as no label file does; choose another file")


def parse_xml(text: str, file: str) -> Element:
    """The outermost element of a text; FormatError with file and line where it is no XML, or not such as labels are."""
    builder = _Builder(file)
    builder.parse(text.removeprefix("\ufeff"))
    if builder.root is None:
        raise FormatError(f"{file}: there is nothing in it; choose another file")
    return builder.root


def root_tag(text: str) -> str:
    """The tag of the outermost element, found without parsing; "" for a text that is no XML."""
    rest = text.removeprefix("\ufeff")[:_SEARCHED].lstrip()
    while found := next(((begin, end) for begin, end in _BEFORE_ROOT if rest.startswith(begin)), None):
        rest = rest[len(found[0]) :].partition(found[1])[2].lstrip()
    name = _NAME.match(rest)
    return name[1] if name else ""


def escaped(text: str) -> str:
    """A text as it stands in an element or, in double quotes, in an attribute; what XML cannot hold is dropped."""
    text = _FORBIDDEN.sub("", text)
    for sign, written in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&quot;"),
        ("\t", "&#9;"),
        ("\n", "&#10;"),
        ("\r", "&#13;"),
    ):
        text = text.replace(sign, written)
    return text

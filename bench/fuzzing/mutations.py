"""Random changes to files: of bytes, of words and lines, of JSON values, and of the header of a model."""

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

NUMBERS = (
    *("0", "-0", "-1", "1e400", "-1e400", "nan", "NaN", "Infinity", "-Infinity", "9" * 400, "9" * 5000, "1e-400"),
    *("0x10", "1_000", "٣", "１", "1,5", "1.5.5", "1e", ".", "1:2:3:4", "2147483648", "18446744073709551616", ""),
)
TEXTS = (
    *("", "\0", "\x1b[2J", "\u202e", "\ud800", "\ufeff", "x" * 100_000, "=1+1", '"', "'", "\\", "\n", "\r", "\t", ";"),
    *("{0}", "%s", "<b>", "é" * 300, "../../x", "/dev/zero", "NaN", "null"),
)
DEPTHS = (100, 990, 5000, 100_000)
MAX_BYTES = 8_000_000


def mutated(data: bytes, others: Sequence[bytes], kind: str, random: Random) -> bytes:
    """A file changed in one to four places; `others` are files to take pieces from."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        data = random.choice(CHANGES[kind])(data, others, random)[:MAX_BYTES]
    return data


# --- bytes ---


def flip(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Other bits, most often near the beginning, where headers are."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 2, 8, 64))):
        if changed:
            changed[_place(changed, random)] ^= 1 << random.randrange(8)
    return bytes(changed)


def overwrite(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A number of some width set to one that programs stumble over."""
    width = random.choice((1, 2, 4, 8))
    value = random.choice((0, 1, 2 ** (8 * width) - 1, 2 ** (8 * width - 1), 2 ** (8 * width - 1) - 1, 0xFF, 0x80))
    place = _place(data, random)
    number = (value % 2 ** (8 * width)).to_bytes(width, random.choice(("little", "big")))
    return data[:place] + number + data[place + width :]


def cut(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The beginning alone, or the end alone."""
    place = _place(data, random)
    return data[:place] if random.random() < 0.8 else data[place:]


def remove(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A piece taken out."""
    place = _place(data, random)
    return data[:place] + data[place + random.choice((1, 4, 100, 5000)) :]


def repeat(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A piece again, or many times."""
    place, length = _place(data, random), random.choice((1, 4, 100, 5000))
    return data[:place] + data[place : place + length] * random.choice((2, 3, 200)) + data[place:]


def splice(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The beginning of one file and the end of another."""
    other = random.choice(others)
    return data[: _place(data, random)] + other[_place(other, random) :]


def noise(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Random bytes put in."""
    place = _place(data, random)
    return data[:place] + random.randbytes(random.choice((1, 16, 1000))) + data[place:]


def _place(data: bytes | bytearray, random: Random) -> int:
    return random.randrange(min(len(data), random.choice((64, 512, max(1, len(data)))))) if data else 0


# --- text ---


def other_number(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """One of the numbers replaced."""
    return _replaced(data, random, b"0123456789.-+", random.choice(NUMBERS))


def other_word(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """One of the words replaced."""
    letters = bytes(range(ord("a"), ord("z") + 1)) + bytes(range(ord("A"), ord("Z") + 1))
    return _replaced(data, random, letters, random.choice(TEXTS))


def other_lines(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Lines taken out, said twice, shuffled, or another file's between them."""
    lines = data.split(b"\n")
    index = random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            del lines[index : index + random.choice((1, 3))]
        case 1:
            lines[index:index] = [lines[index]] * random.choice((1, 1000))
        case 2:
            random.shuffle(lines)
        case _:
            lines[index:index] = random.choice(others).split(b"\n")[:5]
    return random.choice((b"\n", b"\n", b"\r\n", b"\r")).join(lines)


def other_encoding(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The same text in another encoding."""
    text = data.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-16-be", "utf-8-sig", "utf-32", "cp1252", "utf-7")), "replace")


def _replaced(data: bytes, random: Random, letters: bytes, text: str) -> bytes:
    """A run of these letters replaced by a text."""
    places = [index for index, letter in enumerate(data[:200_000]) if letter in letters]
    if not places:
        return data
    start = random.choice(places)
    end = start
    while end < len(data) and data[end] in letters:
        end += 1
    return data[:start] + text.encode("utf-8", "surrogatepass") + data[end:]


# --- JSON ---


def other_value(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A value of a JSON document replaced, taken out, said twice, or put deep into others."""
    text = data.decode("utf-8", "replace")
    head, feed, rest = text.partition("\n")
    for part, after in ((text, ""), (head, feed + rest)):
        try:
            document = json.loads(part)
        except (ValueError, RecursionError):
            continue
        if isinstance(document, dict | list):
            return (_changed_json(document, random) + after).encode("utf-8", "surrogatepass")
    return data


def _changed_json(document: Any, random: Random) -> str:
    places = list(_containers(document))
    container = random.choice(places)
    keys = list(container) if isinstance(container, dict) else range(len(container))
    if keys:
        key = random.choice(list(keys))
        match random.randrange(6):
            case 0:
                del container[key]
            case 1:
                container[key] = random.choice(places)
            case _:
                container[key] = random.choice(_values(random))
    try:
        text = json.dumps(document, ensure_ascii=random.random() < 0.5)
    except (ValueError, RecursionError):  # a value that holds itself
        return '{"a": ' * random.choice(DEPTHS)
    if random.random() < 0.1:
        text = text.replace("{", '{"format": 1, ', 1)
    if random.random() < 0.1:
        depth = random.choice(DEPTHS)
        text = text.replace(random.choice(("null", "0", '"a"')), "[" * depth + "]" * depth, 1)
    return text


def _containers(value: Any) -> list[Any]:
    """The value and all values in it that hold others; a document may be nested deeper than Python calls functions."""
    found, pending = [], [value]
    while pending:
        value = pending.pop()
        if isinstance(value, dict | list):
            found.append(value)
            pending += reversed(list(value.values() if isinstance(value, dict) else value))
    return found


def _values(random: Random) -> tuple[Any, ...]:
    number = random.choice((0, -1, 1, 2**31, 2**64, 10**399, 0.5, 1e300, -1e300, 5e-324))
    return (number, number, True, False, None, [], {}, [[]], "", random.choice(TEXTS), float("nan"), float("inf"))


# --- models ---


def other_header(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The header of a safetensors file with another value, and a length that is right or not."""
    length = int.from_bytes(data[:8], "little")
    header, rest = data[8 : 8 + length], data[8 + length :]
    changed = random.choice((other_value, other_value, other_number, other_word, flip))(header, others, random)
    stated = random.choice((len(changed), len(changed), len(changed), length, 0, 2**63, len(data)))
    return stated.to_bytes(8, "little") + changed + rest


def other_metadata(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """One of the texts in the header of a model with another value; these are JSON themselves."""
    length = int.from_bytes(data[:8], "little")
    try:
        header = json.loads(data[8 : 8 + length])
        texts = header["__metadata__"]
        key = random.choice(sorted(texts))
        change = random.choice((other_value, other_number, other_word))
        texts[key] = change(str(texts[key]).encode(), others, random).decode("utf-8", "replace")
        changed = json.dumps(header).encode()
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return other_header(data, others, random)
    return len(changed).to_bytes(8, "little") + changed + data[8 + length :]


Change = Callable[[bytes, Sequence[bytes], Random], bytes]
BYTES: tuple[Change, ...] = (flip, overwrite, cut, remove, repeat, splice, noise)
TEXT: tuple[Change, ...] = (other_number, other_number, other_word, other_lines, other_encoding)
JSON: tuple[Change, ...] = (other_value, other_value, other_value)
CHANGES: dict[str, tuple[Change, ...]] = {
    "audio": BYTES,
    "labels": TEXT + TEXT + BYTES,
    "journals": JSON + JSON + TEXT + BYTES,
    "models": (other_header, other_metadata, other_metadata, flip, overwrite, cut),
    "manifests": JSON + JSON + TEXT + BYTES,
    "datasets": JSON + JSON + TEXT + BYTES,
}

"""The errors the program reports: one class per boundary, each with a message a person can act on."""


class SvdError(Exception):
    """Something outside the program is not as it must be; the message says what, where and what to do."""


class AudioError(SvdError):
    """An audio file cannot be read."""


class RenderingError(SvdError):
    """A song cannot be heard at another speed, or a part of it."""


class FormatError(SvdError):
    """A label or annotation file cannot be read or written."""


class UnclearLabelsError(FormatError):
    """A label file can be meant in several ways; `question` asks for the way, `option` says it on the command line."""

    def __init__(self, question: str, option: str) -> None:
        super().__init__(f"{question} {option}")
        self.question = question


class NewerFormatError(FormatError):
    """A file was written by a later version of the program; it must stay as it is."""


class ModelError(SvdError):
    """A model file cannot be read, written or used."""


class DataError(SvdError):
    """A training or evaluation data set is unusable."""


class ClusterError(SvdError):
    """A cluster cannot be joined, or cannot do what is asked of it."""


class MissingPartError(SvdError):
    """An optional part of the program is not installed."""


def in_words(error: Exception) -> str:
    """The message of an error; for an error of the operating system, its reason and the file."""
    if not isinstance(error, OSError):
        return str(error)
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}." if error.filename else f"{reason}."


def first_line(error: BaseException) -> str:
    """The first line of an error's text without its full stop, to put into a sentence; its kind where it has none.

    Some libraries, such as torch and Ray, write many lines. Where the first only announces the others, such as two
    versions that differ, it is all of them.
    """
    text = str(error).strip()
    first = text.partition("\n")[0]
    return (" ".join(text.split()) if first.endswith(":") else first).rstrip(".") or type(error).__name__

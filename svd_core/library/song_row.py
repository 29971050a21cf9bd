"""What the list of a folder says of one song."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from svd_core.annotation.song_status import HandStatus, Status, status_of


@dataclass(frozen=True)
class SongRow:
    """One song of a folder.

    Attributes:
        path: relative to the folder, with "/" between names.
        sound, work: by what changes of its files are noticed; see `FoundSong`.
        key: the content key; empty where nobody needed it yet, for it takes reading all of the file.
        artist: as the file's tags say, else the name of the sub-folder it lies in.
        seconds: of sound, as its journal says, else as the file's header states; 0 where neither does.
        checked, touched: seconds of checked and of touched time.
        is_proposed: whether a model has proposed regions in its journal.
        n_regions: how many regions it has; None where there is no annotation.
        conflict: seconds of known time in which the proposal says something else than the regions; None where
            nothing can be compared.
        doubt: seconds outside checked time in which the model is unsure; None where it has not detected the song.
        detector: key of the detector whose doubt that is.
        annotators: who has worked on it, the last one first.
        edited: when it was last edited, in ISO 8601; empty where it was not.
        by_hand, note: the status that a person has set, and the note.
        problem: why the sound or the work on it cannot be read; empty where it can.
    """

    path: str
    sound: str = ""
    work: str = ""
    key: str = ""
    artist: str = ""
    seconds: float = 0.0
    checked: float = 0.0
    touched: float = 0.0
    is_proposed: bool = False
    n_regions: int | None = None
    conflict: float | None = None
    doubt: float | None = None
    detector: str = ""
    annotators: tuple[str, ...] = ()
    edited: str = ""
    by_hand: HandStatus = ""
    note: str = ""
    problem: str = ""

    @cached_property
    def status(self) -> Status:
        """How far the work on it has come."""
        proposed = self.is_proposed or self.doubt is not None
        return status_of(self.seconds, self.checked, self.touched, proposed, self.by_hand)

    @cached_property
    def name(self) -> str:
        """The file's name."""
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The sub-folder that it lies in; empty for the folder itself."""
        return self.path.rpartition("/")[0]

    def in_folder(self, folder: Path) -> Path:
        """Where the song is, given the folder."""
        return folder / self.path


def is_inside(path: str) -> bool:
    """Whether a relative path stays inside the folder that it is relative to, as those of songs do."""
    return bool(path) and not os.path.isabs(path) and ".." not in path.replace("\\", "/").split("/")

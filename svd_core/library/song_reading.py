"""Reading what the list of a folder says of a song: the sound file's header, its journal, and what was detected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from svd_core.annotation.annotation_file import with_labels
from svd_core.annotation.detected_labels import is_detected
from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.journal.history import History
from svd_core.annotation.journal.opening import Found, look_up
from svd_core.annotation.journal.places import Places, fallback_folder
from svd_core.annotation.label_file import looks_like_labels
from svd_core.annotation.label_survey import remembered_reading
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import SongAnnotation, sung_time
from svd_core.annotation.spans import Spans, inside, outside, total, united
from svd_core.audio.decoding import header_facts
from svd_core.audio.features import FrameGrid
from svd_core.config import FeatureConfig, PostprocessingConfig
from svd_core.errors import SvdError, in_words
from svd_core.files.storage import content_key
from svd_core.files.visible_text import visible
from svd_core.library.scanning import FoundSong
from svd_core.library.song_row import SongRow
from svd_core.model.detection_cache import DetectionCache
from svd_core.model.doubtful_places import doubtful_places
from svd_core.model.postprocessing import smooth

_MOST_LETTERS = 200
"""Of an artist's or annotator's name in the list."""
_FRAME_RATE = FeatureConfig().frame_rate


@dataclass(frozen=True)
class Detector:
    """Whose probabilities say how doubtful a song is: the key in the cache, and the postprocessing."""

    key: str
    postprocessing: PostprocessingConfig


@dataclass
class SongReader:
    """Reads songs of one folder; several threads may use one.

    Attributes:
        detector: whose doubt is wanted; None for nobody's.
        answers: what a person has said of label files; see `label_survey`.
    """

    folder: Path
    detector: Detector | None = None
    cache: DetectionCache = field(default_factory=DetectionCache)
    fallback: Path = field(default_factory=fallback_folder)
    answers: Mapping[str, HowToRead] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._fallback_names = _names_in(self.fallback)

    def is_current(self, found: FoundSong, row: SongRow | None) -> bool:
        """Whether a row says of a song what reading it anew would say."""
        if row is None or (row.sound, row.work) != (found.sound, found.work) or self._may_be_in_fallback(found.name):
            return False
        return self.detector is None or not row.key or row.detector == self.detector.key

    def read(self, found: FoundSong, former: SongRow | None = None) -> SongRow:
        """What is to be said of a song; of what has not changed since a former row, what that says."""
        row = former if former is not None and former.sound == found.sound else self._sound(found)
        row = replace(row, path=found.path, sound=found.sound, work=found.work)
        try:
            row, annotation = self._with_work(row, found)
        except (SvdError, OSError) as error:
            row, annotation = replace(_without_work(row), problem=in_words(error)), None
        return self._with_doubt(row, annotation)

    def annotation(self, row: SongRow) -> SongAnnotation | None:
        """The work on a song whose key is known; None where there is none. FormatError, OSError."""
        places = Places.of(self.folder / row.path, row.key, self.fallback)
        looked = look_up(places, SongAnnotation(row.name, row.key, row.seconds))
        return looked.annotation if looked.is_saved else None

    def _sound(self, found: FoundSong) -> SongRow:
        """What the header of a sound file says."""
        row = SongRow(found.path, artist=found.parent.rpartition("/")[2])
        try:
            facts = header_facts(self.folder / found.path)
        except (SvdError, OSError) as error:
            return replace(row, problem=in_words(error))
        names = (facts.tags.get(name, "").strip() for name in ("artist", "album_artist"))
        return replace(row, artist=_short(next(filter(None, names), row.artist)), seconds=facts.seconds or 0.0)

    def _with_work(self, row: SongRow, found: FoundSong) -> tuple[SongRow, SongAnnotation | None]:
        """The row with what journal, snapshot or labels say, and the annotation in them. FormatError, OSError."""
        row, path = _without_work(row), self.folder / found.path
        key = row.key
        if not key and self._may_be_in_fallback(found.name):
            key = content_key(path)
        places = Places.of(path, key, self.fallback)
        is_looked_for = found.work or self._may_be_in_fallback(found.name)
        looked = look_up(places, SongAnnotation(found.name, key, 0.0)) if is_looked_for else None
        if looked is None or not looked.is_saved:
            annotation = self._from_labels(row, found)
            hindrance = looked.hindrance if looked else ""
            return _described(replace(row, key=key, problem=hindrance or row.problem), annotation, None), annotation
        row = replace(row, key=key or looked.annotation.song_key, problem=looked.hindrance or row.problem)
        return _described(row, looked.annotation, looked), looked.annotation

    def _from_labels(self, row: SongRow, found: FoundSong) -> SongAnnotation | None:
        """What label files of others say of a song; None where there are none. FormatError, OSError."""
        path = next((self.folder / file for file in found.labels if looks_like_labels(self.folder / file)), None)
        if path is None or not row.seconds or is_detected(path, self.folder / found.path):
            return None
        how = remembered_reading(path, self.answers, row.seconds) or UNDIRECTED
        return with_labels(SongAnnotation(found.name, row.key, row.seconds), path, how)

    def _with_doubt(self, row: SongRow, annotation: SongAnnotation | None) -> SongRow:
        """The row with the doubt of the detector, from probabilities that are known already."""
        if self.detector is None or not row.key:
            return row
        detector = self.detector
        known = self.cache.find(row.key, detector.key)
        if known is None:
            return replace(row, doubt=None, detector=detector.key)
        smoothed = smooth(known.probabilities, detector.postprocessing.median_frames)
        grid = FrameGrid(len(smoothed), _FRAME_RATE)
        regions, checked = (annotation.regions, annotation.checked) if annotation else ((), ())
        places = doubtful_places(smoothed, grid, detector.postprocessing, regions, checked)
        seconds = row.seconds or known.seconds or grid.duration
        doubt = sum(place.length for place in places)
        return replace(row, doubt=doubt, detector=detector.key, seconds=seconds)

    def _may_be_in_fallback(self, name: str) -> bool:
        """Whether the fallback folder holds the work on a song of this name, perhaps of this one."""
        if not self._fallback_names:
            return False
        places = Places.of(self.folder / name, "", self.fallback)
        return any(
            path.name.partition(".")[2] in self._fallback_names for path in (places.fallback, places.snapshots[1])
        )


def conflict_seconds(annotation: SongAnnotation) -> float | None:
    """Seconds of known time in which the model's proposal says something else than the regions do.

    None where there is no proposal, or nothing is known. Much of it in a song is a model that errs, or wrong labels.
    """
    if annotation.proposal is None or not annotation.known:
        return None
    return total(conflicts(annotation.regions, annotation.proposal.regions, annotation.known))


def conflicts(mine: Regions, theirs: Regions, extent: Spans) -> Spans:
    """The time within an extent in which only one of two annotations says that somebody sings."""
    ours, others = sung_time(mine), sung_time(theirs)
    return inside(united(outside(ours, others) + outside(others, ours)), extent)


def annotators(history: History) -> tuple[str, ...]:
    """Who has edited, by hand, in a history, the last one first."""
    names = [step.by for step in history.steps if step.change.spans]
    return tuple(dict.fromkeys(_short(name) for name in reversed(names) if name))


def _described(row: SongRow, annotation: SongAnnotation | None, found: Found | None) -> SongRow:
    if annotation is None:
        return row
    history = found.reading.history if found is not None and found.reading is not None else None
    row = replace(
        row,
        seconds=annotation.duration or row.seconds,
        checked=total(annotation.checked),
        touched=total(annotation.touched),
        is_proposed=annotation.proposal is not None,
        n_regions=len(annotation.regions),
        conflict=conflict_seconds(annotation),
    )
    if history is None:
        return row
    edited = history.steps[-1].time if history.steps else ""
    return replace(row, annotators=annotators(history), edited=edited[:40], by_hand=history.status, note=history.note)


def _without_work(row: SongRow) -> SongRow:
    blank = SongRow("")
    names: Sequence[str] = ("checked", "touched", "is_proposed", "n_regions", "conflict", "doubt", "detector",
                            "annotators", "edited", "by_hand", "note")  # fmt: skip
    return replace(row, **{name: getattr(blank, name) for name in names})


def _names_in(fallback: Path) -> frozenset[str]:
    """The ends of the names of files in the fallback folder, without the keys before them."""
    try:
        names: Iterable[str] = [entry.name for entry in fallback.iterdir()]
    except OSError:
        return frozenset()
    return frozenset(name.partition(".")[2] for name in names)


def _short(text: str) -> str:
    return visible(" ".join(text.split()))[:_MOST_LETTERS]

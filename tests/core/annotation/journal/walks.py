"""Random walks through histories: edits by hand and by models, undo, redo, jumps and names."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from svd_core.annotation.journal.changes import change_between
from svd_core.annotation.journal.history import History, Step
from svd_core.annotation.journal.records import Header, Move, Naming, Record, header_line, record_line
from svd_core.annotation.region_edits import Grip, delete, drag, insert, relabel, split
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import PostprocessingConfig
from tests.core import texts

DURATION = 60.0
EMPTY = SongAnnotation("song “1”.mp3", "0f" * 32, DURATION)
HEADER = Header("root", EMPTY, "9.9", "2030-01-02T03:04:05.678+00:00", "Ännchen")

times = st.floats(0, DURATION - 1, allow_nan=False)


@st.composite
def annotations_after(draw: st.DrawFn, annotation: SongAnnotation) -> SongAnnotation:
    """The annotation after one random edit, by hand or by a model."""
    kind = draw(st.sampled_from(["insert", "insert", "delete", "drag", "split", "relabel", "check", "model", "sound"]))
    regions, time = annotation.regions, draw(times)
    if kind == "model":
        ends = sorted(draw(st.sets(st.integers(0, int(DURATION)), max_size=8)))
        proposed = tuple(Region(a, b, confidence=0.1) for a, b in zip(ends[::2], ends[1::2], strict=False))
        settings = PostprocessingConfig(threshold=draw(st.floats(0, 1)))
        return annotation.proposed(Proposal(draw(st.sampled_from("ab")), "k", settings, proposed))
    if kind == "sound":
        return annotation.for_song(draw(texts.text(max_size=5)), draw(texts.text(max_size=3)), DURATION)
    if kind == "check":
        return annotation.marked_checked([(time, time + 1)])
    if kind == "insert" or not regions:
        return annotation.edited(insert(regions, Region(time, time + draw(st.floats(0.1, 20))), DURATION))
    index = draw(st.integers(0, len(regions) - 1))
    changed = {
        "delete": lambda: delete(regions, index),
        "drag": lambda: drag(regions, Grip(draw(st.sampled_from(["start", "end", "body"])), index), time, DURATION),
        "split": lambda: split(regions, index, (regions[index].start + regions[index].end) / 2),
        "relabel": lambda: relabel(regions, index, draw(texts.text())),
    }[kind]()
    return annotation.edited(changed)


@dataclass
class Walk:
    """A history, the records that made it, and every annotation it was in, by state."""

    history: History = field(default_factory=lambda: History(EMPTY, HEADER.id))
    records: list[Record] = field(default_factory=list)
    annotations: dict[str, SongAnnotation] = field(default_factory=lambda: {HEADER.id: EMPTY})

    @property
    def lines(self) -> list[bytes]:
        return [record_line(record) for record in self.records]

    @property
    def data(self) -> bytes:
        """The journal's content."""
        return header_line(HEADER) + b"".join(self.lines)

    def edit(self, after: SongAnnotation, joined: bool = False) -> None:
        state, before = f"s{len(self.annotations)}", self.history.annotation
        step = Step(state, self.history.current, HEADER.time, "B", "Move", change_between(before, after), joined)
        self.history.add(step, after)
        self.annotations[state] = after
        self.records.append(step)

    def go(self, state: str | None) -> None:
        if state is not None:
            self.history.go(state)
            self.records.append(Move(state, HEADER.time, "B"))

    def name(self, state: str, name: str) -> None:
        self.history.name(state, name)
        self.records.append(Naming(state, name, HEADER.time, "B"))


@st.composite
def walks(draw: st.DrawFn, longest: int = 14) -> Walk:
    walk = Walk()
    for _ in range(draw(st.integers(0, longest))):
        kind = draw(st.sampled_from(["edit", "edit", "edit", "undo", "redo", "jump", "name"]))
        state = draw(st.sampled_from(sorted(walk.annotations)))
        if kind == "edit":
            walk.edit(draw(annotations_after(walk.history.annotation)), draw(st.booleans()))
        elif kind == "undo":
            walk.go(walk.history.undo_target())
        elif kind == "redo":
            walk.go(walk.history.redo_target())
        elif kind == "jump":
            walk.go(state)
        else:
            walk.name(state, draw(texts.text(max_size=3)))
    return walk

"""The plan of a training: all that decides its result, and how it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.config import NO_SHIFTS, FeatureConfig, PostprocessingConfig, Preset
from svd_core.files.content_keys import ContentKeys
from svd_core.training.pausing import Pause

if TYPE_CHECKING:
    from svd_core.data.artists import GivenArtists
    from svd_core.data.dataset import Dataset
    from svd_core.data.sample_store import SampleStore


def state_path(model: Path) -> Path:
    """The file that holds the state of the training of this model."""
    return model.with_suffix(".training")


@dataclass(frozen=True)
class TrainingPlan:
    """What to train, on which data, how, and where the model goes.

    Attributes:
        holdout: names of songs that are neither learned from nor validated on.
        validation: names of songs kept from learning, for the threshold and the reports.
        artists: artists of songs, where a person gives them; None where nobody does.
        artists_aside: artists, in the form to compare, whom no model that this one builds on may have learned from.
        teacher: a model file whose probabilities for the unlabelled songs, averaged over teacher_shifts, are the
            targets there.
        start_from: a model file whose weights are the starting point; it also decides the network.
        cuda_graph: record one update as a CUDA graph and replay it; see `updates.GraphUpdates`.
        labels: how label files are meant, where they leave it open.
        found: what `data` hold, where somebody has looked already; otherwise the training looks itself.
        store: where decoded recordings are kept; None to hold all in memory.
        keys: content keys of the data, where no store has them.
        metadata: JSON object that the finished model's card holds besides what the training itself writes there.
        pause: holds the training up between two updates.
        before_writing: called each time before files of the training are replaced; what it raises ends the training.
    """

    data: tuple[Path, ...]
    out: Path
    preset: Preset
    preset_name: str = ""
    features: FeatureConfig = FeatureConfig()
    postprocessing: PostprocessingConfig = PostprocessingConfig()
    holdout: frozenset[str] = frozenset()
    validation: frozenset[str] = frozenset()
    artists: GivenArtists | None = field(default=None, compare=False)
    artists_aside: frozenset[str] = frozenset()
    teacher: Path | None = None
    teacher_shifts: tuple[float, ...] = NO_SHIFTS
    unlabelled: tuple[Path, ...] = ()
    start_from: Path | None = None
    resume: bool = False
    device: str = "auto"
    cuda_graph: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)
    pause: Pause = field(default_factory=Pause, compare=False)
    before_writing: Callable[[], object] = field(default=lambda: None, compare=False)
    labels: HowToRead = UNDIRECTED
    found: Dataset | None = None
    store: SampleStore | None = None
    keys: ContentKeys = field(default_factory=ContentKeys, compare=False)

    def content_key(self, path: Path) -> str:
        """The key of a file's content, for which it is read once. OSError."""
        return self.keys.of(path) if self.store is None else self.store.content_key(path)

    def dataset(self) -> Dataset:
        """What its data hold; DataError, FormatError naming the first thing that is wrong."""
        from svd_core.data import dataset

        return dataset.find(self.data, self.labels, key_of=self.content_key) if self.found is None else self.found

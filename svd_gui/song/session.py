"""The open song, the ear in use and what it hears: opening, listening, deciding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.audio.features import FloatArray
from svd_core.config import PostprocessingConfig
from svd_core.errors import ModelError
from svd_core.model.card import Card, named_model, read_card
from svd_gui import background, folders
from svd_gui.errors import Problem, describe
from svd_gui.song import loader
from svd_gui.song.detections import DetectionCache, DetectorSettings, detect
from svd_gui.song.document import Document
from svd_gui.song.loader import Opened, Song, SongMemory
from svd_gui.song.posterior import Posterior


@dataclass(frozen=True)
class Activity:
    """What the program is busy with; `share` of it is done, 0..1, or None where nobody knows."""

    text: str
    share: float | None = None


class Session(QObject):
    """Holds one song and one model; whatever fails, the last good state stays."""

    activity_changed = Signal(object)
    song_opened = Signal(object)
    sound_decoded = Signal(object)
    sound_failed = Signal(str)
    detection_started = Signal(int)
    probabilities_arrived = Signal(int, object)
    posterior_changed = Signal(object)
    decision_changed = Signal(object)
    model_changed = Signal(object)
    detector_changed = Signal(object)
    settled = Signal()
    problem_found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fallback_folder = folders.fallback_annotations()
        self.document = Document(self._fallback_folder, self)
        self.song: Song | None = None
        self.detector: DetectorSettings | None = None
        self._averaging = False
        self.postprocessing = PostprocessingConfig()
        self.posterior: Posterior | None = None
        self._cache = DetectionCache()
        self._songs = SongMemory()
        self._heard: FloatArray = np.zeros(0, np.float32)
        self._n_heard = 0
        self._visible_start = 0.0
        self._propose_anyway = False
        self._opening: background.Task | None = None
        self._listening: background.Task | None = None
        self._decoding: background.Task | None = None
        self.document.annotation_changed.connect(self._follow_annotation)

    # --- model ---

    def use_model(self, path: Path | None) -> bool:
        """Take a model (None: the shipped one) and listen with it to the open song; False if it cannot be used."""
        try:
            card = read_card(named_model(path))
            if card.features != loader.FEATURES:
                raise ModelError(f"{card.path}: made for another front end than this program's. Choose another model.")
        except ModelError as error:
            self.problem_found.emit(describe(error, self.tr("Open model")))
            return False
        self.detector = DetectorSettings(card, self._averaging)
        self.model_changed.emit(card)
        self.detector_changed.emit(self.detector)
        self._set_decision(self._decision_for(self.detector))
        self.detect()
        return True

    @property
    def card(self) -> Card | None:
        """The model in use."""
        return self.detector.card if self.detector else None

    def set_averaging(self, averaging: bool) -> None:
        """Average over pitch shifts from now on, or no longer, and listen anew; the decision stays as it is."""
        self._averaging = averaging
        if self.detector and self.detector.averaging != averaging:
            self.detector = replace(self.detector, averaging=averaging)
            self.detector_changed.emit(self.detector)
            self.detect()

    def _decision_for(self, detector: DetectorSettings) -> PostprocessingConfig:
        """How a person last had this model decide about this song, else as the model's maker chose."""
        annotation = self.document.annotation
        if annotation and annotation.proposal and annotation.proposal.model_key == detector.key:
            return annotation.proposal.postprocessing
        return detector.card.postprocessing

    # --- song ---

    def open(self, path: Path) -> None:
        """Open a song in the background; the present one stays until the new one is there."""
        if self._opening:
            self._opening.cancel()
        text = self.tr("Opening {0}").format(path.name)
        self.activity_changed.emit(Activity(text, 0.0))
        self._opening = background.follow(
            loader.load(path, self._fallback_folder, self._songs),
            lambda share: self.activity_changed.emit(Activity(text, share)),
            self._take_song,
            lambda error: self._fail_opening(path, error),
        )

    def cancel(self) -> None:
        """Stop opening or listening, whichever is under way."""
        for task in (self._opening, self._listening):
            if task:
                task.cancel()
        self._opening = self._listening = None
        self._settle()

    @property
    def busy(self) -> bool:
        return bool((self._opening and self._opening.running) or (self._listening and self._listening.running))

    def close(self) -> None:
        """Leave off everything; for the end of the program."""
        for task in (self._opening, self._listening, self._decoding):
            if task:
                task.cancel()

    def _take_song(self, opened: Opened) -> None:
        for task in (self._listening, self._decoding):
            if task:
                task.cancel()
        self._opening = self._listening = None
        self.song, self.posterior = opened.song, None
        self._visible_start = 0.0
        self.document.open(opened.annotation, annotation_file.path_for(opened.song.path))
        self.song_opened.emit(opened.song)
        if opened.warning:
            self.problem_found.emit(Problem(opened.warning))
        if self.detector:
            self._set_decision(self._decision_for(self.detector))
        self._decode_sound(opened.song)
        self.detect()

    def _fail_opening(self, path: Path, error: Exception) -> None:
        self._opening = None
        self.problem_found.emit(describe(error, self.tr("Open {0}").format(path.name)))
        self._settle()

    def _decode_sound(self, song: Song) -> None:
        def decode() -> object:
            from svd_core.audio import sound_file

            return sound_file.read_for_playback(song.path)

        self._decoding = background.run(
            decode, self.sound_decoded.emit, lambda error: self.sound_failed.emit(describe(error, "").summary)
        )

    # --- listening ---

    def set_visible_range(self, start: float, end: float) -> None:
        """What the person looks at is listened to first."""
        self._visible_start = start

    def detect(self) -> None:
        """Compute the probabilities of the open song with the present model, or remember them."""
        song, detector = self.song, self.detector
        if song is None:
            return
        if detector is None:
            self._settle()
            return
        if self._listening:
            self._listening.cancel()
        self.posterior = None
        n_frames = song.grid.n_frames
        self._heard, self._n_heard = np.full(n_frames, np.nan, np.float32), 0
        self.detection_started.emit(n_frames)
        known = self._cache.get(song.key, detector.key, n_frames)
        if known is not None:
            self._heard = known
            self.probabilities_arrived.emit(0, known)
            self._end_listening(song, detector)
            return
        self.activity_changed.emit(Activity(self.tr("Listening for singing"), None))
        first_frame = int(song.grid.frame(self._visible_start))
        self._listening = background.follow(
            detect(detector, song, first_frame),
            self._take_chunk,
            lambda _: self._remember(song, detector),
            self._fail_listening,
        )

    def detect_again(self) -> None:
        """Detect with the present model and let it propose again where no hand has been."""
        self._propose_anyway = True
        self.detect()

    def _take_chunk(self, chunk) -> None:
        self._heard[chunk.start : chunk.start + len(chunk.values)] = chunk.values
        self._n_heard += len(chunk.values)
        share = self._n_heard / max(1, len(self._heard))
        self.probabilities_arrived.emit(chunk.start, chunk.values)
        self.activity_changed.emit(Activity(self.tr("Listening for singing"), share))

    def _remember(self, song: Song, detector: DetectorSettings) -> None:
        heard = self._heard
        background.run(lambda: self._cache.put(song.key, detector.key, heard), lambda _: None, self._fail_listening)
        self._end_listening(song, detector)

    def _end_listening(self, song: Song, detector: DetectorSettings) -> None:
        self._listening = None
        self.posterior = Posterior(self._heard, song.grid)
        annotation = self.document.annotation
        stale = annotation is not None and (
            annotation.proposal is None or annotation.proposal.model_key != detector.key
        )
        if annotation and (stale or self._propose_anyway):
            first = annotation.proposal is None and not annotation.regions
            text = self.tr("Detect singing") if first else self.tr("Detect with {0}").format(detector.name)
            self.document.propose(self._proposal(self.postprocessing), text)
        self._propose_anyway = False
        self.posterior_changed.emit(self.posterior)
        self._settle()

    def _fail_listening(self, error: Exception) -> None:
        self._listening = None
        self.problem_found.emit(describe(error, self.tr("Listen for singing")))
        self._settle()

    def _settle(self) -> None:
        self.activity_changed.emit(None)
        self.settled.emit()

    # --- deciding ---

    def preview(self, postprocessing: PostprocessingConfig) -> Regions:
        """The regions the song would have under another decision; what hands did stays."""
        annotation = self.document.annotation
        if self.posterior is None or annotation is None or self.detector is None:
            return self.document.regions
        return annotation.proposed(self._proposal(postprocessing)).regions

    def decide(self, postprocessing: PostprocessingConfig, text: str) -> None:
        """Take another decision, as one edit that can be undone."""
        if self.posterior is None or self.detector is None:
            self._set_decision(postprocessing)
            return
        self.document.propose(self._proposal(postprocessing), text, keep=True)
        self._set_decision(postprocessing)

    def start_over(self) -> None:
        """Give up all corrections for what the model hears, as one edit that can be undone."""
        annotation = self.document.annotation
        if annotation and self.posterior and self.detector:
            blank = replace(annotation, regions=(), touched=())
            self.document.replace(
                self.tr("Take all regions from the model"), blank.proposed(self._proposal(self.postprocessing))
            )

    def _proposal(self, postprocessing: PostprocessingConfig) -> Proposal:
        assert self.posterior is not None and self.detector is not None
        return Proposal(self.detector.name, self.detector.key, postprocessing, self.posterior.regions(postprocessing))

    def _follow_annotation(self, annotation: SongAnnotation | None) -> None:
        """Undo of a decision puts the sliders back, too."""
        proposal = annotation.proposal if annotation else None
        if proposal and self.detector and proposal.model_key == self.detector.key:
            self._set_decision(proposal.postprocessing)

    def _set_decision(self, postprocessing: PostprocessingConfig) -> None:
        if postprocessing != self.postprocessing:
            self.postprocessing = postprocessing
            self.decision_changed.emit(postprocessing)

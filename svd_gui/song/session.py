"""The open song and the model in use: opening, detection, and postprocessing of its probabilities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import Spans, inside
from svd_core.audio.features import FloatArray
from svd_core.config import PostprocessingConfig
from svd_core.errors import ModelError
from svd_core.model.card import Card, named_model, read_card
from svd_gui import background, folders
from svd_gui.errors import Problem, describe
from svd_gui.song import loader
from svd_gui.song.detections import DetectorSettings
from svd_gui.song.document import Document
from svd_gui.song.loader import Opened, Song, SongMemory
from svd_gui.song.posterior import Posterior
from svd_gui.song.proposals import awaited, completes, is_news, proposal, to_come
from svd_gui.song.shared_song import SharedSong
from svd_gui.song.song_detection import SongDetection
from svd_gui.style.plain_text import short


@dataclass(frozen=True)
class Activity:
    """What the program is busy with; `share` is the part done, 0..1, or None where it is not known."""

    text: str
    share: float | None = None


class Session(QObject):
    """Holds one song and one detector; whatever fails, the last good state stays.

    `settled` is emitted when nothing is left to open or to detect: it is done, has failed, was stopped, or there is
    no model to detect with. While it detects, `regions_found` carries regions that cannot be added yet.
    """

    activity_changed = Signal(object)
    song_opened = Signal(object)
    sound_decoded = Signal(object)
    sound_failed = Signal(str)
    detection_started = Signal(int)
    probabilities_arrived = Signal(int, object)
    regions_found = Signal(object)
    undetected_changed = Signal(object)
    posterior_changed = Signal(object)
    postprocessing_changed = Signal(object)
    model_changed = Signal(object)
    detector_changed = Signal(object)
    settled = Signal()
    problem_found = Signal(object)
    labels_read = Signal()
    labels_unclear = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fallback_folder = folders.fallback_annotations()
        self.document = Document(self)
        self.shared = SharedSong(self.document, self)
        self.shared.problem_found.connect(self.problem_found)
        self.shared.reopen_requested.connect(self.reopen)
        self.song: Song | None = None
        self.detector: DetectorSettings | None = None
        self._averaging = False
        self.postprocessing = PostprocessingConfig()
        self.posterior: Posterior | None = None
        self.songs = SongMemory()
        self.detection = detection = SongDetection(self)
        detection.started.connect(self.detection_started)
        detection.arrived.connect(self._show_arrived)
        detection.grown.connect(self._add_found)
        detection.ended.connect(self._finish_detection)
        detection.failed.connect(self._fail_detection)
        self._always_propose = self._asked_for = False
        self._label_answers: Mapping[str, HowToRead] = {}
        self._opening: background.Task | None = None
        self._decoding: background.Task | None = None
        self.document.annotation_changed.connect(self._follow_annotation)
        self.may_leave: Callable[[], bool] = self.document.save_unsaved
        """Whether the open song may be let go of; a window asks where edits would be lost."""
        self.may_grow: Callable[[], bool] = lambda: True
        """Whether regions may be added now that were just found; a window says when a person is in the middle of it."""

    # --- model ---

    def use_model(self, path: Path | None) -> bool:
        """Use a model (None: the shipped one) and detect with it in the open song; False if it is unusable."""
        try:
            card = read_card(named_model(path))
            if card.features != loader.FEATURES:
                raise ModelError(f"{card.path}: made for another front end than this program's. Choose another model.")
        except ModelError as error:
            self.problem_found.emit(describe(error, self.tr("Open model")))
            return False
        self.detector = self._detector_for_song(card)
        self.model_changed.emit(card)
        self.detector_changed.emit(self.detector)
        self._set_postprocessing(self._postprocessing_for(self.detector))
        self.detect()
        return True

    @property
    def card(self) -> Card | None:
        """The model in use."""
        return self.detector.card if self.detector else None

    def set_averaging(self, averaging: bool) -> None:
        """Average over pitch shifts from now on, or no longer, and detect anew; the postprocessing stays as it is."""
        self._averaging = averaging
        self._detect_averaging(averaging)

    def average_song(self) -> None:
        """Average over pitch shifts in the open song only, as an edit that can be undone; kept with the song."""
        self._asked_for = True
        self._detect_averaging(True)

    def _detect_averaging(self, averaging: bool) -> None:
        if self.detector and self.detector.averaging != averaging:
            self.detector = replace(self.detector, averaging=averaging)
            self.detector_changed.emit(self.detector)
            self.detect()

    def _detector_for_song(self, card: Card) -> DetectorSettings:
        """Return how to detect with a model in the open song: averaging if that is set, or was last asked for in it."""
        averaged, annotation = DetectorSettings(card, True), self.document.annotation
        proposed = annotation.proposal if annotation else None
        again = proposed is not None and proposed.model_key == averaged.key
        return averaged if self._averaging or again else DetectorSettings(card)

    def _postprocessing_for(self, detector: DetectorSettings) -> PostprocessingConfig:
        """Return the settings last used for this song with this detector, else those that came with the model."""
        annotation = self.document.annotation
        if annotation and annotation.proposal and annotation.proposal.model_key == detector.key:
            return annotation.proposal.postprocessing
        return detector.card.postprocessing

    # --- song ---

    def open(self, path: Path) -> None:
        """Open a song in the background; the present one stays until the new one is decoded.

        Nothing happens where edits in the present one cannot be saved, and a person does not want to lose them.
        """
        if not self.may_leave():
            if not self.busy:
                self._settle()
            return
        if self._opening:
            self._opening.cancel()
        text = self.tr("Opening {0}").format(short(path.name))
        self.activity_changed.emit(Activity(text, 0.0))
        self._opening = background.follow(
            loader.load(path, self._fallback_folder, self.songs, self._label_answers),
            lambda share: self.activity_changed.emit(Activity(text, share)),
            self._show_opened_song,
            lambda error: self._fail_opening(path, error),
        )

    def set_label_answers(self, answers: Mapping[str, HowToRead]) -> None:
        """Read label files of these kinds as a person has said that they are meant."""
        self._label_answers = answers

    def reopen(self) -> None:
        """Open the song once more, since what lies beside it is something else now."""
        if self.song is not None:
            self.open(self.song.path)

    def cancel(self) -> None:
        """Stop opening or detection, whichever is under way; what was detected stays."""
        if self._opening:
            self._opening.cancel()
            self._opening = None
            self._stay()
        self._asked_for = False
        if self.detection.running:
            self.detection.stop()
        else:
            self._settle()

    @property
    def busy(self) -> bool:
        """Whether a song is being opened or detected; decoding for playback does not count."""
        return bool(self._opening and self._opening.running) or self.detection.running

    def is_awaited(self, spans: Spans) -> bool:
        """Whether the model is still looking for singing in some of these spans, and will add the first regions."""
        annotation = self.document.annotation
        return annotation is not None and self.detection.running and bool(inside(spans, awaited(annotation)))

    @property
    def is_stopped(self) -> bool:
        """Whether a part of the song is not detected, and nothing is under way."""
        return bool(self.undetected) and not self.busy

    @property
    def undetected(self) -> Spans:
        """The time of the song in which the model in use has not looked for singing yet."""
        return self.detection.undetected

    @property
    def is_detected(self) -> bool:
        """Whether a model has looked for singing in all of the open song, now or before."""
        annotation = self.document.annotation
        if annotation is not None and annotation.proposal is not None and not annotation.undetected:
            return True
        return self.posterior is not None and self.posterior.is_whole

    def close(self) -> None:
        """Cancel everything under way, because the program ends."""
        for task in (self._opening, self._decoding):
            if task:
                task.cancel()
        self.detection.leave()
        self.shared.close()
        self.document.close()

    def _stay(self) -> None:
        """The present song stays open, so edits that were given up with it are not lost yet."""
        if self.document.journal is not None:
            self.document.journal.give_up_unsaved(False)

    def _show_opened_song(self, opened: Opened) -> None:
        if not self.may_leave():  # edited while the other one was decoded
            self._opening = None
            self._settle()
            return
        if self._decoding:
            self._decoding.cancel()
        self.detection.leave()
        self._opening = None
        self._asked_for = False
        self.song, self.posterior = opened.song, None
        self.detection.visible_start = 0.0
        self.document.open(opened.found, opened.song.identity)
        self.song_opened.emit(opened.song)
        self.shared.open(opened.found, opened.song.identity)
        if warnings := [*opened.song.warnings, *opened.found.warnings]:
            self.problem_found.emit(Problem("\n".join(warnings)))
        if not opened.found.is_saved and opened.found.annotation.touched:
            self.labels_read.emit()
        if opened.found.unclear_labels is not None:
            self.labels_unclear.emit(opened.song.path)
        if self.detector:
            detector = self._detector_for_song(self.detector.card)
            if detector != self.detector:
                self.detector = detector
                self.detector_changed.emit(detector)
            self._set_postprocessing(self._postprocessing_for(detector))
        if opened.sound is not None:
            self.sound_decoded.emit(opened.sound)
        else:
            self._decode_sound(opened.song)
        self.detect()

    def _fail_opening(self, path: Path, error: Exception) -> None:
        self._opening = None
        self._stay()
        self.problem_found.emit(describe(error, self.tr("Open {0}").format(short(path.name))))
        self._settle()

    def _decode_sound(self, song: Song) -> None:
        """Decode for playback a song whose samples were still in memory."""

        def decode() -> object:
            from svd_core.audio import sound_file

            return sound_file.read_for_playback(song.path, folders.decoded_sound())

        self._decoding = background.run(
            decode, self.sound_decoded.emit, lambda error: self.sound_failed.emit(describe(error, "").summary)
        )

    # --- detection ---

    def detect(self, go_on: bool = False) -> None:
        """Compute the probabilities of the open song with the present detector, as far as they are not in the cache.

        A detection that a person has stopped stays so unless it is to `go_on`.
        """
        if self.song is None:
            return
        self.posterior = None
        if self.detector is None:
            self._settle()
            return
        self.detection.start(self.song, self.detector, go_on)
        if self.detection.running:
            share = self.detection.share
            self.activity_changed.emit(Activity(self.tr("Detecting singing"), share or None))
            self.undetected_changed.emit(self.undetected)

    def detect_rest(self) -> None:
        """Go on with a detection that was stopped."""
        if self.is_stopped:
            self.detect(go_on=True)

    def detect_again(self) -> None:
        """Detect anew and let the model propose again wherever no person has edited."""
        self._always_propose = True
        self.detect(go_on=True)

    def _show_arrived(self, start: int, values: FloatArray) -> None:
        self.probabilities_arrived.emit(start, values)
        if self.detection.running:
            self.undetected_changed.emit(self.undetected)
            self.activity_changed.emit(Activity(self.tr("Detecting singing"), self.detection.share))

    def _add_found(self) -> None:
        """Add the regions found so far, if these are the song's first; else, or where it cannot be, show them only."""
        annotation, posterior, detector = self.document.annotation, self.detection.posterior, self.detector
        if annotation is None or posterior is None or detector is None or not self.may_grow():
            return
        found = proposal(detector, posterior, self.postprocessing)
        if completes(annotation, detector) and self.document.grow(found, self.tr("Detect singing"), self.undetected):
            self.regions_found.emit(())
        elif self._always_propose or is_news(annotation, detector):
            self.regions_found.emit(to_come(annotation, found))

    def _finish_detection(self) -> None:
        """Take over what is known, which is all of the song unless the detection was stopped."""
        posterior, detector, annotation = self.detection.posterior, self.detector, self.document.annotation
        assert posterior is not None and detector is not None
        self.posterior = posterior if posterior.n_known or posterior.is_whole else None
        if annotation and self.posterior:
            found = proposal(detector, posterior, self.postprocessing)
            if completes(annotation, detector) and not self._asked_for:
                self.document.grow(found, self.tr("Detect singing"), self.undetected, even_after_undo=True)
            elif posterior.is_whole and (self._always_propose or is_news(annotation, detector)):
                text = self.tr("Detect with {0}").format(short(detector.name))
                self.document.propose(found, text, self._asked_for)
        self._always_propose = self._asked_for = False
        self.undetected_changed.emit(self.undetected)
        if self.posterior:
            self.posterior_changed.emit(self.posterior)
        self._settle()

    def _fail_detection(self, error: Exception) -> None:
        self.problem_found.emit(describe(error, self.tr("Detect singing")))
        self.undetected_changed.emit(self.undetected)
        self._settle()

    def _settle(self) -> None:
        self.activity_changed.emit(None)
        self.settled.emit()

    # --- postprocessing ---

    def preview(self, postprocessing: PostprocessingConfig) -> Regions:
        """Return the regions that the song would have with other settings; what people edited stays."""
        annotation = self.document.annotation
        if self.posterior is None or annotation is None or self.detector is None:
            return self.document.regions
        return annotation.proposed(proposal(self.detector, self.posterior, postprocessing)).regions

    def apply_postprocessing(self, postprocessing: PostprocessingConfig, text: str) -> None:
        """Use other settings, as one edit that can be undone."""
        if self.posterior is None or self.detector is None:
            self._set_postprocessing(postprocessing)
            if self.detection.running:
                self._add_found()
            return
        found = proposal(self.detector, self.posterior, postprocessing)
        self.document.propose(found, text, True, self.undetected)
        if self.document.read_only_reason:
            # Refused, so the sliders have to go back.
            self.postprocessing_changed.emit(self.postprocessing)
        else:
            self._set_postprocessing(postprocessing)

    def start_over(self) -> None:
        """Replace all regions, edited ones too, by those of the model, as one edit that can be undone."""
        annotation = self.document.annotation
        if annotation and self.posterior and self.detector:
            blank = replace(annotation, regions=(), touched=(), checked=())
            found = proposal(self.detector, self.posterior, self.postprocessing)
            self.document.replace(self.tr("Take all regions from the model"), blank.proposed(found, self.undetected))

    def _follow_annotation(self, annotation: SongAnnotation | None) -> None:
        """Take over the settings of an annotation, so that undo puts the sliders back, too, and averaging."""
        proposed = annotation.proposal if annotation else None
        if proposed and self.detector and self.posterior:
            detector = self._detector_for_song(self.detector.card)
            if proposed.model_key == detector.key:
                self._detect_averaging(detector.averaging)
        if proposed and self.detector and proposed.model_key == self.detector.key:
            self._set_postprocessing(proposed.postprocessing)

    def _set_postprocessing(self, postprocessing: PostprocessingConfig) -> None:
        if postprocessing != self.postprocessing:
            self.postprocessing = postprocessing
            self.postprocessing_changed.emit(postprocessing)

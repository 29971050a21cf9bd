"""The open song and the model in use: opening, detection, and postprocessing of its probabilities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import Spans, inside
from svd_core.audio.features import FloatArray
from svd_core.config import PostprocessingConfig
from svd_core.errors import ModelError
from svd_core.model.card import Card, named_model
from svd_gui.errors import Problem, describe
from svd_gui.song.activity import Activity
from svd_gui.song.detections import DetectorSettings, usable_card
from svd_gui.song.document import Document
from svd_gui.song.loader import Opened, Song
from svd_gui.song.posterior import Posterior
from svd_gui.song.proposals import add_or_show, awaited, completes, is_news, left_over, proposal
from svd_gui.song.shared_song import SharedSong
from svd_gui.song.song_detection import SongDetection
from svd_gui.song.song_opening import SongOpening
from svd_gui.style.plain_text import short


class Session(QObject):
    """Holds one song and one detector; whatever fails, the last good state stays.

    `settled` is emitted when nothing is left to open or to detect: it is done, has failed, was stopped, or there is
    no model to detect with. While it detects, `regions_found` carries regions that cannot be added yet. A long song is
    `song_opened` when a part of it is decoded, then `song_grown`, and `song_completed` with another value.
    """

    activity_changed = Signal(object)
    song_opened = Signal(object)
    song_grown = Signal(object)
    song_completed = Signal(object)
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
        self.document = Document(self)
        self.shared = SharedSong(self.document, self)
        self.shared.problem_found.connect(self.problem_found)
        self.shared.reopen_requested.connect(self.reopen)
        self.song: Song | None = None
        self.detector: DetectorSettings | None = None
        self._averaging = self._always_propose = self._asked_for = False
        self.postprocessing = PostprocessingConfig()
        self.posterior: Posterior | None = None
        self.opening = opening = SongOpening(self)
        opening.activity_changed.connect(self.activity_changed)
        opening.begun.connect(self._begin_song)
        opening.grown.connect(lambda: self.song_grown.emit(self.song))
        opening.completed.connect(self._complete_song)
        opening.opened.connect(self._open_song)
        opening.failed.connect(self._fail_opening)
        opening.sound_decoded.connect(self.sound_decoded)
        opening.sound_failed.connect(self.sound_failed)
        self.detection = detection = SongDetection(self)
        detection.started.connect(self.detection_started)
        detection.arrived.connect(self._show_arrived)
        detection.grown.connect(self._add_found)
        detection.ended.connect(self._finish_detection)
        detection.failed.connect(self._fail_detection)
        self.document.annotation_changed.connect(self._follow_annotation)
        self.may_leave: Callable[[], bool] = self.document.save_unsaved
        """Whether the open song may be let go of; a window asks where edits would be lost."""
        self.may_grow: Callable[[], bool] = lambda: True
        """Whether regions may be added now that were just found; a window says when a person is in the middle of it."""

    # --- model ---

    def use_model(self, path: Path | None) -> bool:
        """Use a model (None: the shipped one) and detect with it in the open song; False if it is unusable."""
        try:
            card = usable_card(named_model(path))
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
        """Open a song in the background; the present one stays until there is something to be seen of the new one.

        Nothing happens where edits in the present one cannot be saved, and a person does not want to lose them.
        """
        if self.may_leave():
            self.opening.open(path)
        elif not self.busy:
            self._settle()

    def reopen(self) -> None:
        """Open the song once more, since what lies beside it is something else now."""
        if self.song is not None:
            self.open(self.song.path)

    def cancel(self) -> None:
        """Stop opening or detection, whichever is under way; what was decoded and detected stays."""
        self.opening.stop()
        self._stay()
        self._asked_for = False
        if self.detection.running:
            self.detection.stop()
        else:
            self._settle()

    @property
    def busy(self) -> bool:
        """Whether a song is being opened or detected; decoding for playback does not count."""
        return self.opening.running or self.detection.running

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
        """The time of the song in which the model in use has not looked yet, or what it found there is not shown."""
        if self.song is not None and self.is_partial:
            return ((0.0, self.song.duration),) if self.opening.is_incomplete else ()
        unknown = self.detection.undetected
        return unknown if self.detection.running else left_over(self.document.annotation, self.detector, unknown)

    @property
    def is_detected(self) -> bool:
        """Whether a model has looked for singing in all of the open song, now or before."""
        annotation = self.document.annotation
        before = annotation is not None and annotation.proposal is not None and not annotation.undetected
        return before or (self.posterior is not None and self.posterior.is_whole)

    def close(self) -> None:
        """Cancel everything under way, because the program ends."""
        self.opening.close()
        self.detection.leave()
        self.shared.close()
        self.document.close()

    def _stay(self) -> None:
        """The present song stays open, so edits that were given up with it are not lost yet."""
        if self.document.journal is not None:
            self.document.journal.give_up_unsaved(False)

    def _begin_song(self, opened: Opened) -> None:
        """Go over to a song of which the first part is decoded: it can be seen and heard, but not edited yet."""
        if not self.may_leave():
            self.opening.leave()
            self.cancel()
            return
        self._enter(opened)
        self.shared.close()
        self.document.pause(self.tr("The song is still being opened; it can be corrected when all of it is there"))
        self.sound_decoded.emit(opened.sound)
        self.undetected_changed.emit(self.undetected)

    def _complete_song(self, opened: Opened) -> None:
        self.song = opened.song
        self.document.open(opened.found, opened.song.identity)
        self.song_completed.emit(opened.song)
        self._finish_opening(opened)

    def _open_song(self, opened: Opened) -> None:
        if self.may_leave():
            self.opening.leave()
            self._enter(opened)
            self._finish_opening(opened)
        else:  # edited while the other one was decoded
            self._settle()

    def _enter(self, opened: Opened) -> None:
        """Leave the present song for another one."""
        self.detection.leave()
        self._asked_for = False
        self.song, self.posterior = opened.song, None
        self.detection.set_visible_range(0.0, 0.0)
        self.document.open(opened.found, opened.song.identity)
        self.song_opened.emit(opened.song)

    def _finish_opening(self, opened: Opened) -> None:
        """Say what is not as it should be, and detect."""
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
            self.opening.decode_sound(opened.song)
        self.detect()

    @property
    def is_partial(self) -> bool:
        """Whether only a part of the open song is decoded yet."""
        return self.song is not None and self.song.decoded is not None

    def _fail_opening(self, path: Path, error: Exception) -> None:
        if self.is_partial and not self.opening.is_incomplete:
            self.document.pause(self.tr("Only a part of the song could be decoded; open it again to correct it"))
            self.undetected_changed.emit(())
        self._stay()
        self.problem_found.emit(describe(error, self.tr("Open {0}").format(short(path.name))))
        self._settle()

    # --- detection ---

    def detect(self, go_on: bool = False) -> None:
        """Compute the probabilities of the open song with the present detector, as far as they are not in the cache.

        A detection that a person has stopped stays so unless it is to `go_on`.
        """
        if self.song is None or self.is_partial:
            return
        self.posterior = None
        if self.detector is None:
            self._settle()
            return
        self.detection.start(self.song, self.detector, go_on)
        self._show_detecting()

    def detect_rest(self) -> None:
        """Go on with what was stopped: the detection, or before that the opening of the song."""
        if self.is_stopped and self.is_partial:
            self.opening.go_on()
        elif self.is_stopped:
            self.detect(go_on=True)

    def detect_again(self) -> None:
        """Detect anew and let the model propose again wherever no person has edited."""
        self._always_propose = True
        self.detect(go_on=True)

    def _show_arrived(self, start: int, values: FloatArray) -> None:
        self.probabilities_arrived.emit(start, values)
        self._show_detecting()

    def _show_detecting(self) -> None:
        if self.detection.running:
            self.undetected_changed.emit(self.undetected)
            self.activity_changed.emit(Activity(self.tr("Detecting singing"), self.detection.share or None))

    def _add_found(self) -> None:
        """Add the regions found so far, if these are the song's first; else, or where it cannot be, show them only."""
        posterior, detector = self.detection.posterior, self.detector
        if posterior is not None and detector is not None and self.may_grow():
            found = proposal(detector, posterior, self.postprocessing)
            text, always, unknown = self.tr("Detect singing"), self._always_propose, self.detection.undetected
            self.regions_found.emit(add_or_show(self.document, detector, found, unknown, text, always))

    def _finish_detection(self) -> None:
        """Take over what is known, which is all of the song unless the detection was stopped.

        That cannot wait for a person to be through with a gesture: nothing comes later that would take the rest.
        """
        posterior, detector, annotation = self.detection.posterior, self.detector, self.document.annotation
        assert posterior and detector
        self.posterior = posterior if posterior.n_known or posterior.is_whole else None
        if annotation and self.posterior:
            found = proposal(detector, posterior, self.postprocessing)
            if completes(annotation, detector) and not self._asked_for:
                self.document.grow(found, self.tr("Detect singing"), self.detection.undetected, even_after_undo=True)
            elif posterior.is_whole and (self._always_propose or is_news(annotation, detector)):
                self.document.propose(found, self.tr("Detect with {0}").format(short(detector.name)), self._asked_for)
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
        self.document.propose(found, text, True, self.detection.undetected)
        if self.document.read_only_reason:
            # Refused, so the sliders have to go back.
            self.postprocessing_changed.emit(self.postprocessing)
        else:
            self._set_postprocessing(postprocessing)

    def start_over(self) -> None:
        """Replace all regions, edited ones too, by those of the model, as one edit that can be undone."""
        annotation = self.document.annotation
        if annotation and self.posterior and self.detector:
            found = proposal(self.detector, self.posterior, self.postprocessing)
            after = replace(annotation, regions=(), touched=(), checked=()).proposed(found, self.detection.undetected)
            self.document.replace(self.tr("Take all regions from the model"), after)

    def _follow_annotation(self, annotation: SongAnnotation | None) -> None:
        """Take over the settings of an annotation, so that undo puts the sliders back, too, and averaging."""
        proposed = annotation.proposal if annotation else None
        if proposed and self.detector and self.posterior:
            detector = self._detector_for_song(self.detector.card)
            if proposed.model_key == detector.key:
                self._detect_averaging(detector.averaging)
        if proposed and self.detector and proposed.model_key == self.detector.key:
            self._set_postprocessing(proposed.postprocessing)
        if self.posterior is not None:
            self.undetected_changed.emit(self.undetected)

    def _set_postprocessing(self, postprocessing: PostprocessingConfig) -> None:
        if postprocessing != self.postprocessing:
            self.postprocessing = postprocessing
            self.postprocessing_changed.emit(postprocessing)

"""The main window: creates its parts, lays them out and connects them; all else is in the parts."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui import background
from svd_gui.actions import menus
from svd_gui.actions.actions import Actions, Section, Situation
from svd_gui.actions.shortcuts import Shortcuts
from svd_gui.dialogs.checked_text import checked_text
from svd_gui.errors import Problem
from svd_gui.library.songs import Songs
from svd_gui.models.choice import ModelChoice
from svd_gui.playback.output_device import Opener, OutputDevice
from svd_gui.playback.player import Player
from svd_gui.playback.transport_bar import TransportBar
from svd_gui.settings import Settings
from svd_gui.song.annotation_copies import AnnotationCopies
from svd_gui.song.checked_time import CheckedTime
from svd_gui.song.comparing import Comparing
from svd_gui.song.explanation import Explanation
from svd_gui.song.label_import import LabelImport
from svd_gui.song.loader import Song
from svd_gui.song.postprocessing_panel import PostprocessingPanel
from svd_gui.song.postprocessing_preview import PostprocessingPreview
from svd_gui.song.question import QuestionBar
from svd_gui.song.region_table import RegionTable
from svd_gui.song.session import Session
from svd_gui.song.song_choice import SongChoice
from svd_gui.song.song_doubt import SongDoubt
from svd_gui.song.song_editing import SongEditing
from svd_gui.song.song_page import SongPage
from svd_gui.song.unsaved_edits import UnsavedEdits
from svd_gui.style.icons import app_icon
from svd_gui.style.plain_text import as_tip, in_title
from svd_gui.timeline.view import TimelineView
from svd_gui.training.controller import TrainingController
from svd_gui.training.panel import TrainingPanel
from svd_gui.window.action_table.compare_actions import compare_section
from svd_gui.window.action_table.edit_actions import edit_section
from svd_gui.window.action_table.file_actions import file_section
from svd_gui.window.action_table.help_actions import help_section
from svd_gui.window.action_table.model_actions import model_section
from svd_gui.window.action_table.playback_actions import playback_section
from svd_gui.window.action_table.region_actions import regions_section
from svd_gui.window.action_table.songs_actions import songs_section
from svd_gui.window.action_table.view_actions import view_section
from svd_gui.window.appearance import Appearance
from svd_gui.window.dialog_opener import DialogOpener
from svd_gui.window.gesture import is_in_a_gesture
from svd_gui.window.notice import NoticeBar
from svd_gui.window.panel_focus import PanelFocus
from svd_gui.window.picture_choices import PictureChoices
from svd_gui.window.remembered_choices import RememberedChoices
from svd_gui.window.side_panel import SidePanel
from svd_gui.window.situation import situation
from svd_gui.window.song_views import SongViews
from svd_gui.window.songs_connections import connect_songs
from svd_gui.window.sound_connections import connect_sound
from svd_gui.window.spectrogram_panel import SpectrogramPanel
from svd_gui.window.status_connections import connect_status
from svd_gui.window.status_line import StatusLine
from svd_gui.window.welcome import Welcome

if TYPE_CHECKING:
    from svd_gui.window.preferences.preferences import Preferences


class MainWindow(QMainWindow):
    """Shows one song, uses one model, runs at most one training."""

    def __init__(self, settings: Settings | None = None, opener: Opener | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.session = Session(self)
        self.document = self.session.document
        self.device = OutputDevice(self.settings.device, self)
        self.player = Player(opener or self.device, self)
        self.choice = SongChoice(self.settings, self)
        self.dialogs = DialogOpener(self.settings, self)
        self._build_panels()
        self.training = TrainingController(self.settings, self.training_panel, self)
        self.editing = SongEditing(self.session, self.timeline, self.player, self)
        self.postprocessing_preview = PostprocessingPreview(
            self.session, self.timeline, self.postprocessing_panel, self
        )
        self.models = ModelChoice(self.session, self.settings, self)
        self.song_doubt = SongDoubt(self.session, self)
        self.region_table = RegionTable(self.session, self.timeline, self.player, self.editing.folder_labels, self)
        self.comparing = Comparing(self.session, self.timeline, self.player, self.settings, self)
        self.explanation = Explanation(self.session, self.timeline, self.player, self)
        self.label_import = LabelImport(self.session, self.timeline, self.settings, self)
        self.copies = AnnotationCopies(self.session, self)
        self.unsaved = UnsavedEdits(self.document, self)
        self.session.may_leave = self.unsaved.may_leave
        self.session.may_grow = lambda: not is_in_a_gesture()
        self.songs = Songs(self.session, self.timeline, self.player, self.settings, self)
        self.training.folder = self.songs.folder
        self.checked_time = CheckedTime(self.session, self.timeline, self.player, self.editing.regions, self)
        self.choices = RememberedChoices(
            self.settings, self.session, self.player, self.timeline, self.checked_time, self.editing.taps,
            self.dialogs, self.welcome, self,
        )  # fmt: skip
        self.actions_ = Actions(self._action_sections(), self)
        self.editing.doubtful.with_keys = lambda text: self.actions_.hint(text, "accept_doubtful", "reject_doubtful")
        self.shortcuts = Shortcuts(self.actions_, self.settings, self)
        self.views = SongViews(self.timeline, self.player, self._set_apart, self)
        self._build_around_actions()
        self._lay_out()
        self._connect_song()
        self._connect_sound()
        self._connect_editing_and_training()
        connect_songs(
            self.songs, self.choice, self.welcome, self.timeline, self.training_panel, self.notice, self.status,
            self.open_song, self.refresh,
        )  # fmt: skip
        self.appearance.apply()
        self._restore()

    # --- building ---

    def _build_panels(self) -> None:
        self.timeline = TimelineView()
        self.welcome, self.notice, self.question = Welcome(), NoticeBar(), QuestionBar()
        self.postprocessing_panel, self.training_panel = PostprocessingPanel(), TrainingPanel()
        self.spectrogram_panel = SpectrogramPanel()
        self.picture_choices = PictureChoices(self.spectrogram_panel, self.timeline, self.settings, self)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)
        self.setWindowTitle("SVD Studio")
        self.setWindowIcon(app_icon())

    def _action_sections(self) -> tuple[Section, ...]:
        session, player, timeline, editing = self.session, self.player, self.timeline, self.editing
        choice, choices, dialogs, training = self.choice, self.choices, self.dialogs, self.training
        edits = edit_section(self.document, timeline, editing, dialogs, self.checked_time, self.copies, choices,
                             lambda: self.preferences.open())  # fmt: skip
        models = model_section(session, training, dialogs, player, timeline, self.models, choices.choose_averaging,
                               self.explanation.set_on)  # fmt: skip
        return (
            file_section(
                choice, session, dialogs, self.label_import, timeline, self.songs, choices.clear_recent, self.close
            ),
            edits,
            regions_section(editing),
            compare_section(self.comparing, lambda: dialogs.history(self.document)),
            view_section(timeline, self.refresh, self.picture_choices, lambda forward: self.panel_focus.go(forward)),
            playback_section(player, editing.keyboard, timeline, choices.choose_listening_checks),
            songs_section(self.songs, self.models),
            models,
            help_section(
                lambda: dialogs.find_action(self.actions_, self._now(), self.menuBar(), self.transport),
                lambda: dialogs.shortcuts(self.actions_),
                lambda: self.preferences.open_shortcuts(),
                self.notice.hide,
                dialogs.about,
            ),
        )

    def _build_around_actions(self) -> None:
        actions = self.actions_
        self.song_page = SongPage(self.timeline, actions)
        self.overview = self.song_page.overview
        self.transport = TransportBar(actions)
        panels = (self.timeline, self.spectrogram_panel, self.training_panel, self.welcome, self.notice, self.question,
                  self.songs.questions.bar)  # fmt: skip
        painters = (actions, self.models, *panels)
        self.appearance = Appearance(self.settings, [painter.set_theme for painter in painters], self)
        self.recent_menu = menus.recent_menu(self.menuBar())
        self.theme_menu = menus.theme_menu(self.menuBar(), self.settings.theme, self.appearance.choose)
        self.appearance.chosen.connect(lambda choice: menus.show_theme(self.theme_menu, choice))
        self.shortcuts.changed.connect(self._show_keys)
        menus.build(self.menuBar(), actions, {"recent": self.recent_menu, "theme": self.theme_menu})
        self.addActions(actions.working_in(in_timeline=False))
        actions.side_panel.setChecked(True)

    @cached_property
    def preferences(self) -> Preferences:
        from svd_gui.window.preferences.preferences import Preferences

        return Preferences(
            self.settings, self.choices, self.picture_choices, self.appearance, self.shortcuts, self.device,
            self.player, self,
        )  # fmt: skip

    def _lay_out(self) -> None:
        self.region_table.use_actions(self.actions_)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.region_table)
        self.songs.use_actions(self.actions_)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.songs.list)
        self.side = SidePanel(
            self.comparing.panel,
            self.explanation.panel,
            self.postprocessing_panel,
            self.training_panel,
            self.spectrogram_panel,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.song_page)
        panels = (self.songs.list, self.welcome, self.timeline, self.region_table, self.postprocessing_panel,
                  self.training_panel, self.spectrogram_panel, self.transport, self.notice, self.question)  # fmt: skip
        self.panel_focus = PanelFocus(panels, self)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.side)
        frame = QWidget()
        outer = QVBoxLayout(frame)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.transport)
        outer.addWidget(self.notice)
        outer.addWidget(self.question)
        outer.addWidget(self.songs.queue_bar)
        outer.addLayout(middle, 1)
        self.setCentralWidget(frame)
        self.resize(1320, 800)

    # --- connecting ---

    def _connect_song(self) -> None:
        session, document, timeline = self.session, self.document, self.timeline
        session.song_opened.connect(self._show_song)
        session.activity_changed.connect(self.refresh)
        session.settled.connect(self.refresh)
        session.settled.connect(lambda: self.welcome.set_opening(""))
        session.detector_changed.connect(lambda detector: self.postprocessing_panel.set_averaging(detector.averaging))
        session.model_changed.connect(lambda card: self.postprocessing_panel.set_initial(card.postprocessing))
        session.model_changed.connect(self.dialogs.use_model)
        self.models.changed.connect(self.refresh)
        self.song_doubt.changed.connect(self.postprocessing_panel.set_doubt)
        self.postprocessing_panel.averaging_requested.connect(session.average_song)
        self.postprocessing_panel.released.connect(timeline.setFocus)
        session.detection_started.connect(timeline.reset_probabilities)
        session.probabilities_arrived.connect(timeline.set_probabilities)
        session.undetected_changed.connect(timeline.set_undetected)
        document.annotation_changed.connect(self._show_annotation)
        document.saved.connect(lambda: self._show_saved(True))
        document.save_failed.connect(lambda text: self.notice.show_problem(Problem(text)))
        document.save_failed.connect(lambda: self._show_saved(False))
        document.writable_changed.connect(self.refresh)
        session.shared.question_changed.connect(self.question.show_question)
        timeline.edit_requested.connect(document.edit)
        timeline.visible_range_changed.connect(session.detection.set_visible_range)
        sources = (session, self.choice, self.dialogs, self.training, self.label_import, self.copies, self.unsaved)
        for source in (*sources, self.editing, self.comparing, self.explanation):
            source.problem_found.connect(self.notice.show_problem)
        self.choice.song_chosen.connect(self.open_song)
        self.choice.copy_chosen.connect(self.copies.open)
        self.copies.song_requested.connect(self.open_song)
        self.dialogs.copy_requested.connect(self.actions_.merge_copy.trigger)
        self.choice.drag_changed.connect(self.welcome.highlight)
        for source in (self.choice, self.dialogs):
            source.model_chosen.connect(self.models.use)
        self.welcome.open_requested.connect(self.choice.ask)
        self.welcome.demo_requested.connect(self.choice.choose_demo)
        self.welcome.song_requested.connect(self.choice.choose)

    def _connect_sound(self) -> None:
        transport, status = self.transport, self.status
        connect_sound(self.session, self.player, self.song_page, transport, self.refresh, status.show_message)
        self.device.replaced.connect(status.show_message)
        transport.follow_chosen.connect(self.choices.choose_follow)
        transport.volume_chosen.connect(lambda volume: setattr(self.settings, "volume", volume))

    def _connect_editing_and_training(self) -> None:
        reporters = (self.editing, self.checked_time, self.region_table, self.comparing, self.label_import)
        connect_status(self.status, self.session, self.song_doubt, self.timeline, self.dialogs, reporters)
        self.session.posterior_changed.connect(self._show_figures)
        for changed in (
            self.editing.selection_changed,
            self.comparing.possible_changed,
            self.training.state_changed,
        ):
            changed.connect(self.refresh)
        self.dialogs.place_chosen.connect(self.song_page.show_place)
        self.dialogs.compare_requested.connect(self.comparing.sources.show_state)
        self.recent_menu.aboutToShow.connect(lambda: self.choice.fill_recent(self.recent_menu, self.actions_))
        self.training_panel.train_requested.connect(self.actions_.train.trigger)
        self.training.use_requested.connect(self.models.use)
        self.models.changed.connect(lambda: self.training_panel.show_in_use(self.models.path))
        self.models.resume_requested.connect(self.training.resume)

    # --- reacting ---

    def start(self) -> None:
        """Load the model used last, else the shipped one; called once the window is on screen."""
        self.models.start()
        self.refresh()

    def open_song(self, path: Path) -> None:
        """Open a song; the present one stays until the new one is decoded."""
        self.welcome.set_opening(path.name)
        self.session.open(path)

    def refresh(self, *_: object) -> None:
        """Enable actions and show panels by the state of all parts."""
        now = self._now()
        self.actions_.refresh(now)
        self.transport.setVisible(now.song)
        self.transport.set_silent(now.no_sound_reason)
        self.status.set_selection(self.editing.selection_text())
        self.status.set_sound(now.no_sound_reason if now.song and self.player.playback_failed else "")
        self.postprocessing_panel.setVisible(now.song)
        wanted = now.song or now.training or now.resumable or self.training.concluded
        self.side.setVisible(wanted and self.actions_.side_panel.isChecked())

    def _set_apart(self, apart: bool) -> None:
        self.actions_.probability_apart.setChecked(apart)
        self.picture_choices.set_probability_apart(apart)

    def _now(self) -> Situation:
        return situation(
            self.session, self.player, self.timeline, self.training, self.comparing, self.models, self.songs
        )

    def _show_keys(self) -> None:
        """Name the keys that actions have now where no menu does."""
        self.transport.show_keys()
        text = self.tr("Only checked time is learned from: Mark as Checked")
        self.status.checked_label.setToolTip(as_tip(self.actions_.hint(text, "mark_checked")))

    def _show_song(self, song: Song) -> None:
        assert self.document.annotation is not None
        self.views.leave()
        self.notice.hide()
        self.player.unload(song.duration, self.tr("The sound is still being decoded"))
        self.song_page.show_song(song, self.document.annotation, self.settings.follow)
        self.views.show(song)
        self.transport.set_duration(song.duration)
        self.status.set_song(song.name)
        self.status.set_idle_text(self.tr("Ready"))
        self.setWindowTitle(f"{in_title(song.name)}[*] – SVD Studio")
        self.setWindowModified(False)
        self.settings.add_recent(song.path)
        self.stack.setCurrentWidget(self.song_page)
        self.timeline.setFocus()
        self.refresh()

    def _show_annotation(self, annotation: SongAnnotation) -> None:
        self.song_page.show_annotation(annotation)
        self.status.set_checked(checked_text(annotation, self._show_figures()))
        if self.session.song and self.document.is_corrected:
            self.settings.add_corrected(self.session.song.path)
        self.refresh()

    def _show_figures(self, *_: object) -> float:
        """Count the regions in the side panel; returns the song's seconds."""
        song = self.session.song
        duration = song.duration if song else self.document.duration
        detected = self.session.is_detected
        self.postprocessing_panel.set_regions(self.timeline.content.regions, duration, detected)
        return duration

    def _show_saved(self, saved: bool) -> None:
        """Show in the status line and in the title whether all changes are saved."""
        self.setWindowModified(not saved)
        self.status.set_idle_text(self.tr("All changes saved") if saved else self.tr("Changes not saved"))

    def _restore(self) -> None:
        actions, settings = self.actions_, self.settings
        self.restoreGeometry(settings.window_state("geometry"))
        self.choices.restore(self.transport)
        actions.probability_apart.setChecked(settings.probability_apart)
        actions.legend.setChecked(settings.legend)
        actions.average.setChecked(settings.averaging)
        actions.listening_checks.setChecked(settings.listening_checks)
        self.region_table.restore(settings)
        self.status.set_model("")
        self._show_keys()
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask only about edits that could not be saved, and what runs in child processes: all else is saved already."""
        if not (self.unsaved.may_leave() and self.dialogs.may_close() and self.training.may_close()):
            if self.document.journal is not None:
                self.document.journal.give_up_unsaved(False)
            event.ignore()
            return
        self.dialogs.close()
        self.models.close()
        self.songs.close()
        self.views.leave(wait=True)
        self.settings.set_window_state("geometry", self.saveGeometry())
        self.region_table.remember(self.settings)
        self.settings.sync()
        self.player.close()
        self.session.close()
        background.stop_all()
        super().closeEvent(event)

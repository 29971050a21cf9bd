"""What the program remembers between runs; every unreadable value becomes its default."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from PySide6.QtCore import QByteArray, QSettings

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.label_survey import from_json, to_json
from svd_core.annotation.song_annotation import CHECKED_SURROUNDING
from svd_core.annotation.tapping import REACTION_SECONDS
from svd_core.audio.listening import SPEEDS
from svd_core.files.visible_text import visible
from svd_gui import folders
from svd_gui.settings_file import SettingsFile
from svd_gui.timeline.frequency_scale import SCALE_KINDS, ScaleKind
from svd_gui.timeline.picture_format import WIDEST_PX, PictureFormat
from svd_gui.timeline.spectrogram_colours import COLOUR_MAPS, ColourMap, Levels
from svd_gui.timeline.spectrogram_detail import Detail
from svd_gui.timeline.time_axis import Follow

MAX_RECENT, MAX_RECENT_FOLDERS = 12, 6
_MODELS_REMEMBERED = 100
MAX_SURROUNDING, MAX_REACTION = 30.0, 1.0
"""Seconds."""
MAX_ANNOTATOR = 80
"""Letters of the annotator's name."""

LATENCY, LEAST_LATENCY, MOST_LATENCY = 0.1, 0.02, 0.5
"""Seconds requested of the device. Painting may delay the filling of its buffer by some hundredths."""


@dataclass(frozen=True)
class DeviceChoice:
    """On which device to play, and how far ahead of the sound its buffer is filled.

    Attributes:
        name: name of the device and of the sound system it belongs to; empty for the system's default.
        latency: seconds, from LEAST_LATENCY to MOST_LATENCY.
    """

    name: str = ""
    latency: float = LATENCY


def tidy_name(text: str) -> str:
    """A person's name on one line, without characters that steer others."""
    return " ".join(visible(text).split())[:MAX_ANNOTATOR]


class Settings:
    """Typed access to one settings file."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folders.settings_file()
        self._store = SettingsFile(self.path)

    def sync(self) -> None:
        """Write to disk now; where that fails, the program goes on as well, and the log says so."""
        self._store.sync()
        if self._store.status() != QSettings.Status.NoError:
            logging.getLogger(__name__).warning("%s not writable: settings and recent songs are forgotten.", self.path)

    @property
    def theme(self) -> str:
        """The chosen theme, one of `theme.CHOICES`."""
        value = self._store.text("view/theme", "system")
        return value if value in ("system", "light", "dark") else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.put("view/theme", value)

    @property
    def language(self) -> str:
        """The chosen language, one of `language.LANGUAGES`; empty for that of the system."""
        return self._store.text("view/language", "")

    @language.setter
    def language(self, code: str) -> None:
        self._store.put("view/language", code)

    @property
    def follow(self) -> Follow:
        """How the timeline follows playback."""
        value = self._store.text("view/follow", "page")
        return cast(Follow, value) if value in get_args(Follow) else "page"

    @follow.setter
    def follow(self, value: Follow) -> None:
        self._store.put("view/follow", value)

    @property
    def spectrogram_colours(self) -> tuple[ColourMap, Levels]:
        """Colour map of the spectrogram, and the levels of its first and last colour."""
        value = self._store.text("view/colour_map", "theme")
        try:
            low, high = (float(number) for number in self._store.json("view/levels"))
        except (TypeError, ValueError, OverflowError):
            low, high = 0.0, 1.0
        levels = Levels.within(low, high) if math.isfinite(low) and math.isfinite(high) else Levels()
        return value if value in COLOUR_MAPS else "theme", levels

    def set_spectrogram_colours(self, colour_map: ColourMap, levels: Levels) -> None:
        self._store.put("view/colour_map", colour_map)
        self._store.write("view/levels", [levels.low, levels.high])

    @property
    def frequency_axis(self) -> ScaleKind:
        """On which scale the spectrogram has its frequencies."""
        value = self._store.text("view/frequency_axis", "mel")
        return value if value in SCALE_KINDS else "mel"

    @frequency_axis.setter
    def frequency_axis(self, value: ScaleKind) -> None:
        self._store.put("view/frequency_axis", value)

    @property
    def spectrogram_detail(self) -> Detail:
        """When the fine spectrogram is shown, and of how many samples its windows are."""
        try:
            return Detail(*self._store.json("view/spectrogram_detail"))
        except (TypeError, ValueError):
            return Detail()

    @spectrogram_detail.setter
    def spectrogram_detail(self, detail: Detail) -> None:
        self._store.write("view/spectrogram_detail", [detail.fine, detail.window])

    @property
    def probability_apart(self) -> bool:
        """Whether the timeline shows the probability in a lane of its own."""
        return self._store.flag("view/probability_apart", False)

    @probability_apart.setter
    def probability_apart(self, value: bool) -> None:
        self._store.put_flag("view/probability_apart", value)

    @property
    def legend(self) -> bool:
        """Whether the timeline has a legend."""
        return self._store.flag("view/legend", True)

    @legend.setter
    def legend(self, value: bool) -> None:
        self._store.put_flag("view/legend", value)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Songs opened lately, latest first."""
        return self._store.paths("songs/recent")

    def add_recent(self, path: Path) -> None:
        """Put a song at the head of the recent ones."""
        self._put_first("songs/recent", path, MAX_RECENT)

    def clear_recent(self) -> None:
        for key in ("songs/recent", "songs/recent_folders"):
            self._store.write(key, [])

    @property
    def recent_folders(self) -> tuple[Path, ...]:
        """Folders opened lately, latest first."""
        return self._store.paths("songs/recent_folders")

    def add_recent_folder(self, folder: Path) -> None:
        """Put a folder at the head of the recent ones."""
        self._put_first("songs/recent_folders", folder, MAX_RECENT_FOLDERS)

    @property
    def reopens_folder(self) -> bool:
        return self._store.flag("songs/reopen_folder", False)

    @reopens_folder.setter
    def reopens_folder(self, value: bool) -> None:
        self._store.put_flag("songs/reopen_folder", value)

    def _put_first(self, key: str, path: Path, most: int) -> None:
        kept = [other for other in self._store.paths(key) if other != path]
        self._store.write(key, [str(item) for item in [path, *kept][:most]])

    @property
    def corrected(self) -> tuple[Path, ...]:
        """Songs whose annotation a person changed, oldest first."""
        return self._store.paths("songs/corrected")

    def add_corrected(self, path: Path) -> None:
        if path not in self.corrected:
            self._store.write("songs/corrected", [str(item) for item in (*self.corrected, path)])

    @property
    def left_out(self) -> tuple[Path, ...]:
        """Corrected songs that are not to be trained on."""
        return self._store.paths("songs/left_out")

    @left_out.setter
    def left_out(self, paths: tuple[Path, ...]) -> None:
        self._store.write("songs/left_out", [str(path) for path in paths])

    @property
    def model(self) -> Path | None:
        """The model chosen last, or None for the shipped one."""
        return self._store.path("model/path")

    @model.setter
    def model(self, path: Path | None) -> None:
        self._store.put_path("model/path", path)

    @property
    def used_models(self) -> dict[str, float]:
        """When each model file was used last, in seconds since 1970."""
        value = self._store.json("model/used")
        pairs = value.items() if isinstance(value, dict) else ()
        return {path: float(when) for path, when in pairs if isinstance(when, int | float) and math.isfinite(when)}

    def remember_used_model(self, path: Path, when: float) -> None:
        """Keep when a model was used last; of very many, those used longest ago are forgotten."""
        used = sorted((self.used_models | {str(path): when}).items(), key=lambda pair: pair[1])
        self._store.write("model/used", dict(used[-_MODELS_REMEMBERED:]))

    @property
    def averaging(self) -> bool:
        """Whether detection averages over pitch shifts."""
        return self._store.flag("model/averaging", False)

    @averaging.setter
    def averaging(self, value: bool) -> None:
        self._store.put_flag("model/averaging", value)

    @property
    def listening_checks(self) -> bool:
        """Whether what is listened through is marked as checked."""
        return self._store.flag("checked/listening", False)

    @listening_checks.setter
    def listening_checks(self, value: bool) -> None:
        self._store.put_flag("checked/listening", value)

    @property
    def checked_surrounding(self) -> float:
        """Seconds on either side of an edit that are checked with it, 0 to MAX_SURROUNDING."""
        return self._store.number("checked/surrounding", CHECKED_SURROUNDING, MAX_SURROUNDING)

    @checked_surrounding.setter
    def checked_surrounding(self, value: float) -> None:
        self._store.put("checked/surrounding", str(value))

    @property
    def reaction_time(self) -> float:
        """Seconds from a sound to the finger's tap, 0 to MAX_REACTION."""
        return self._store.number("tapping/reaction_time", REACTION_SECONDS, MAX_REACTION)

    @reaction_time.setter
    def reaction_time(self, value: float) -> None:
        self._store.put("tapping/reaction_time", str(value))

    @property
    def annotator(self) -> str:
        """The name under which edits are kept; empty for that of whoever is logged in."""
        return tidy_name(self._store.text("checked/annotator", ""))

    @annotator.setter
    def annotator(self, name: str) -> None:
        self._store.put("checked/annotator", tidy_name(name))

    @property
    def shortcuts(self) -> dict[str, tuple[str, ...]]:
        """The keys that a person chose for actions, by the actions' names."""
        chosen = self._store.mapping("actions/shortcuts")
        return {name: tuple(map(str, keys)) for name, keys in chosen.items() if isinstance(keys, list)}

    @shortcuts.setter
    def shortcuts(self, chosen: dict[str, tuple[str, ...]]) -> None:
        self._store.write("actions/shortcuts", {name: list(keys) for name, keys in chosen.items()})

    @property
    def label_answers(self) -> dict[str, HowToRead]:
        """How label files are meant, as a person said, by what files of a kind have in common."""
        return {kind: from_json(answer) for kind, answer in self._store.mapping("labels/answers").items()}

    @label_answers.setter
    def label_answers(self, answers: dict[str, HowToRead]) -> None:
        self._store.write("labels/answers", {kind: to_json(answer) for kind, answer in answers.items()})

    @property
    def training(self) -> dict[str, Any]:
        """The last values of the training dialog, as the dialog wrote them."""
        return self._store.mapping("training/values")

    @training.setter
    def training(self, values: dict[str, Any]) -> None:
        self._store.write("training/values", values)

    @property
    def robustness(self) -> dict[str, Any]:
        """The last choices of the robustness test, as its dialog wrote them."""
        return self._store.mapping("stress/values")

    @robustness.setter
    def robustness(self, values: dict[str, Any]) -> None:
        self._store.write("stress/values", values)

    @property
    def export_format(self) -> str:
        """Name of the format of the last export; empty before the first."""
        return self._store.text("export/format", "")

    @export_format.setter
    def export_format(self, name: str) -> None:
        self._store.put("export/format", name)

    @property
    def export_folder(self) -> Path | None:
        """Folder of the last export, or None if that was the song's own."""
        return self._store.path("export/folder")

    @export_folder.setter
    def export_folder(self, folder: Path | None) -> None:
        self._store.put_path("export/folder", folder)

    @property
    def exported(self) -> dict[str, str]:
        """Content keys of the files that were exported, by path, oldest first."""
        texts = self._store.mapping("export/written")
        return {path: key for path, key in texts.items() if isinstance(key, str)}

    @exported.setter
    def exported(self, keys: dict[str, str]) -> None:
        self._store.write("export/written", keys)

    @property
    def picture_format(self) -> PictureFormat:
        """Format of the last picture of the timeline."""
        value = self._store.text("picture/format", "png")
        return "svg" if value == "svg" else "png"

    @picture_format.setter
    def picture_format(self, value: PictureFormat) -> None:
        self._store.put("picture/format", value)

    @property
    def picture_width_px(self) -> int:
        """Width of the last picture; 0 before the first."""
        return round(self._store.number("picture/width", 0, WIDEST_PX))

    @picture_width_px.setter
    def picture_width_px(self, value: int) -> None:
        self._store.put("picture/width", str(value))

    @property
    def picture_folder(self) -> Path | None:
        """Folder of the last picture; None before the first."""
        return self._store.path("picture/folder")

    @picture_folder.setter
    def picture_folder(self, folder: Path | None) -> None:
        self._store.put_path("picture/folder", folder)

    @property
    def volume(self) -> float:
        """Loudness of playback, 0 to 1."""
        return self._store.number("playback/volume", 1.0, 1.0)

    @volume.setter
    def volume(self, value: float) -> None:
        self._store.put("playback/volume", str(value))

    @property
    def device(self) -> DeviceChoice:
        """On which device songs are heard, and with which latency."""
        latency = self._store.number("playback/latency", LATENCY, MOST_LATENCY)
        return DeviceChoice(self._store.text("playback/device", ""), max(latency, LEAST_LATENCY))

    @device.setter
    def device(self, choice: DeviceChoice) -> None:
        self._store.put("playback/device", choice.name)
        self._store.put("playback/latency", str(choice.latency))

    @property
    def speed(self) -> float:
        """How fast songs are heard, one of SPEEDS."""
        value = self._store.number("playback/speed", 1.0, max(SPEEDS))
        return value if value in SPEEDS else 1.0

    @speed.setter
    def speed(self, value: float) -> None:
        self._store.put("playback/speed", str(value))

    def window_state(self, name: str) -> QByteArray:
        """Return geometry or splitter positions saved under a name; empty when there are none."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_window_state(self, name: str, state: QByteArray) -> None:
        self._store.put(f"window/{name}", state)

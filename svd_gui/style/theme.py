"""Colours and text sizes of the window, light and dark, as Qt palette and style sheet.

Colours that pictures on paper have, too, come from `svd_core.plots.palette`."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from svd_core.files.storage import resource
from svd_core.plots import palette as palettes


@dataclass(frozen=True)
class Theme:
    """Colours as `#rrggbb` (or `#aarrggbb` where they lie over something), text sizes in logical pixels."""

    name: str
    window: str
    surface: str
    border: str
    text: str
    muted_text: str
    accent: str
    accent_text: str
    grid: str
    waveform: str
    spectrogram_colors: tuple[str, ...]
    """Stops from the quietest to the loudest."""
    probability: str
    probability_raw: str
    threshold: str
    region_model: str
    region_hand: str
    region_file: str
    region_selected: str
    preview: str
    checked: str
    playhead: str
    loop: str
    danger: str
    good: str
    hover: str
    speaks_for: str
    """What made a model say singing."""
    speaks_against: str
    small_px: int = 11
    normal_px: int = 13
    clock_px: int = 19
    large_px: int = 22


def _from_palette(palette: palettes.Palette) -> dict[str, Any]:
    """Return what the window and pictures on paper have in common."""
    return {
        "name": palette.name,
        "surface": palette.page,
        "text": palette.text,
        "muted_text": palette.muted_text,
        "grid": palette.grid,
        "hover": palette.track,
        "spectrogram_colors": palette.spectrogram,
        "probability": palette.probability,
        "probability_raw": palette.probability.replace("#", "#66"),
        "threshold": palette.threshold,
        "region_model": palette.region_model,
        "region_hand": palette.region_hand,
        "region_file": palette.region_file,
    }


LIGHT = Theme(
    **_from_palette(palettes.LIGHT),
    window="#f3f4f7",
    border="#d8dce4",
    accent="#2b62d9",
    accent_text="#ffffff",
    waveform="#7486a6",
    region_selected="#1b2130",
    preview="#2b62d9",
    checked="#1a7f4b",
    playhead="#d1242f",
    loop="#2b62d9",
    danger="#c02a37",
    good="#1a7f4b",
    speaks_for="#d9480f",
    speaks_against="#0b7285",
)

DARK = Theme(
    **_from_palette(palettes.DARK),
    window="#14161b",
    border="#303643",
    accent="#6ea3ff",
    accent_text="#0c1220",
    waveform="#7d93ba",
    region_selected="#ffffff",
    preview="#8fb8ff",
    checked="#57d38c",
    playhead="#ff6b6b",
    loop="#6ea3ff",
    danger="#ff7b7b",
    good="#57d38c",
    speaks_for="#ff8a3d",
    speaks_against="#3bc9db",
)

CHOICES = ("system", "light", "dark")


def chosen(choice: str) -> Theme:
    """Return the theme for one of `CHOICES`; "system" asks the desktop, and is light where that does not say."""
    if choice == "system":
        return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def palette(theme: Theme) -> QPalette:
    """Return the theme as Qt's palette, for what the style sheet does not cover."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.surface,
        roles.AlternateBase: theme.window,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.muted_text,
        roles.Button: theme.surface,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.danger,
        roles.ToolTipBase: theme.surface,
        roles.ToolTipText: theme.text,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.accent_text,
        roles.Link: theme.accent,
        roles.Mid: theme.border,
        roles.Dark: theme.border,
        roles.Midlight: theme.hover,
        roles.Light: theme.surface,
        roles.Shadow: theme.border,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, blend(theme.muted_text, theme.window, 0.45))
    return result


def blend(colour: str, other: str, share: float) -> QColor:
    """Mix a colour with a share (0..1) of another."""
    one, two = QColor(colour), QColor(other)
    return QColor.fromRgbF(
        one.redF() * (1 - share) + two.redF() * share,
        one.greenF() * (1 - share) + two.greenF() * share,
        one.blueF() * (1 - share) + two.blueF() * share,
    )


def stylesheet(theme: Theme) -> str:
    """Return the style sheet of the whole application in this theme's colours."""
    disabled = blend(theme.muted_text, theme.window, 0.45).name()
    soft = blend(theme.accent, theme.surface, 0.84).name()
    drawn = {
        name: resource(f"icons/{name.replace('_', '-')}.svg").as_posix()
        for name in ("chevron", "chevron_up", "checked")
    }
    return _SHEET.substitute(vars(theme), disabled=disabled, accent_soft=soft, **drawn)


_SHEET = Template("""
* { font-size: ${normal_px}px; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px 6px; }
QMenuBar { background: $window; border-bottom: 1px solid $border; padding: 2px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 18px; border-radius: 5px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $accent; color: $accent_text; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QStatusBar { background: $window; border-top: 1px solid $border; color: $muted_text; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 3px 10px; color: $muted_text; }
QFrame[role="divider"] { background: $border; border: none; }
QScrollArea[role="side"] { background: $window; border: none; border-left: 1px solid $border; }
QLabel[role="key"] { color: $muted_text; }
QLabel[role="muted"] { color: $muted_text; }
QLabel[role="small"] { color: $muted_text; font-size: ${small_px}px; }
QLabel[role="title"] { font-size: ${large_px}px; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="clock"] { font-size: ${clock_px}px; font-weight: 600; }
QLabel[role="good"] { color: $good; font-weight: 600; }
QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: 9px; }
QFrame[role="bar"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[role="error"] { background: $surface; border: 1px solid $danger; border-left: 4px solid $danger;
    border-radius: 6px; margin: 6px 8px; }
QFrame[role="question"] { background: $surface; border: 1px solid $accent; border-left: 4px solid $accent;
    border-radius: 6px; margin: 6px 8px; }
QFrame[role="drop"] { background: $surface; border: 2px dashed $border; border-radius: 14px; }
QFrame[role="drop"][hot="true"] { border-color: $accent; background: $accent_soft; }
QPushButton { background: $surface; border: 1px solid $border; border-radius: 6px; padding: 6px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:pressed { background: $border; }
QPushButton:disabled { color: $disabled; }
QPushButton[role="primary"] { background: $accent; color: $accent_text; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $border; color: $muted_text; border-color: $border; }
QPushButton[role="link"] { background: transparent; border-color: transparent; color: $accent; text-align: left;
    padding: 3px 5px; }
QPushButton[role="link"]:hover { background: $hover; }
QPushButton[role="link"]:focus { border-color: $accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked { background: $accent_soft; border-color: $accent; }
QToolButton[popupMode="2"] { padding-right: 18px; }
QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center; right: 5px; }
QToolButton:disabled { color: $disabled; }
QLineEdit, QComboBox, QListView, QTreeView, QTextBrowser {
    background: $surface; border: 1px solid $border; border-radius: 6px; padding: 4px 6px;
    selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:focus, QComboBox:focus, QListView:focus, QTreeView:focus { border-color: $accent; }
QListView, QTreeView { padding: 4px; outline: none; }
QTreeView { alternate-background-color: $window; }
QTableView { background: $surface; border: none; outline: none; color: $text; selection-background-color: $accent_soft;
    selection-color: $text; }
QTableView::item { padding: 3px 10px; border-bottom: 1px solid $grid; }
QTableView[role="form"]::item { padding: 0px; border: none; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView QLineEdit { padding: 0 4px; border-radius: 2px; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $muted_text; border: none; border-bottom: 1px solid $border;
    padding: 5px 8px; }
QListView::item { padding: 4px 2px; border-radius: 4px; color: $text; }
QTreeView::item { padding: 3px 2px; color: $text; }
QListView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $text; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator, QTreeView::indicator, QTableView::indicator {
    width: 14px; height: 14px; border: 1px solid $muted_text; background: $surface; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator, QTableView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked,
QTableView::indicator:checked {
    background: $accent; border-color: $accent;
    image: url($checked); }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 4px solid $accent; background: $accent_text; }
QRadioButton::indicator:disabled { border-color: $border; }
QRadioButton:focus, QCheckBox:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 7px 12px;
    color: $muted_text; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QDialog QScrollArea, QDialog QScrollArea > QWidget > QWidget { background: transparent; }
QAbstractSpinBox { background: $surface; border: 1px solid $border; border-radius: 6px; padding: 4px 22px 4px 0;
    min-height: 24px; selection-background-color: $accent; selection-color: $accent_text; }
QAbstractSpinBox QLineEdit { background: transparent; border: none; padding: 0 0 0 6px; }
QAbstractSpinBox:focus { border-color: $accent; }
QAbstractSpinBox:disabled { color: $disabled; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 20px; border: none; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 2px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url($chevron_up); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($chevron); width: 10px; height: 10px; }
QComboBox { padding: 4px 8px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($chevron); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; padding: 4px; outline: none;
    selection-background-color: $accent; selection-color: $accent_text; }
QSlider { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 7px;
    background: $surface; border: 1px solid $muted_text; }
QSlider::handle:horizontal:hover { border: 1px solid $accent; }
QSlider::handle:horizontal:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QSlider::sub-page:horizontal:disabled { background: $border; }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:horizontal { height: 11px; background: transparent; }
QScrollBar:vertical { width: 11px; background: transparent; }
QScrollBar::handle { background: $border; border-radius: 5px; min-width: 30px; min-height: 30px; margin: 1px; }
QScrollBar::handle:hover { background: $muted_text; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
    width: 0; height: 0; }
QSplitter::handle { background: $border; }
""")

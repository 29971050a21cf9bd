"""The rules of postprocessing in words for the panel, and which settings each of them has."""

from __future__ import annotations

from svd_core.config import RULE_SETTINGS, RULES
from svd_gui.translation import tr

_SHARED_SETTINGS = ("median_frames", "min_length", "min_gap")


def settings_of(rule: str) -> tuple[str, ...]:
    """Return the names of the settings that have a slider under a rule, from top to bottom."""
    return ("threshold", *RULE_SETTINGS[rule], *_SHARED_SETTINGS)


def all_settings() -> tuple[str, ...]:
    """Return the names of the settings that have a slider under some rule, from top to bottom."""
    return ("threshold", *(name for rule in RULES for name in RULE_SETTINGS[rule]), *_SHARED_SETTINGS)


def rule_name(rule: str) -> str:
    """Return what the list of rules calls a rule."""
    return {
        "threshold": tr("One threshold"),
        "hysteresis": tr("Two thresholds"),
        "otsu": tr("Song's own threshold"),
        "viterbi": tr("Most likely course"),
    }[rule]


def rule_help(rule: str) -> str:
    """Return what a rule does, in a sentence."""
    return {
        "threshold": tr("Singing is where the curve is above the threshold."),
        "hysteresis": tr(
            "A region needs a place above the upper threshold, and lasts as long as the curve is above the lower one "
            "(hysteresis).",
        ),
        "otsu": tr(
            "The threshold is moved towards the one that separates high from low probabilities best in this song "
            "(Otsu's).",
        ),
        "viterbi": tr(
            "Of all courses, the one that fits the probabilities best, where each change between singing and not "
            "singing has a cost (Viterbi).",
        ),
    }[rule]


def setting_name(parameter_name: str, rule: str) -> str:
    """Return the label of a setting's slider."""
    if parameter_name == "threshold" and rule == "hysteresis":
        return tr("Begin above")
    return {
        "threshold": tr("Threshold"),
        "leave_threshold": tr("Go on above"),
        "otsu_share": tr("Towards the song's own"),
        "otsu_floor": tr("Lowest threshold"),
        "viterbi_cost": tr("Cost of a change"),
        "median_frames": tr("Median"),
        "min_length": tr("Shortest region"),
        "min_gap": tr("Shortest gap"),
    }[parameter_name]

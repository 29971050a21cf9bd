"""The augmentation of one excerpt in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svd_core.config import AugmentConfig
from svd_gui.timeline.frequency_scale import hertz_text
from svd_gui.translation import number, tr

if TYPE_CHECKING:
    from svd_core.training.augmentation_preview import PreviewParameters


def parameters_text(augment: AugmentConfig, used: PreviewParameters, nothing_to_mix: bool) -> str:
    """Return what was done to the excerpt as a sentence; augmentations that are off are left out."""
    facts = []
    if augment.pitch_shift:
        facts.append(tr("pitch × {0}").format(number(used.pitch, 2)))
    if augment.time_stretch:
        facts.append(tr("duration × {0}").format(number(used.time, 2)))
    if augment.filter_db:
        facts.append(tr("filter {0} at {1}").format(_decibels(used.filter_gain), hertz_text(used.filter_centre)))
    if augment.loudness_db:
        facts.append(tr("loudness {0}").format(_decibels(used.loudness)))
    if nothing_to_mix:
        facts.append(tr("nothing to mix with: somebody sings all through this song"))
    elif augment.mix:
        share = f"{100 * used.mix:.0f} %"
        facts.append(tr("mixed with {0} of another excerpt").format(share) if used.mix else tr("not mixed this time"))
    if augment.noise:
        facts.append(tr("noise of {0} standard deviations").format(number(augment.noise)))
    if augment.dropout:
        facts.append(tr("{0} of the values dropped").format(f"{number(100 * augment.dropout)} %"))
    text = " · ".join(facts) or tr("nothing is switched on")
    return text[:1].upper() + text[1:]


def _decibels(value: float) -> str:
    sign = "−" if value < 0 else "+"
    return f"{sign}{number(abs(value), 1)} dB"

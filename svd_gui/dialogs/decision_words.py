"""How a model decides by default, in sentences for people who do not know its settings by name."""

from __future__ import annotations

from collections.abc import Iterator

from svd_core.config import FeatureConfig, PostprocessingConfig
from svd_gui.translation import number, tr


def decision_in_words(config: PostprocessingConfig, features: FeatureConfig) -> tuple[str, ...]:
    """Return what the model does from the network's answers to regions, one sentence a step, in their order."""
    return tuple(_sentences(config, features))


def _sentences(config: PostprocessingConfig, features: FeatureConfig) -> Iterator[str]:
    if config.temperature != 1:
        yield tr(
            "The answers of the network (logits) are divided by {0}, its temperature, before they become probabilities."
        ).format(number(config.temperature))
    if config.median_frames > 1:
        seconds = config.median_frames / features.frame_rate
        yield tr("The curve is smoothed by a sliding median of {0} s ({1} frames).").format(
            number(seconds, 2), config.median_frames
        )
    yield _rule(config)
    if config.min_gap > 0:
        yield tr("Gaps shorter than {0} s are closed.").format(number(config.min_gap))
    if config.min_length > 0:
        yield tr("Regions shorter than {0} s are left out.").format(number(config.min_length))
    yield from _corrections(config)


def _rule(config: PostprocessingConfig) -> str:
    threshold = number(config.threshold)
    if config.rule == "hysteresis":
        leave = number(min(config.leave_threshold, config.threshold))
        return tr("A region needs a place above {0}, and lasts as long as the curve is above {1}.").format(
            threshold, leave
        )
    if config.rule == "otsu":
        return tr(
            "Singing is where the curve is above a threshold of the song's own: {0}, moved by the share {1} towards "
            "the one that separates its high from its low probabilities best, but never below {2}.",
        ).format(threshold, number(config.otsu_share), number(config.otsu_floor))
    if config.rule == "viterbi":
        return tr(
            "Singing is the most likely course around the threshold {0}, where each change between singing and not "
            "singing costs {1}: the higher, the longer regions and gaps last.",
        ).format(threshold, number(config.viterbi_cost))
    return tr("Singing is where the curve is above {0}.").format(threshold)


def _corrections(config: PostprocessingConfig) -> Iterator[str]:
    """What is corrected at the edges of regions."""
    for shift, later, earlier in (
        (config.onset_shift, tr("Starts are moved {0} ms later."), tr("Starts are moved {0} ms earlier.")),
        (config.offset_shift, tr("Ends are moved {0} ms later."), tr("Ends are moved {0} ms earlier.")),
    ):
        if shift:
            yield (later if shift > 0 else earlier).format(f"{abs(1000 * shift):.0f}")

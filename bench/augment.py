"""Augmented excerpts per CPU-second: warped mel banks in batches of 32 against one scipy spline at a time.

    python bench/augment.py [--rounds N] [--json]

The scipy form does what the paper's author ran: one quadratic affine resampling of shift and stretch for each
excerpt, mel bank, filter, logarithm. It is timed twice: given magnitudes, which is what ours gets and all there is
when excerpts are mixed on the fly (`scipy`, `ratio`), and given spline coefficients, which the author computed once
for each song (`scipy_prefiltered`, `ratio_prefiltered`). All get the same excerpts on one thread, turn about, and
process CPU time counts; work beside it still costs ours more than scipy, because ours waits for memory.
Before anything is timed the fast form is compared with the slow oracle of the tests.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import affine_transform, spline_filter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from svd_core.augment import EXCERPT_FRAMES, LABEL_FRAME, Augmenter, Draws, excerpt_frames
from svd_core.config import AugmentConfig, FeatureConfig
from svd_core.features import FloatArray, magnitudes, mel_bank
from tests.core.augment_oracle import Factors, augmented, filter_gain

BATCH = 32
BATCHES = 4
FEATURES = FeatureConfig()
AUGMENT = AugmentConfig(loudness_db=6.0)


def factors_of(draws: Draws) -> list[Factors]:
    """The draws of a batch, one excerpt at a time."""
    names = Draws.__dataclass_fields__
    return [Factors(**{name: float(getattr(draws, name)[index]) for name in names}) for index in range(BATCH)]


def song(seconds: float = 30.0) -> FloatArray:
    """Linear magnitudes of a gliding harmonic tone in noise."""
    at = np.arange(round(seconds * FEATURES.sample_rate)) / FEATURES.sample_rate
    phase = 2 * np.pi * (220 * at + 3 * np.sin(2 * np.pi * 5 * at))
    noise = np.random.default_rng(0).normal(0, 1e-3, len(at))
    return magnitudes((0.1 * sum(np.sin(k * phase) / k for k in range(1, 40)) + noise).astype(np.float32))


def cut(spectrum: FloatArray, starts: NDArray[np.int64]) -> list[FloatArray]:
    """Batches of excerpts, each (32, T_in, n_bins), copied so that every batch comes from memory of its own."""
    n_frames = excerpt_frames(AUGMENT)
    return [np.stack([spectrum[start : start + n_frames] for start in row]) for row in starts]


def scipy_batch(batch: FloatArray, factors: list[Factors], bank: FloatArray, prefilter: bool) -> FloatArray:
    """Log-mel (32, 115, n_mels) of spline coefficients or magnitudes (32, T_in, n_bins), excerpt by excerpt."""
    n_bins = len(bank)
    result = np.empty((BATCH, EXCERPT_FRAMES, FEATURES.n_mels), np.float32)
    for excerpt, one, out in zip(batch, factors, result, strict=True):
        offset = len(excerpt) // 2 - LABEL_FRAME / one.time
        spectrum = affine_transform(
            excerpt, (1 / one.time, 1 / one.pitch), offset=(offset, 0), output_shape=(EXCERPT_FRAMES, n_bins),
            output=np.float32, order=2, mode="constant", cval=0, prefilter=prefilter,
        )  # fmt: skip
        spectrum *= filter_gain(one, FEATURES, n_bins).astype(np.float32)
        np.log(np.maximum(np.maximum(spectrum, 0) @ bank, FEATURES.log_floor), out=out)
    return result


def cpu_seconds(work: Callable[[], object], repeats: int) -> float:
    """Process CPU time of one call, all threads together."""
    start = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - start) / repeats


def largest_difference(augmenter: Augmenter, batch: FloatArray, draws: Draws) -> float:
    """Between the fast form and the oracle, in log-mel, over one batch."""
    fast = augmenter.apply(torch.from_numpy(batch), draws).numpy()
    slow = [augmented(excerpt, one) for excerpt, one in zip(batch, factors_of(draws), strict=True)]
    return float(np.abs(fast - np.stack(slow)).max())


def measure(rounds: int) -> tuple[list[dict[str, float]], float]:
    """Excerpts per CPU-second of every form in every round, and their largest difference from the oracle."""
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(0)
    augmenter = Augmenter(AUGMENT, FEATURES)
    spectrum = song()
    starts = np.random.default_rng(1).integers(0, len(spectrum) - excerpt_frames(AUGMENT), (BATCHES, BATCH))
    plain = cut(spectrum, starts)
    splines = cut(spline_filter(spectrum, 2).astype(np.float32), starts)
    tensors = [torch.from_numpy(batch) for batch in plain]
    # Only as many bins as the mel bank looks at: less work for scipy, whose output bins are the bank's.
    bank = mel_bank(FEATURES)[: int(np.flatnonzero(mel_bank(FEATURES).any(axis=1))[-1]) + 1]
    difference = largest_difference(augmenter, plain[0], augmenter.draw(BATCH, generator))

    def fast() -> None:
        for batch in tensors:
            augmenter.apply(batch, augmenter.draw(BATCH, generator))

    def slow(batch: FloatArray, prefilter: bool) -> None:
        scipy_batch(batch, factors_of(augmenter.draw(BATCH, generator)), bank, prefilter)

    fast()
    slow(splines[0], False)
    results = []
    for _ in range(rounds):
        ours = BATCHES * BATCH / cpu_seconds(fast, 5)
        scipys = BATCH / cpu_seconds(lambda: slow(plain[0], True), 1)
        prefiltered = BATCH / cpu_seconds(lambda: slow(splines[0], False), 2)
        results.append(
            {
                "ours": ours,
                "scipy": scipys,
                "ratio": ours / scipys,
                "scipy_prefiltered": prefiltered,
                "ratio_prefiltered": ours / prefiltered,
            }
        )
    return results, difference


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="how often both are timed (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, the summary last")
    options = parser.parse_args()
    results, difference = measure(options.rounds)
    summary = {name: statistics.median(result[name] for result in results) for name in results[0]}
    if options.json:
        for number, result in enumerate(results):
            print(json.dumps({"report": "round", "round": number, **result}))
        print(json.dumps({"report": "summary", "batch": BATCH, **summary, "difference": difference}))
        return
    print(f"augmented excerpts per CPU-second, batches of {BATCH}, one thread, median of {len(results)} rounds")
    print(f"  warped mel banks               {summary['ours']:8.0f}")
    print(f"  scipy, from magnitudes         {summary['scipy']:8.0f}   ratio {summary['ratio']:5.1f}")
    prefiltered, ratio = summary["scipy_prefiltered"], summary["ratio_prefiltered"]
    print(f"  scipy, from spline coefficients{prefiltered:8.0f}   ratio {ratio:5.1f}")
    print(f"  largest difference from the oracle, log-mel: {difference:.1e}")


if __name__ == "__main__":
    main()

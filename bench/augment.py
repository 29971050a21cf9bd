"""Augmented excerpts per CPU-second: warped mel banks in batches of 32 against one scipy spline at a time.

    python bench/augment.py [--rounds N] [--json]

Two workloads: `combined` is pitch shift, time stretch, filter and loudness; `seven` adds mixing (every second
excerpt), noise and dropout. The scipy form does what the paper's author ran: one quadratic affine resampling of shift
and stretch for each excerpt, filter, mix, mel bank, logarithm, noise, dropout. It is timed twice: given magnitudes,
which is what ours gets and all there is when excerpts are mixed on the fly (`scipy`, `ratio`), and given spline
coefficients, which the author computed once for each song (`scipy_prefiltered`, `ratio_prefiltered`). All draw their
own random numbers, get the same excerpts on one thread, turn about, and process CPU time counts; work beside it still
costs ours more than scipy, because ours waits for memory. Before anything is timed the fast form is compared with the
slow oracle of the tests.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import affine_transform, spline_filter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from svd_core.audio.features import FloatArray, mel_bank
from svd_core.audio.stft import magnitudes
from svd_core.config import AugmentConfig, FeatureConfig
from svd_core.training.augmentation import EXCERPT_FRAMES, LABEL_FRAME, Augmenter, corrupted, excerpt_frames
from tests.core.training import augmentation_oracle
from tests.core.training.augmentation_oracle import augmented, factors_of, filter_gain

BATCH = 32
BATCHES = 4
FEATURES = FeatureConfig()
COMBINED = AugmentConfig(loudness_db=6.0)
WORKLOADS = {"combined": COMBINED, "seven": replace(COMBINED, mix=0.5, noise=0.1, dropout=0.1)}
MEAN, STD = np.float32(-5), np.float32(2)


def song(seconds: float = 30.0) -> FloatArray:
    """Linear magnitudes of a gliding harmonic tone in noise."""
    at = np.arange(round(seconds * FEATURES.sample_rate)) / FEATURES.sample_rate
    phase = 2 * np.pi * (220 * at + 3 * np.sin(2 * np.pi * 5 * at))
    noise = np.random.default_rng(0).normal(0, 1e-3, len(at))
    return magnitudes((0.1 * sum(np.sin(k * phase) / k for k in range(1, 40)) + noise).astype(np.float32))


class Workload:
    """The same excerpts and augmentation for ours and for scipy."""

    def __init__(self, augment: AugmentConfig) -> None:
        self.augment = augment
        self.augmenter = Augmenter(augment, FEATURES)
        self.generator = torch.Generator().manual_seed(0)
        spectrum, rng = song(), np.random.default_rng(1)
        starts = rng.integers(0, len(spectrum) - excerpt_frames(augment), (BATCHES, BATCH))
        self.plain = _cut(spectrum, starts, excerpt_frames(augment))
        self.splines = _cut(spline_filter(spectrum, 2).astype(np.float32), starts, excerpt_frames(augment))
        self.others = _cut(spectrum, starts[:, ::-1], EXCERPT_FRAMES)
        self.tensors = [torch.from_numpy(batch) for batch in self.plain]
        # Only as many bins as the mel bank looks at: less work for scipy, whose output bins are the bank's.
        bank = mel_bank(FEATURES)
        self.bank = bank[: int(np.flatnonzero(bank.any(axis=1))[-1]) + 1]
        self.mean, self.std = torch.full((FEATURES.n_mels,), float(MEAN)), torch.full((FEATURES.n_mels,), float(STD))

    def ours(self, index: int) -> torch.Tensor:
        """One batch, as the trainer makes it."""
        parameters = self.augmenter.draw(BATCH, self.generator)
        others = torch.from_numpy(self.others[index][: parameters.n_mixed]) if parameters.n_mixed else None
        return corrupted(self.augmenter.apply(self.tensors[index], parameters, others), parameters, self.mean, self.std)

    def scipys(self, batch: FloatArray, prefilter: bool) -> FloatArray:
        """Log-mel (32, 115, n_mels) of spline coefficients or magnitudes (32, T_in, n_bins), excerpt by excerpt."""
        n_bins, rng = len(self.bank), np.random.default_rng(0)
        others = iter(self.others[0])
        result = np.empty((BATCH, EXCERPT_FRAMES, FEATURES.n_mels), np.float32)
        parameters = Augmenter(replace(self.augment, noise=0.0, dropout=0.0), FEATURES).draw(BATCH, self.generator)
        for excerpt, one, out in zip(batch, factors_of(parameters), result, strict=True):
            offset = len(excerpt) // 2 - LABEL_FRAME / one.time
            spectrum = affine_transform(
                excerpt, (1 / one.time, 1 / one.pitch), offset=(offset, 0), output_shape=(EXCERPT_FRAMES, n_bins),
                output=np.float32, order=2, mode="constant", cval=0, prefilter=prefilter,
            )  # fmt: skip
            spectrum *= filter_gain(one, FEATURES, n_bins).astype(np.float32)
            if one.mix:
                spectrum = np.float32(1 - one.mix) * spectrum + np.float32(one.mix) * next(others)[:, :n_bins]
            np.log(np.maximum(np.maximum(spectrum, 0) @ self.bank, FEATURES.log_floor), out=out)
            if self.augment.noise:
                out += STD * np.float32(self.augment.noise) * rng.standard_normal(out.shape, np.float32)
            if self.augment.dropout:
                out[rng.random(out.shape, np.float32) < self.augment.dropout] = MEAN
        return result

    def largest_difference(self) -> float:
        """Between the fast form and the oracle, in normalised log-mel, over one batch."""
        parameters = self.augmenter.draw(BATCH, self.generator)
        batch, others = self.tensors[0], torch.from_numpy(self.others[0])
        fast = corrupted(self.augmenter.apply(batch, parameters, others), parameters, self.mean, self.std).numpy()
        worst = 0.0
        for index, one in enumerate(factors_of(parameters)):
            mel = augmented(self.plain[0][index], one, negative=self.others[0][index])
            drawn = (None if value is None else value[index].numpy() for value in (parameters.noise, parameters.kept))
            slow = augmentation_oracle.corrupted((mel - MEAN) / STD, *drawn)
            worst = max(worst, float(np.abs((fast[index] - MEAN) / STD - slow).max()))
        return worst

    def measure(self, rounds: int) -> Iterator[dict[str, float]]:
        """Excerpts per CPU-second of every form, round by round."""
        self.ours(0)
        self.scipys(self.splines[0], False)
        for _ in range(rounds):
            ours = BATCH / cpu_seconds(lambda index: self.ours(index % BATCHES), 5 * BATCHES)
            scipy = BATCH / cpu_seconds(lambda _: self.scipys(self.plain[0], True), 1)
            prefiltered = BATCH / cpu_seconds(lambda _: self.scipys(self.splines[0], False), 2)
            yield {
                "ours": ours,
                "scipy": scipy,
                "ratio": ours / scipy,
                "scipy_prefiltered": prefiltered,
                "ratio_prefiltered": ours / prefiltered,
            }


def _cut(spectrum: FloatArray, starts: NDArray[np.int64], n_frames: int) -> list[FloatArray]:
    """Batches of excerpts, each (32, n_frames, n_bins), copied so that every batch comes from memory of its own."""
    return [np.stack([spectrum[start : start + n_frames] for start in row]) for row in starts]


def cpu_seconds(work: Callable[[int], object], repeats: int) -> float:
    """Process CPU time of one call, all threads together."""
    start = time.process_time()
    for index in range(repeats):
        work(index)
    return (time.process_time() - start) / repeats


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="how often both are timed (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, a summary last for each workload")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if not options.json:
        print(f"augmented excerpts per CPU-second, batches of {BATCH}, one thread, median of {options.rounds} rounds")
        print("workload     ours    scipy  ratio    scipy from splines  ratio    largest difference from the oracle")
    for name, augment in WORKLOADS.items():
        workload = Workload(augment)
        difference = workload.largest_difference()
        results = []
        for number, result in enumerate(workload.measure(options.rounds)):
            results.append(result)
            if options.json:
                print(json.dumps({"report": "round", "workload": name, "round": number, **result}), flush=True)
        median = {key: statistics.median(result[key] for result in results) for key in results[0]}
        if options.json:
            summary = {"report": "summary", "workload": name, "batch": BATCH, **median, "difference": difference}
            print(json.dumps(summary), flush=True)
            continue
        rates = f"{name:9}{median['ours']:8.0f} {median['scipy']:8.0f} {median['ratio']:6.1f}"
        print(f"{rates} {median['scipy_prefiltered']:21.0f} {median['ratio_prefiltered']:6.1f}    {difference:.1e}")


if __name__ == "__main__":
    main()

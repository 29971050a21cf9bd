"""The cache of probabilities: a spoilt one is no trouble, it is bounded, and keeps what else is known of a song."""

from __future__ import annotations

import os

import numpy as np

from svd_core.config import NO_SHIFTS, TEST_SHIFTS
from svd_core.model import detection_cache
from svd_core.model.detection_cache import BegunDetection, DetectionCache, detections_folder, detector_key


def test_a_spoilt_cache_is_no_trouble():
    folder = detections_folder()
    folder.mkdir(parents=True)
    cache = DetectionCache()
    (folder / f"{'a' * 32}-{'b' * 32}.npz").write_bytes(b"PK\x03\x04 rubbish")
    assert cache.get("a" * 64, "b" * 64, 10) is None
    cache.put("a" * 64, "b" * 64, np.zeros(10, np.float32))
    assert cache.get("a" * 64, "b" * 64, 11) is None
    assert DetectionCache().get("a" * 64, "b" * 64, 10) is not None
    values = np.random.default_rng(0).random(500, np.float32)
    cache.put("c" * 64, "d" * 64, values)
    kept = folder / f"{'c' * 32}-{'d' * 32}.npz"
    whole = kept.read_bytes()
    for place in range(60, 180):
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        found = DetectionCache().get("c" * 64, "d" * 64, 500)
        assert found is None or np.array_equal(found, values)


def test_length_and_warnings_stay_with_the_probabilities():
    values = np.linspace(0, 1, 9, dtype=np.float32)
    DetectionCache().put("e" * 64, "f" * 64, values, 1.25, ["cut off", "“quoted”"])
    found = DetectionCache().find("e" * 64, "f" * 64)
    np.testing.assert_array_equal(found.probabilities, values)
    assert (found.seconds, found.warnings) == (1.25, ("cut off", "“quoted”"))
    DetectionCache().put("e" * 64, "f" * 64, values, 1.25)
    assert DetectionCache().find("e" * 64, "f" * 64).warnings == ()


def test_the_oldest_go_when_the_folder_is_full(monkeypatch):
    monkeypatch.setattr(detection_cache, "MAX_BYTES_ON_DISK", 1000)
    monkeypatch.setattr(detection_cache, "_PUTS_BETWEEN_LOOKS", 1)
    cache = DetectionCache()
    for number in range(5):
        cache.put(f"{number}" * 64, "d" * 64, np.zeros(10, np.float32))
        os.utime(detections_folder() / f"{number}{str(number) * 31}-{'d' * 32}.npz", (number, number))
    kept = [number for number in range(5) if DetectionCache().find(f"{number}" * 64, "d" * 64) is not None]
    assert kept == list(range(kept[0], 5)) and kept[0] > 0


def test_averaging_over_pitch_shifts_is_another_detector():
    assert detector_key("abc", NO_SHIFTS) == "abc" != detector_key("abc", TEST_SHIFTS)


def test_what_is_not_wholly_detected_is_kept_apart_until_it_is():
    values = np.linspace(0, 1, 9, dtype=np.float32)
    values[4:] = np.nan
    begun = BegunDetection(values, stopped=True)
    DetectionCache().put_begun("a" * 64, "b" * 64, begun)
    found = DetectionCache().begun("a" * 64, "b" * 64, 9)
    assert found is not None and found.stopped
    np.testing.assert_array_equal(found.probabilities, values)
    assert DetectionCache().find("a" * 64, "b" * 64) is None and DetectionCache().begun("a" * 64, "b" * 64, 8) is None
    DetectionCache().put("a" * 64, "b" * 64, np.ones(9, np.float32))
    assert DetectionCache().begun("a" * 64, "b" * 64, 9) is None
    (kept,) = detections_folder().glob("*.npz")
    kept.with_suffix(".begun.npz").write_bytes(b"PK\x03\x04 rubbish")
    assert DetectionCache().begun("a" * 64, "b" * 64, 9) is None

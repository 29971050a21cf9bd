"""What a training computes with: by the processor where nobody asks, as asked where somebody does, and recorded."""

import dataclasses
from pathlib import Path

import pytest
import torch

from svd_core.config import PRESETS, TrainConfig
from svd_core.model.card import read_card
from svd_core.training import computation
from svd_core.training.computation import Computation, bfloat16_warning, channels_last_is_faster, fast_bfloat16
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import Notice, Report, Started
from svd_core.training.trainer import train

pytestmark = pytest.mark.usefixtures("narrow_networks")

CPU = torch.device("cpu")
AVX2 = frozenset({"avx", "avx2", "fma"})
BRIEF = TrainConfig(updates=1, batch_size=2, report_every=1, checkpoint_every=1)


@pytest.fixture
def flags(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str]]:
    """The features that the processor claims; replace the only element to change them."""
    claimed = [AVX2]
    monkeypatch.setattr(computation, "processor_flags", lambda: claimed[0])
    return claimed


def plan(one_song: Path, out: Path, precision: str = "auto", **changes: object) -> TrainingPlan:
    preset = dataclasses.replace(PRESETS["schlueter2015"], train=dataclasses.replace(BRIEF, precision=precision))
    return dataclasses.replace(TrainingPlan((one_song,), out, preset, device="cpu"), **changes)


def notices(reports: list[Report]) -> list[str]:
    """What is said about the computation; advice on the few seconds of labels is not."""
    return [report.text for report in reports if isinstance(report, Notice) and "checked" not in report.text]


@pytest.mark.parametrize(
    ("also", "precision"),
    [((), "float32"), (("avx512f",), "float32"), (("avx512_bf16",), "bfloat16"), (("amx_bf16",), "bfloat16")],
)
def test_bfloat16_is_for_processors_that_multiply_it(
    flags: list[frozenset[str]], also: tuple[str, ...], precision: str
) -> None:
    flags[0] = AVX2 | set(also)
    assert Computation.on(CPU, "auto").precision == precision
    assert fast_bfloat16(CPU) == (precision == "bfloat16")
    for asked in ("float32", "bfloat16"):
        assert Computation.on(CPU, asked).precision == asked


@pytest.mark.parametrize(("capability", "said"), [((7, 5), "this graphics card lacks"), ((9, 0), "")])
def test_graphics_cards_compute_in_float32_unless_asked(
    monkeypatch: pytest.MonkeyPatch, capability: tuple[int, int], said: str
) -> None:
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: capability)
    card = torch.device("cuda")
    assert Computation.on(card, "auto").precision == "float32"
    assert Computation.on(card, "bfloat16").precision == "bfloat16"
    assert bfloat16_warning(card).startswith(said) and bool(bfloat16_warning(card)) == bool(said)


def test_what_is_not_known_of_a_processor_is_not_claimed(flags: list[frozenset[str]]) -> None:
    assert bfloat16_warning(CPU).startswith("this processor lacks")
    flags[0] = frozenset()
    assert "cannot be found out" in bfloat16_warning(CPU) and "processor lacks" not in bfloat16_warning(CPU)
    flags[0] = frozenset({"amx_bf16"})
    assert bfloat16_warning(CPU) == ""


@pytest.mark.parametrize(
    ("capability", "layout"), [("AVX2", "plain"), ("AVX512", "channels-last"), ("DEFAULT", "channels-last")]
)
def test_the_memory_layout_follows_the_processor(monkeypatch: pytest.MonkeyPatch, capability: str, layout: str) -> None:
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: capability)
    assert Computation.on(CPU, "float32").layout == layout
    assert channels_last_is_faster(torch.device("cuda"))


def test_the_flags_of_this_processor_are_those_that_linux_lists() -> None:
    listed = Path("/proc/cpuinfo")
    found = computation.processor_flags()
    if listed.exists() and "flags" in listed.read_text():
        assert "fpu" in found
    else:
        assert found == frozenset()


def test_what_was_chosen_is_reported_and_recorded(flags: list[frozenset[str]], one_song: Path, tmp_path: Path) -> None:
    reports = list(train(plan(one_song, tmp_path / "m.safetensors")))
    started = next(report for report in reports if isinstance(report, Started))
    assert (started.precision, started.threads) == ("float32", torch.get_num_threads())
    assert started.layout == Computation.on(CPU, "auto").layout
    assert notices(reports) == []
    assert read_card(tmp_path / "m.safetensors").metadata["schedule"]["precision"] == "float32"


def test_bfloat16_where_it_is_slow_is_done_but_said_in_one_line(
    flags: list[frozenset[str]], one_song: Path, tmp_path: Path
) -> None:
    asked = plan(one_song, tmp_path / "m.safetensors", "bfloat16")
    (text,) = notices(list(train(asked)))
    assert "ten times" in text and "\n" not in text
    assert read_card(asked.out).metadata["schedule"]["precision"] == "bfloat16"
    # A resumed training that nobody tells a precision keeps its own.
    again = list(train(plan(one_song, asked.out, resume=True)))
    assert next(report for report in again if isinstance(report, Started)).precision == "bfloat16"


def test_a_graph_that_cannot_be_recorded_is_said_in_one_line(one_song: Path, tmp_path: Path) -> None:
    reports = list(train(plan(one_song, tmp_path / "m.safetensors", cuda_graph=True)))
    (text,) = notices(reports)
    assert "no CUDA graph" in text and "\n" not in text
    assert reports[-1].kind == "finished"

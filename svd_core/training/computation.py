"""How a training computes: precision and memory layout, by what the processor or the graphics card is fast at.

Measured in CPU-seconds for an update of 32 excerpts (`python bench/train.py` repeats it): on a processor with AVX-512
a channels-last network takes half the time of a plain one, on one with AVX2 only a sixth to a quarter more. bfloat16
pays on processors that multiply such numbers; on others it takes ten times as long as float32.
docs/decisions/0015-training-is-simple-by-default.md has the figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from svd_core.sentence import Sentence


@dataclass(frozen=True)
class Computation:
    """How a training computes.

    Attributes:
        precision: "float32" or "bfloat16", the arithmetic of convolutions and dense layers.
        channels_last: whether weights and activations lie in memory with the channels of one point side by side.
        threads: CPU threads of PyTorch.
    """

    device: torch.device
    precision: str
    channels_last: bool
    threads: int

    @classmethod
    def on(cls, device: torch.device, precision: str) -> Computation:
        """The choice for a device; precision is "auto" or what somebody asked for.

        "auto" is float32 on a graphics card: on the one that was tried, an NVIDIA H200, bfloat16 was not faster.
        """
        if precision == "auto":
            precision = "bfloat16" if device.type == "cpu" and fast_bfloat16(device) else "float32"
        return cls(device, precision, channels_last_is_faster(device), torch.get_num_threads())

    @property
    def memory_format(self) -> torch.memory_format:
        """The memory layout as PyTorch names it."""
        return torch.channels_last if self.channels_last else torch.contiguous_format

    @property
    def layout(self) -> str:
        """The memory layout by name, for reports."""
        return "channels-last" if self.channels_last else "plain"


def fast_bfloat16(device: torch.device) -> bool:
    """Whether a device multiplies bfloat16 numbers in hardware.

    Graphics cards do from compute capability 8 on; of processors, those whose flags say AVX512-BF16 or AMX. Where the
    flags cannot be read, as everywhere but on Linux, the answer is no.
    """
    if device.type == "cuda":
        return torch.cuda.get_device_capability(device) >= (8, 0)
    return not processor_flags().isdisjoint(("avx512_bf16", "amx_bf16"))


def bfloat16_warning(device: torch.device) -> str:
    """What to say of a training in bfloat16 on a device: one line, or nothing where its arithmetic is fast."""
    if fast_bfloat16(device):
        return ""
    if device.type == "cuda":
        return Sentence(
            "this graphics card lacks bfloat16 arithmetic: a training may take longer with it than with float32"
        )
    if processor_flags():
        return Sentence(
            "this processor lacks bfloat16 arithmetic: with it a training takes about ten times as long as with float32"
        )
    return Sentence(
        "whether this processor has bfloat16 arithmetic cannot be found out here; if it lacks it, a training takes "
        "about ten times as long as with float32"
    )


def channels_last_is_faster(device: torch.device) -> bool:
    """Whether to train in channels-last memory: everywhere but on processors with AVX2 and no AVX-512."""
    return device.type != "cpu" or torch.backends.cpu.get_cpu_capability() != "AVX2"


def processor_flags() -> frozenset[str]:
    """The features of the processor as Linux lists them; empty elsewhere."""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            line = next((line for line in file if line.startswith("flags")), "")
    except OSError:
        return frozenset()
    return frozenset(line.partition(":")[2].split())

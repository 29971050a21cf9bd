"""When the fine spectrogram is shown, and how finely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

FineUse = Literal["zoomed", "always", "never"]
FINE_USES: tuple[FineUse, ...] = get_args(FineUse)
WINDOW_SAMPLES = (512, 1024, 2048, 4096)


@dataclass(frozen=True)
class Detail:
    """When the fine picture is shown, and of how many samples its windows are."""

    fine: FineUse = "zoomed"
    window: int = 2048

    def __post_init__(self) -> None:
        if self.fine not in FINE_USES or self.window not in WINDOW_SAMPLES:
            raise ValueError(f"fine must be one of {FINE_USES} and window one of {WINDOW_SAMPLES}: {self}")

"""The report of the last robustness test on disk: an HTML page, with its plots and figures in files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from svd_core.errors import DataError
from svd_core.experiments.robustness.results import from_text
from svd_core.files.backups import replace_keeping_backup
from svd_gui import folders


@dataclass(frozen=True)
class Report:
    """A report: its page, when it was written (Unix time in seconds), and the name of the model.

    The name is empty if the figures beside the page cannot be read.
    """

    page: Path
    written: float
    model: str


def page_path() -> Path:
    """Return where the page of the last test is, or will be."""
    return folders.robustness_reports() / "stress.html"


def last_report() -> Report | None:
    """Read what there is to know of the last report; None if there is none."""
    page = page_path()
    try:
        written = page.stat().st_mtime
    except OSError:
        return None
    try:
        figures = page.with_suffix(".json").read_text(encoding="utf-8")
        model = from_text(figures, str(page)).subject.name
    except (OSError, DataError):
        model = ""
    return Report(page, written, model)


def save_copy(page: Path, target: Path) -> None:
    """Copy a page, and the files beside it, to the name of `target`; what is replaced is kept as a backup.

    Raises OSError, before anything is written, if one of the files beside it would replace one that belongs to no
    page of this name.
    """
    copies = {path: target.with_suffix(path.suffix) for path in sorted(page.parent.glob(f"{page.stem}.*"))}
    foreign = [] if target.exists() else [copy for copy in copies.values() if copy.exists()]
    if foreign:
        raise FileExistsError(f"{foreign[0]} exists already; choose another name")
    for path, copy in copies.items():
        replace_keeping_backup(copy, path.read_bytes())

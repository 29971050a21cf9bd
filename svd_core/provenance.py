"""Where things come from: which program, which data. For model cards."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from svd_core.files import content_key


def program() -> dict[str, str]:
    """Version of the program and, when it runs from a checkout, its commit; "+" marks uncommitted changes."""
    try:
        version = metadata.version("svd-studio")
    except metadata.PackageNotFoundError:
        version = "unknown"
    root = Path(__file__).resolve().parent.parent
    if not (root / ".git").exists():
        return {"version": version}
    try:
        commit = _git(root, "rev-parse", "HEAD")
        changed = _git(root, "status", "--porcelain", "--untracked-files=no", "--", "svd_core")
    except (OSError, subprocess.SubprocessError):
        return {"version": version}
    return {"version": version, "commit": commit + ("+" if changed else "")}


def joint_key(paths: Iterable[Path]) -> str:
    """One hash over the contents of many files, whatever their order and wherever they lie."""
    keys = sorted(content_key(path) for path in paths)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=10, check=True)
    return done.stdout.strip()

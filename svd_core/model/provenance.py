"""Where things come from: which program, which data. For model cards."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path


def program() -> dict[str, str]:
    """Version of the program and, when it runs from a checkout, its commit; "+" marks uncommitted changes."""
    try:
        version = metadata.version("svd-studio")
    except metadata.PackageNotFoundError:
        version = "unknown"
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return {"version": version}
    try:
        commit = _git(root, "rev-parse", "HEAD")
        changed = _git(root, "status", "--porcelain", "--untracked-files=no", "--", "svd_core")
    except (OSError, subprocess.SubprocessError):
        return {"version": version}
    return {"version": version, "commit": commit + ("+" if changed else "")}


def joint_key(texts: Iterable[str]) -> str:
    """One hash over many texts, such as the content keys of files, whatever their order."""
    return hashlib.sha256("\n".join(sorted(texts)).encode("utf-8", "surrogateescape")).hexdigest()


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=10, check=True)
    return done.stdout.strip()

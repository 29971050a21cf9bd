"""Where a model comes from, for its card: the program's version and a key of the data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2]
"""The folder of the package: a checkout, or where packages are installed."""


def program_version() -> str:
    """Version of the program as installed; in a source folder that nobody installed, the one it falls back to."""
    import tomllib
    from importlib import metadata

    try:
        return metadata.version("svd-studio")
    except metadata.PackageNotFoundError:
        pass
    try:
        settings = tomllib.loads((SOURCES / "pyproject.toml").read_text(encoding="utf-8"))
        return str(settings["tool"]["hatch"]["version"]["fallback-version"])
    except (OSError, tomllib.TOMLDecodeError, KeyError):
        return "unknown"


def program() -> dict[str, str]:
    """Version of the program and, when it runs from a checkout, its commit; "+" marks uncommitted changes."""
    import subprocess

    version = program_version()
    if not (SOURCES / ".git").exists():
        return {"version": version}
    try:
        commit = _git(SOURCES, "rev-parse", "HEAD")
        changed = _git(SOURCES, "status", "--porcelain", "--untracked-files=no", "--", "svd_core")
    except (OSError, subprocess.SubprocessError):
        return {"version": version}
    return {"version": version, "commit": commit + ("+" if changed else "")}


def joint_key(texts: Iterable[str]) -> str:
    """One hash of many texts, such as the content keys of files; their order does not matter."""
    return hashlib.sha256("\n".join(sorted(texts)).encode("utf-8", "surrogateescape")).hexdigest()


def _git(root: Path, *arguments: str) -> str:
    import subprocess

    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, timeout=10, check=True)
    return done.stdout.strip()

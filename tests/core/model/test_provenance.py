"""Which program it is: the version, whether it is installed, only copied, or torn apart."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from svd_core.cli.main import main
from svd_core.model import provenance

ROOT = Path(__file__).resolve().parents[3]


def without_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)


def test_the_version_is_that_of_the_installation(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(metadata, "version", {"svd-studio": "1.2.3"}.__getitem__)
    assert provenance.program_version() == "1.2.3"
    assert provenance.program()["version"] == "1.2.3"


def test_a_source_folder_that_nobody_installed_has_the_fallback(monkeypatch: pytest.MonkeyPatch):
    without_installation(monkeypatch)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert provenance.program_version() == settings["tool"]["hatch"]["version"]["fallback-version"] == "0.2.0.dev0"


def test_where_nothing_tells_the_version_it_is_unknown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    without_installation(monkeypatch)
    monkeypatch.setattr(provenance, "SOURCES", tmp_path)
    assert provenance.program() == {"version": "unknown"}


def test_the_command_line_shows_the_version(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"svd {provenance.program_version()}\n"


@pytest.mark.parametrize(("tag", "version"), [("", "0.2.0.dev2"), ("v1.2.0", "1.2.1.dev1")])
def test_packages_are_versioned_by_the_last_tag_and_the_commits_since(tag: str, version: str, tmp_path: Path):
    pytest.importorskip("hatch_vcs", reason="part of the tools in [dev]")

    def git(*words: str) -> None:
        who = ("-c", "user.name=someone", "-c", "user.email=someone@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=tmp_path, capture_output=True, check=True)

    git("init", "--quiet")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    if tag:
        git("tag", tag)
    git("commit", "--quiet", "--allow-empty", "-m", "second")
    command = [sys.executable, "-m", "hatchling", "version"]
    built = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert built.stdout.strip() == version, built.stderr

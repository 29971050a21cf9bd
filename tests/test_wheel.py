"""The program as others install it: from a wheel, in an environment of its own, far from the checkout.

Downloading torch for it would take minutes, so the libraries are borrowed from the environment that runs the tests.
Whether the list of dependencies is complete is therefore for `.github/workflows/package.yml`, which downloads them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from filelock import FileLock

pytest.importorskip("build", reason="part of the tools in [dev]")
ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with `dist/`, sdist and the wheel made from it, and `venv/` with that wheel and borrowed libraries.

    It is made once, whichever of the processes that run the tests comes first.
    """
    shared = tmp_path_factory.getbasetemp()
    folder = (shared if worker_id == "master" else shared.parent) / "elsewhere"
    with FileLock(f"{folder}.lock"):
        if not (folder / "ready").exists():
            folder.mkdir()
            build_and_install(folder)
            (folder / "ready").touch()
    return folder


def build_and_install(folder: Path) -> None:
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", ROOT, cwd=folder)
    venv.create(folder / "venv", with_pip=False)
    options = ("--quiet", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check")
    python = folder / "venv" / SCRIPTS / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel_in(folder), cwd=folder)
    # A folder named in a .pth file comes after our own, and its own .pth files, one of which may lead
    # to the checkout, are not read.
    (site_packages_in(folder) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")


def wheel_in(folder: Path) -> Path:
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def site_packages_in(folder: Path) -> Path:
    (site_packages,) = (folder / "venv").rglob("site-packages")
    return site_packages


def test_the_demo_song_is_detected_by_what_is_in_the_wheel(folder: Path):
    song = folder / "song.ogg"
    song.write_bytes((ROOT / "resources" / "demo" / "song.ogg").read_bytes())
    run(folder / "venv" / SCRIPTS / "svd", "detect", song, cwd=folder)
    rows = [line.split() for line in (folder / "song.lab").read_text(encoding="utf-8").splitlines()]
    sung = sum(float(end) - float(start) for start, end, label in rows if label == "sing")
    assert 10 < sung < 30  # of 40 s, by the score 18.7


def test_the_program_tells_the_version_of_the_wheel(folder: Path):
    version = run(folder / "venv" / SCRIPTS / "svd", "--version", cwd=folder)
    assert version.split() == ["svd", wheel_in(folder).name.split("-")[1]]


def test_nothing_is_taken_from_the_checkout(folder: Path):
    code = (
        "import json, svd_core, svd_gui, importlib.metadata as metadata\n"
        "from importlib.resources import files\n"
        "places = [svd_core.__file__, svd_gui.__file__, str(files('svd_core') / '_resources')]\n"
        "print(json.dumps(places + [str(metadata.distribution('svd-studio').locate_file(''))]))"
    )
    places = json.loads(run(folder / "venv" / SCRIPTS / "python", "-c", code, cwd=folder))
    assert all(Path(place).resolve().is_relative_to(folder.resolve()) for place in places)
    assert all(Path(place).exists() for place in places)


def test_the_wheel_has_compiled_translations(folder: Path):
    translations = site_packages_in(folder) / "svd_core" / "_resources" / "translations"
    assert {path.name for path in translations.iterdir()} == {"de.qm", "en.qm", "fr.qm"}


def test_only_what_compiles_translations_asks_for_qt_to_be_there_while_it_is_built():
    code = (
        "import json, hatch_build as backend\n"
        "print(json.dumps([backend.get_requires_for_build_wheel(), backend.get_requires_for_build_editable()]))"
    )
    wheel, editable = json.loads(run(sys.executable, "-c", code, cwd=ROOT))
    assert any(requirement.startswith("PySide6-Essentials>=") for requirement in wheel)
    assert not any("PySide6" in requirement for requirement in editable)


def test_the_wheel_has_every_module_and_resource(folder: Path):
    sources = [*ROOT.glob("svd_*/**/*.py"), *(path for path in ROOT.glob("resources/**/*.*") if path.is_file())]
    names = {path.relative_to(ROOT).as_posix() for path in sources if not path.name.endswith(".svd.json")}
    expected = {name.replace("resources/", "svd_core/_resources/", 1) for name in names}
    assert len(expected) > 100
    installed = site_packages_in(folder)
    assert {name for name in expected if not (installed / name).exists()} == set()


def test_the_source_distribution_has_what_building_and_testing_it_needs(folder: Path, tmp_path: Path):
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    run(sys.executable, "-m", "tarfile", "-e", sdist, tmp_path, cwd=tmp_path)
    (unpacked,) = tmp_path.iterdir()
    needed = (
        "studio",
        "constraints.txt",
        "mkdocs.yml",
        "tests/conftest.py",
        "docs/index.md",
        "news.d/README.md",
        "LICENSE",
    )
    assert {name for name in needed if not (unpacked / name).exists()} == set()

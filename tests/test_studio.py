"""The start script: what it installs, when it does not, and what it tells those who may not install.

The script runs for real; Python, apt and the like are stand-ins that write down how they were called.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell script")

LIBRARIES = [
    line.split()[0]
    for line in (ROOT / "studio").read_text(encoding="utf-8").splitlines()
    if line.startswith("lib") and len(line.split()) == 2
]

PYTHON = """#!/bin/sh
echo "$(basename "$0") $*" >>"$LOG"
case "$*" in
    *'ensurepip, venv'*) [ -z "${NO_VENV:-}" ] || exit 1 ;;
    '-m venv '*)
        mkdir -p "$3/bin"
        cp "$0" "$3/bin/python"
        printf '#!/bin/sh\\necho "window $*" >>"$LOG"\\n' >"$3/bin/svd-gui"
        chmod +x "$3/bin/svd-gui" ;;
    *urlopen*) [ -n "${CPU_INDEX_ANSWERS:-}" ] || exit 1 ;;
    *'pip index'*download.pytorch.org/whl/cpu*) echo 'Available versions: 2.13.0+cpu, 2.13.0' ;;
    *'pip index'*)
        echo "Available versions: 2.13.0, ${TORCH_BUILD:-}"
        echo "  INSTALLED: ${INSTALLED:-}" ;;
    *'pip list'*) printf '%s\\n' ${PACKAGES:-} ;;
    *'pip install'*) [ -z "${NO_NETWORK:-}" ] || exit 1 ;;
    *'-m pytest'*) exit "${TESTS_EXIT:-0}" ;;
esac
"""
STAND_INS = {
    "python3": PYTHON,
    "uname": "#!/bin/sh\necho Linux\n",
    "id": '#!/bin/sh\necho "${USER_ID:-1000}"\n',
    "apt-get": '#!/bin/sh\necho "apt-get $*" >>"$LOG"\n',
    "ldconfig": '#!/bin/sh\nfor name in $PRESENT; do echo "    $name (libc6) => /lib/$name"; done\n',
    "ruff": '#!/bin/sh\necho "ruff $*" >>"$LOG"\n',
    "mypy": '#!/bin/sh\necho "mypy $*" >>"$LOG"\n',
    "lint-imports": '#!/bin/sh\necho "lint-imports $*" >>"$LOG"\n',
    "mkdocs": '#!/bin/sh\necho "mkdocs $*" >>"$LOG"\n',
}


@dataclass
class Checkout:
    """A clone with nothing installed, on a machine that has all system packages and an NVIDIA driver."""

    root: Path
    tools: Path

    def __call__(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.tools}:/usr/bin:/bin",
            "HOME": str(self.root),
            "LOG": str(self.log_file),
            "PRESENT": " ".join([*LIBRARIES, "libportaudio.so.2", "libcuda.so.1"]),
        }
        self.log_file.write_text("", encoding="utf-8")
        command = ["sh", str(self.root / "studio"), *arguments]
        return subprocess.run(
            command, env=environment | variables, cwd=self.tools, capture_output=True, text=True, check=False
        )

    @property
    def demo(self) -> Path:
        return self.root / "resources" / "demo" / "song.ogg"

    @property
    def log_file(self) -> Path:
        return self.tools / "log"

    @property
    def calls(self) -> list[str]:
        return self.log_file.read_text(encoding="utf-8").splitlines()

    def called(self, words: str) -> bool:
        return any(words in call for call in self.calls)

    def has_torch(self, version: str) -> None:
        """Pretend that this build of torch is in the environment."""
        torch = self.root / ".venv" / "lib" / "python3.11" / "site-packages" / "torch"
        torch.mkdir(parents=True, exist_ok=True)
        (torch / "version.py").write_text(f"__version__ = '{version}'\n", encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root, tools = tmp_path / "a clone", tmp_path / "tools"
    tools.mkdir()
    (root / ".fonts").mkdir(parents=True)
    (root / ".fonts" / "letters.ttf").touch()
    for name in ("studio", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, root / name)
    for name, text in STAND_INS.items():
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    return Checkout(root, tools)


def test_the_first_start_installs_and_the_second_does_not(checkout: Checkout):
    first = checkout("run", DISPLAY=":0")
    assert first.returncode == 0, first.stderr
    assert "is downloaded: about 3 GB" in first.stderr
    assert checkout.called(
        f"pip install --quiet --disable-pip-version-check --compile --constraint {checkout.root}/constraints.txt"
    )
    assert checkout.called(f"--editable {checkout.root}")
    assert not checkout.called("[dev]")
    assert checkout.calls[-1] == f"window {checkout.demo}"

    second = checkout("run", "my song.mp3", DISPLAY=":0")
    assert checkout.calls == ["window my song.mp3"]
    assert second.stderr == ""


def test_without_a_display_the_window_becomes_a_picture(checkout: Checkout):
    result = checkout("run", "song.mp3")
    assert checkout.calls[-1] == "window --screenshot studio.png --force song.mp3"
    assert f"picture: {checkout.tools}/studio.png" in result.stderr
    assert f"regions: {checkout.tools}/studio.lab" in result.stderr


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_a_change_of_what_is_needed_installs_again_into_the_same_environment(checkout: Checkout, changed: str):
    checkout("run")
    with (checkout.root / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    checkout("run")
    assert checkout.called("pip install")
    assert not checkout.called("-m venv")


def test_a_broken_environment_is_made_again(checkout: Checkout):
    checkout("run")
    (checkout.root / ".venv" / "bin" / "python").unlink()
    result = checkout("run")
    assert "broken" in result.stderr
    assert checkout.called("-m venv")
    assert checkout.calls[-1] == f"window --screenshot studio.png --force {checkout.demo}"


def test_an_interrupted_installation_goes_on_at_the_next_start(checkout: Checkout):
    result = checkout("run", NO_NETWORK="1")
    assert result.returncode == 1
    assert "Starting again goes on" in result.stderr
    checkout("run")
    assert checkout.called("pip install")


CPU_INDEX = "--extra-index-url https://download.pytorch.org/whl/cpu"
NO_DRIVER = " ".join([*LIBRARIES, "libportaudio.so.2"])


def test_without_a_driver_the_cpu_build_of_torch_is_taken(checkout: Checkout):
    result = checkout("run", PRESENT=NO_DRIVER, CPU_INDEX_ANSWERS="1")
    assert "the CPU build, because there is no NVIDIA driver here" in result.stderr
    assert "is downloaded: about 380 MB" in result.stderr
    assert checkout.called(f"pip install --quiet --disable-pip-version-check {CPU_INDEX} --compile --constraint")


def test_with_a_driver_nobody_is_asked_for_the_cpu_build(checkout: Checkout):
    result = checkout("run", CPU_INDEX_ANSWERS="1")
    assert "build for NVIDIA graphics cards (STUDIO_TORCH=cpu takes the small one)" in result.stderr
    assert not checkout.called("urlopen")
    assert not checkout.called(CPU_INDEX)


def test_where_the_cpu_builds_are_out_of_reach_torch_comes_from_where_all_else_does(checkout: Checkout):
    result = checkout("run", PRESENT=NO_DRIVER)
    assert result.returncode == 0
    assert "does not answer" in result.stderr
    assert "is downloaded: about 3 GB" in result.stderr
    assert checkout.called("pip install")
    assert not checkout.called(CPU_INDEX)


def test_a_cpu_build_from_the_users_own_index_is_announced_as_such(checkout: Checkout):
    result = checkout("run", PRESENT=NO_DRIVER, TORCH_BUILD="2.13.0+cpu", STUDIO_PIP_ARGS="--extra-index-url somewhere")
    assert "is downloaded: about 380 MB" in result.stderr
    assert checkout.called("--extra-index-url somewhere --compile --constraint")


@pytest.mark.parametrize(("choice", "present", "asked"), [
    ("cpu", [*LIBRARIES, "libportaudio.so.2", "libcuda.so.1"], True),
    ("cuda", [*LIBRARIES, "libportaudio.so.2"], False),
])  # fmt: skip
def test_the_build_of_torch_can_be_chosen(checkout: Checkout, choice: str, present: list[str], asked: bool):
    result = checkout("run", STUDIO_TORCH=choice, PRESENT=" ".join(present), CPU_INDEX_ANSWERS="1")
    assert result.returncode == 0, result.stderr
    assert checkout.called(CPU_INDEX) == asked


def test_a_chosen_build_that_is_not_to_be_had_is_no_reason_to_download_the_other(checkout: Checkout):
    result = checkout("run", STUDIO_TORCH="cpu")
    assert result.returncode == 1
    assert "no CPU build is on offer" in result.stderr
    assert not checkout.called("pip install")


def test_a_build_for_cards_that_is_not_to_be_had_is_no_reason_to_take_the_other(checkout: Checkout):
    result = checkout("run", STUDIO_TORCH="cuda", TORCH_BUILD="2.13.0+cpu")
    assert result.returncode == 1
    assert "STUDIO_TORCH=cuda, but the package index in use offers the CPU build" in result.stderr
    assert not checkout.called("pip install")
    # Where nobody asked, the reason is not the driver, which is there.
    result = checkout("run", TORCH_BUILD="2.13.0+cpu")
    assert "the CPU build, because the package index in use offers it" in result.stderr


def test_another_choice_than_before_replaces_the_build_that_is_there(checkout: Checkout):
    checkout("run")
    checkout.has_torch("2.13.0+cu130")
    packages = "numpy==2.4.6 nvidia-cublas==13.1 nvidia-nccl-cu13==2.28 triton==3.7 torch==2.13.0+cu130"
    checkout("run", STUDIO_TORCH="cpu", CPU_INDEX_ANSWERS="1", PACKAGES=packages)
    assert checkout.called("pip --quiet uninstall --yes torch nvidia-cublas nvidia-nccl-cu13 triton")
    assert not checkout.called("numpy")
    assert checkout.called(CPU_INDEX)

    checkout.has_torch("2.13.0+cpu")
    checkout("run", STUDIO_TORCH="cpu")
    assert not checkout.called("pip")

    checkout("run", STUDIO_TORCH="cuda", PACKAGES=packages, INSTALLED="2.13.0+cpu")
    calls = [call.partition("-m pip ")[2] for call in checkout.calls if "-m pip " in call]
    assert "--quiet uninstall --yes torch" in calls
    assert calls[-1].startswith("install ")


@pytest.mark.parametrize(("choice", "present", "build"), [
    ("cpu", "2.13.0+cu130", ""),
    ("cuda", "2.13.0+cpu", "2.13.0+cpu"),
])  # fmt: skip
def test_what_is_there_stays_if_the_other_build_is_not_to_be_had(
    checkout: Checkout, choice: str, present: str, build: str
):
    checkout("run")
    checkout.has_torch(present)
    result = checkout("run", STUDIO_TORCH=choice, INSTALLED=present, TORCH_BUILD=build)
    assert result.returncode == 1
    assert not checkout.called("uninstall")


def pinned_torch(checkout: Checkout, version: str = "") -> str:
    """The version of torch in constraints.txt, after it is set if one is given."""
    constraints = checkout.root / "constraints.txt"
    lines = constraints.read_text(encoding="utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines) if line.startswith("torch=="))
    if version:
        lines[number] = f"torch=={version}"
    # The comment stands for any change of what is to be installed.
    constraints.write_text("\n".join([*lines, "# changed"]) + "\n", encoding="utf-8")
    return lines[number].removeprefix("torch==")


def test_a_new_version_of_the_program_keeps_the_build_that_is_there(checkout: Checkout):
    checkout("run")
    checkout.has_torch(pinned_torch(checkout) + "+cpu")
    result = checkout("run")
    assert "at most 200 MB, for torch is there" in result.stderr
    assert checkout.called("pip install")
    assert not checkout.called("uninstall")


def test_a_newer_torch_is_of_the_kind_that_is_there(checkout: Checkout):
    """There is a driver; the CPU build was somebody's choice at the first start."""
    checkout("run")
    checkout.has_torch(pinned_torch(checkout) + "+cpu")
    pinned_torch(checkout, "99.0")
    result = checkout("run", CPU_INDEX_ANSWERS="1")
    assert "the CPU build, because the one in .venv is such a build" in result.stderr
    assert "is downloaded: about 380 MB" in result.stderr
    assert checkout.called(f"pip install --quiet --disable-pip-version-check {CPU_INDEX} --compile --constraint")
    assert not checkout.called("uninstall")

    checkout.has_torch("2.13.0+cu130")
    pinned_torch(checkout)
    result = checkout("run", PRESENT=NO_DRIVER, CPU_INDEX_ANSWERS="1")
    assert "is downloaded: about 3 GB" in result.stderr
    assert not checkout.called(CPU_INDEX)


def test_a_choice_that_does_not_exist_is_refused(checkout: Checkout):
    result = checkout("run", STUDIO_TORCH="rocm")
    assert result.returncode == 1
    assert "STUDIO_TORCH is 'rocm'; it can be cpu or cuda" in result.stderr


def test_root_gets_missing_system_packages_installed(checkout: Checkout):
    result = checkout("run", PRESENT="libEGL.so.1", NO_VENV="1", USER_ID="0")
    (apt,) = (call for call in checkout.calls if call.startswith("apt-get"))
    assert {"python3-venv", "libgl1", "libxcb-cursor0", "libportaudio2"} <= set(apt.split())
    assert "libegl1" not in apt.split()
    assert result.returncode == 0, result.stderr


def test_others_are_shown_the_one_line_to_run(checkout: Checkout):
    present = [name for name in LIBRARIES if name != "libxcb-cursor.so.0"]
    result = checkout("run", PRESENT=" ".join(present), NO_VENV="1")
    assert result.returncode == 1
    line = "sudo apt-get update && sudo apt-get install python3-venv libxcb-cursor0 libportaudio2"
    assert f"\n  {line}\n" in result.stderr
    assert not checkout.called("apt-get")


def test_missing_portaudio_alone_is_no_reason_to_stop(checkout: Checkout):
    result = checkout("run", PRESENT=" ".join(LIBRARIES))
    assert result.returncode == 0
    assert "sudo apt-get update && sudo apt-get install libportaudio2" in result.stderr


def test_system_packages_can_be_installed_alone(checkout: Checkout):
    result = checkout("packages", PRESENT=" ".join(LIBRARIES), USER_ID="0")
    assert result.returncode == 0
    assert checkout.called("apt-get -qq install -y --no-install-recommends libportaudio2")
    assert not checkout.called("-m venv")


@pytest.mark.parametrize(("tests_exit", "returncode", "last_line"), [
    ("0", 0, "studio test: all checks passed"),
    ("1", 1, "studio test: FAILED: tests"),
])  # fmt: skip
def test_all_checks_run_even_after_one_failed(checkout: Checkout, tests_exit: str, returncode: int, last_line: str):
    result = checkout("test", "-k", "regions", TESTS_EXIT=tests_exit)
    assert result.returncode == returncode
    assert result.stdout.splitlines()[-1] == last_line
    assert checkout.called(f"--no-compile --constraint {checkout.root}/constraints.txt --editable {checkout.root}[dev]")
    assert checkout.called("-m pytest -n auto --maxprocesses 8 --dist worksteal -k regions")
    assert checkout.calls[-5:] == [
        "ruff check .",
        "ruff format --check .",
        "mypy ",
        "lint-imports --no-logo",
        "mkdocs build --strict --quiet --site-dir build/site",
    ]


def test_an_environment_with_the_tools_is_good_for_running_too(checkout: Checkout):
    checkout("test")
    checkout("run")
    assert checkout.calls == [f"window --screenshot studio.png --force {checkout.demo}"]


def test_an_unknown_command_is_answered_with_the_help(checkout: Checkout):
    assert checkout("fly").returncode == 2
    help_text = checkout("help").stdout
    assert all(f"./studio {command}" in help_text for command in ("run", "test", "bench", "packages"))


@pytest.mark.skipif(shutil.which("dash") is None or sys.platform == "darwin", reason="no dash to parse it")
def test_the_script_is_plain_posix():
    subprocess.run(["dash", "-n", str(ROOT / "studio")], check=True)

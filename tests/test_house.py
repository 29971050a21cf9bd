"""The promises about the shape of the code that no linter holds."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from svd_core.cli.heavy_imports import collection_paused

ROOT = Path(__file__).resolve().parent.parent
CODE_FOLDERS = ("svd_core", "svd_gui", "tests", "bench")
WORKFLOWS = tuple(f".github/workflows/{name}.yml" for name in ("tests", "package", "docs"))
SET_UP_FILES = ("studio", ".ci/run", "pyproject.toml", "constraints.txt", ".pre-commit-config.yaml", *WORKFLOWS)
MAX_LINES = 400
MAX_FUNCTION_LINES = 50
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "impl", "core"}


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Everything in a file, which several tests look at; half a million objects in all, which are no garbage."""
    with collection_paused():
        return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def modules(package: str) -> list[str]:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in python_files(package)]
    return [name.removesuffix(".__init__") for name in names]


def loaded_after_importing(names: list[str]) -> set[str]:
    """Top-level packages in memory after a fresh interpreter has imported these modules."""
    code = f"""
import sys, importlib
for name in {names!r}:
    importlib.import_module(name)
print(*sys.modules)
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return {name.partition(".")[0] for name in result.stdout.split()}


def test_no_module_is_too_long_to_read_in_one_sitting():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*CODE_FOLDERS)}
    too_long = {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > MAX_LINES}
    assert not too_long


def test_no_function_is_too_long_to_see_at_once():
    too_long = {
        f"{path.relative_to(ROOT)}: {function.name}": function.end_lineno - function.lineno + 1
        for path in python_files("svd_core", "svd_gui")
        for function in functions(path)
        if function.end_lineno is not None and function.end_lineno - function.lineno >= MAX_FUNCTION_LINES
    }
    assert not too_long


def test_every_module_is_named_after_what_is_in_it():
    named = {path.stem for path in python_files("svd_core", "svd_gui")}
    assert not named & EMPTY_NAMES


def test_the_window_loads_without_torch():
    loaded = loaded_after_importing(modules("svd_gui"))
    assert "PySide6" in loaded
    assert "torch" not in loaded


def test_labels_and_questions_of_the_window_are_plain_text():
    """A QLabel or QMessageBox of Qt takes a name that looks like HTML for HTML; those of `plain_text` do not."""
    markup = {"QLabel", "QMessageBox", "QErrorMessage"}
    found = {
        f"{path.relative_to(ROOT)}, line {node.lineno}"
        for path in python_files("svd_gui")
        if path.stem != "plain_text"
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in markup
    }
    assert not found


def attributes_described(node: ast.ClassDef) -> set[str]:
    """Names in the docstring's block "Attributes:"; one line of it may hold several."""
    block = (ast.get_docstring(node) or "").partition("Attributes:\n")[2].partition("\n\n")[0]
    lines = re.findall(r"^ {4}(\w+(?:, \w+)*):", block, re.MULTILINE)
    return {name for line in lines for name in line.split(", ")}


def attributes_held(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> set[str]:
    """Names that a class declares, defines or sets on itself, and those of its bases in the same packages."""
    held = {base for item in node.bases if isinstance(item, ast.Name) and item.id in classes
            for base in attributes_held(classes[item.id], classes)}  # fmt: skip
    for item in ast.walk(node):
        if isinstance(item, ast.FunctionDef):
            held.add(item.name)
        elif isinstance(item, ast.AnnAssign | ast.Assign):
            targets = [item.target] if isinstance(item, ast.AnnAssign) else item.targets
            flat = [part for target in targets for part in getattr(target, "elts", [target])]
            held |= {part.id for part in flat if isinstance(part, ast.Name) and item in node.body}
            held |= {part.attr for part in flat if isinstance(part, ast.Attribute)}
    return held


def test_attributes_that_a_class_describes_are_there():
    found = [
        (path, node)
        for path in python_files("svd_core", "svd_gui")
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
    ]
    classes = {node.name: node for _, node in found}
    assert attributes_described(classes["Card"]) == {"key", "n_networks", "metadata"}, "the block is read at all"
    stale = {
        f"{path.relative_to(ROOT)}: {node.name}": sorted(missing)
        for path, node in found
        if (described := attributes_described(node)) and (missing := described - attributes_held(node, classes))
    }
    assert not stale


@pytest.mark.parametrize("path", python_files("bench", "docs"), ids=lambda path: path.name)
def test_what_scripts_import_from_the_packages_is_there(path: Path):
    """Also inside functions; nothing else runs the scripts, so a new name would break them unseen."""
    wanted = {
        (str(node.module), alias.name)
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("svd_")
        for alias in node.names
    }
    assert [f"{module}.{name}" for module, name in sorted(wanted) if not can_import(module, name)] == []


def can_import(module: str, name: str) -> bool:
    """Whether a module holds this name, perhaps as a module of its own."""
    try:
        return hasattr(importlib.import_module(module), name) or bool(importlib.import_module(f"{module}.{name}"))
    except ImportError:
        return False


@pytest.mark.parametrize("name", SET_UP_FILES)
def test_setting_up_names_no_host(name: str):
    """Where packages come from is the choice of whoever installs them, but for PyTorch's own list of small builds."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"\w+://[^\s']+", text)) <= {"https://download.pytorch.org/whl/cpu"}


def test_nothing_points_into_one_persons_machine():
    pattern = re.compile(r"(?<![\w.$}~])/(?:home|root|Users|tmp|work|mnt)/")
    texts = [
        *python_files(*CODE_FOLDERS),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "resources").rglob("*.md"),
        *(ROOT / name for name in (*SET_UP_FILES, "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff")),
    ]
    found = [str(path.relative_to(ROOT)) for path in texts if pattern.search(path.read_text(encoding="utf-8"))]
    assert not found


@pytest.mark.parametrize("package", ["svd_core", "svd_gui"])
def test_the_map_shows_every_room_and_no_other(package: str):
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    shown = set(re.findall(rf"`{package}/(\w+)/`", text))
    assert shown == {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}


def test_every_dependency_has_an_exact_version_that_its_range_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    versions = {canonicalize_name(name): version for name, version in pins.items()}
    extras = project["optional-dependencies"]
    wanted = [Requirement(text) for text in project["dependencies"] + extras["dev"] + extras["docs"]]
    wanted = [item for item in wanted if item.name != project["name"]]
    unmet = [str(item) for item in wanted if versions.get(canonicalize_name(item.name), "") not in item.specifier]
    assert not unmet

"""The documents: their links lead somewhere, and what is made from the program is whole.

That the site builds without a warning, with all links and anchors inside it, is a check of its own in `./studio test`.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

pytest.importorskip("mkdocs", reason="part of the tools in [dev]")
import yaml
from mkdocs.exceptions import PluginError

from svd_core.cli import main

ROOT = Path(__file__).resolve().parent.parent
FOLDERS_OUTSIDE = ("resources", "news.d", ".github")
OUTSIDE_THE_SITE = [
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md"),
    *sorted(path.relative_to(ROOT).as_posix() for name in FOLDERS_OUTSIDE for path in (ROOT / name).rglob("*.md")),
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FRAGMENT = re.compile(r"(\d+|\+[\w-]+)\.(added|changed|fixed|removed)(\.\d+)?\.md")


@pytest.fixture(scope="module")
def hooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_hooks", ROOT / "docs" / "site_hooks.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reference(hooks: ModuleType) -> str:
    """The page of all commands."""
    return str(hooks.command_reference())


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def broken_links(name: str) -> list[str]:
    broken = []
    for link in LINK.findall(text_of(name)):
        if re.match(r"\w+:", link):
            continue
        target, _, anchor = link.partition("#")
        path = (ROOT / name).parent / target if target else ROOT / name
        if not path.exists() or (anchor and anchor not in anchors(path)):
            broken.append(link)
    return broken


def test_the_readme_is_read_in_minutes_and_links_to_the_rest():
    assert len(text_of("README.md").splitlines()) <= 180
    linked = set(LINK.findall(text_of("README.md")))
    assert {"docs/index.md", "CONTRIBUTING.md", "CITATION.cff", "docs/GLOSSARY.md"} <= linked


@pytest.mark.parametrize("name", OUTSIDE_THE_SITE)
def test_links_of_documents_outside_the_site_lead_somewhere(name: str):
    assert broken_links(name) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("# A title\n[a](page.md#a-title) [b](page.md#none) [c](gone.md) [d](#a-title)\n", encoding="utf-8")
    assert broken_links(str(page)) == ["page.md#none", "gone.md"]


@pytest.mark.parametrize(
    "command",
    [
        *(
            "detect",
            "inspect",
            "train",
            "distill",
            "evaluate",
            "reproduce figure2",
            "reproduce folds",
            "status",
            "stress",
            "data rwc",
        ),
        *("reproduce augmentation", "synthesize songs"),
    ],
)
def test_the_reference_has_every_option_that_the_help_shows(
    reference: str, command: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        main.main([*command.split(), "--help"])
    shown = capsys.readouterr().out
    options = set(re.findall(r"--[a-z][\w-]*", shown.split("\n\n")[0]))
    assert len(options) > 2
    section = reference.partition(f"# svd {command}\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"--[a-z][\w-]*", row)} == options


def example_commands() -> list[str]:
    """Every line of the documents' code blocks that calls a command of ours, without its comment."""
    commands = []
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "resources").rglob("*.md")]:
        # Decision records and results show what was typed then.
        if path.parent.name in {"decisions", "results"}:
            continue
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        for block in re.findall(r"^```sh\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL):
            lines = [line.strip().partition(" #")[0].strip() for line in block.splitlines()]
            commands += [line for line in lines if line.startswith("svd ")]
    return sorted(set(commands))


@pytest.mark.parametrize("command", example_commands())
def test_examples_are_understood_by_the_program(command: str, capsys: pytest.CaptureFixture[str]):
    words = shlex.split(command)[1:]
    main.build_parser(words[0]).parse_args(words)
    # Former names of options are understood too, and say so.
    assert capsys.readouterr().err == ""


def test_a_page_that_needs_another_host_is_refused(hooks: ModuleType):
    page = SimpleNamespace(file=SimpleNamespace(src_uri="page.md"))
    fine = '<a href="https://example.org">x</a> <link rel="canonical" href="https://example.org"> <script src="a.js">'
    assert hooks.on_post_page(fine, page, None) == fine
    for bad in ('<script async src="https://cdn.example.org/a.js">', '<link rel="stylesheet" href="//example.org/a">'):
        with pytest.raises(PluginError, match=r"page\.md loads from other hosts: .*example\.org"):
            hooks.on_post_page(bad, page, None)


ARCHITECTURE = text_of("docs/ARCHITECTURE.md")


@cache
def defined_in(folder: Path) -> set[str]:
    """Functions and classes of the files of a folder, methods as Class.method."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            if isinstance(node, ast.ClassDef):
                names |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
    return names


@pytest.mark.parametrize("story", ["Open a song", "Drag an edge", "Train"])
def test_the_functions_of_a_story_are_where_it_says(story: str):
    section = ARCHITECTURE.partition(f"### {story}\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| `(svd_\w+/\w+)/` \| (.*) \|$", section, flags=re.MULTILINE)
    assert len(rows) >= 6
    for room, functions in rows:
        named = {name for name in re.findall(r"`([^`]+)`", functions) if " " not in name}
        assert named and named - defined_in(ROOT / room) == set(), room


def test_the_map_names_only_what_is_there():
    places = re.findall(r"`((?:svd_|resources|tests|bench|docs|studio|news)[\w./]*)`", ARCHITECTURE)
    assert len(places) > 30
    assert [place for place in places if not (ROOT / place).exists() and "_resources" not in place] == []


@pytest.mark.parametrize("package", ["svd_core", "svd_gui"])
def test_the_map_has_the_rooms_in_the_order_in_which_they_may_import(package: str):
    shown = re.findall(rf"^\| `{package}/(\w+)/` \|", ARCHITECTURE.partition("## Three stories")[0], flags=re.MULTILINE)
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (item["layers"] for item in contracts if item["type"] == "layers" and item["containers"] == [package])
    height = {room: place for place, layer in enumerate(layers) for room in re.findall(r"\w+", layer)}
    assert [height[room] for room in shown] == sorted(height[room] for room in shown)


def test_every_decision_is_in_the_index():
    records = {path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert records == set(LINK.findall(text_of("docs/decisions/README.md"))) - {"../GLOSSARY.md"}


def test_the_glossary_has_every_term_once_and_uses_none_that_it_avoids():
    rows = re.findall(r"^\|([^|\n]+)\|([^|\n]+)\|([^|\n]*)\|$", text_of("docs/GLOSSARY.md"), flags=re.MULTILINE)
    terms = [term.strip() for term, _, _ in rows if term.strip() != "term" and "---" not in term]
    assert len(terms) > 50
    assert [term for term, times in Counter(terms).items() if times > 1] == []
    avoided = {word.strip() for _, _, words in rows for word in re.sub(r"\(.*?\)", "", words).split(",")}
    assert {"tape", "bag", "refuge"} <= avoided
    assert avoided & set(terms) == set()


def test_news_fragments_are_of_a_kind_that_the_changelog_shows():
    names = [path.name for path in (ROOT / "news.d").iterdir() if path.name not in {"README.md", ".gitignore"}]
    assert [name for name in names if not FRAGMENT.fullmatch(name)] == []
    command = [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "next"]
    draft = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # Whitespace is free to change.
    shown = "".join(draft.split())
    assert [name for name in names if "".join(text_of(f"news.d/{name}").split()) not in shown] == []


def test_the_workflows_try_every_system_with_every_python():
    matrix = yaml.safe_load(text_of(".github/workflows/tests.yml"))["jobs"]["tests"]["strategy"]["matrix"]
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert matrix["python"] == ["3.11", "3.12", "3.13"]


def test_the_citation_names_the_paper():
    citation = yaml.safe_load(text_of("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "type", "license"} <= set(citation)
    paper = citation["preferred-citation"]
    assert [author["family-names"] for author in paper["authors"]] == ["Schlüter", "Grill"]
    assert paper["year"] == 2015

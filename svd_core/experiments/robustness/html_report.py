"""The report of a run of robustness tests: one HTML file with plots, readable in light and dark, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from string import Template

from svd_core.experiments.robustness.headlines import Headline, headlines
from svd_core.experiments.robustness.instruments import INSTRUMENTS
from svd_core.experiments.robustness.plots import charts
from svd_core.experiments.robustness.results import Results, Subject
from svd_core.experiments.robustness.robustness_test import FileAlarms, Measurement
from svd_core.experiments.robustness.suite import find_test
from svd_core.files.visible_text import visible
from svd_core.model.score_text import fraction, percent
from svd_core.plots.charts import Chart, png, svg
from svd_core.plots.palette import DARK, LIGHT, Palette

_COLUMNS = ("condition", "error", "95 % interval", "recall", "specificity", "AUROC", "recordings")
_ALARM_COLUMNS = ("condition", "false alarms", "95 % interval", "recordings")
_PNG_COLUMNS = 2


def html(results: Results) -> str:
    """The report as an HTML page."""
    drawn = charts(results)
    sections = "".join(
        _section(name, results, [chart for of, chart in drawn if of == name]) for name in results.tests()
    )
    left_out = "".join(
        f"<p>{escape(find_test(item.test).title)}: {escape(item.reason)}.</p>" for item in results.skipped
    )
    return page(
        f"Robustness tests of the model {results.subject.name}",
        f"<p>{_subject(results)}</p>",
        f"{remarks(results)}<h2>At a glance</h2>{_glance(headlines(results))}{sections}"
        + (f"<h2>Left out</h2>{left_out}" if left_out else ""),
    )


def page(title: str, subject: str, body: str) -> str:
    """A page in this report's style; subject and body are HTML."""
    style = _STYLE.substitute(light=_variables(LIGHT), dark=_variables(DARK))
    return _PAGE.substitute(style=style, title=escape(visible(title)), subject=subject, body=body)


def picture(results: Results, palette: Palette = LIGHT) -> bytes:
    """All plots as one PNG file."""
    return png(*(chart for _, chart in charts(results)), columns=_PNG_COLUMNS, palette=palette)


def _subject(results: Results) -> str:
    return (
        f"{decision(results.subject)}: the model's own, in all tests. {material(results)} "
        f"Model file {escape(results.subject.key[:16])}."
    )


def material(results: Results) -> str:
    """How much sound was used, in a sentence."""
    config = results.config
    return (
        f"At most {config.seconds:g} s of each recording were used, an excerpt with the same share of singing as the "
        f"whole, and at most {config.recordings} recordings of each kind."
    )


def decision(subject: Subject) -> str:
    """How the model decides, as the beginning of a sentence."""
    rule = subject.rule or f"threshold {subject.threshold:g}"
    several = f", averaged over {len(subject.shifts)} pitch shifts" if len(subject.shifts) > 1 else ""
    return escape(f"{rule[:1].upper()}{rule[1:]}, median of {subject.median_frames} frames{several}")


def remarks(results: Results) -> str:
    """The remarks that limit what the results mean; they stand above all figures."""
    items = []
    for remark in results.remarks:
        titles = ", ".join(find_test(name).title for name in remark.tests)
        items.append(f"<p><strong>{escape(titles)}.</strong> {escape(remark.text)}</p>")
    return f'<aside role="note">{"".join(items)}</aside>' if items else ""


def _glance(lines: Iterable[Headline]) -> str:
    rows = []
    for line in lines:
        before = "" if line.reference_value is None else percent(line.reference_value)
        alone = line.worst == line.reference
        worst = ("", "") if alone else (percent(line.worst_value), line.worst.condition.label)
        cells = (line.title, line.measure, before, *worst)
        rows.append(table_row(cells, text=(0, 1, 4)))
    head = table_row(("test", "measure", "unchanged", "at worst", "where"), text=(0, 1, 4), tag="th")
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _section(name: str, results: Results, drawn: list[Chart]) -> str:
    test = find_test(name)
    figures = "".join(
        f'<figure role="img" aria-label="{escape(chart.title)}">{inline_svg(chart)}</figure>' for chart in drawn
    )
    table = _table(results.of(name), test.alarms)
    if len(drawn) == 1 and name != INSTRUMENTS.name:
        body = f'<div class="plots">{figures}<div class="figures">{table}</div></div>'
    elif drawn:
        table += _files(results.files) if name == INSTRUMENTS.name else ""
        details = f'<details class="figures"><summary>All figures</summary>{table}</details>'
        body = f'<div class="plots">{figures}</div>{details}'
    else:
        body = table
    return f"<section><h2>{escape(test.title)}</h2><p>{escape(test.about)}</p>{body}</section>"


def _table(measured: Iterable[Measurement], alarms: bool) -> str:
    """A table of the conditions of one test."""
    head = table_row(_ALARM_COLUMNS if alarms else _COLUMNS, text=(0,), tag="th")
    body = "".join(table_row(_cells(one, alarms), text=(0,)) for one in measured)
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _cells(one: Measurement, alarms: bool) -> tuple[str, ...]:
    interval = f"{one.interval[0]:.1%} – {one.interval[1]:.1%}" if one.interval else "–"
    if alarms:
        return one.condition.label, percent(one.false_alarms), interval, str(one.pieces)
    scores = one.scores
    rates = (percent(scores.recall), percent(scores.specificity), fraction(scores.auroc))
    return one.condition.label, percent(scores.error), interval, *rates, str(one.pieces)


def _files(files: Iterable[FileAlarms]) -> str:
    """A table of the recordings without singing, the worst first."""
    ordered = sorted(files, key=lambda file: (-(file.false_alarms or 0.0), file.name))
    rows = (
        table_row(
            (visible(file.name), visible(file.group), percent(file.false_alarms), f"{file.seconds:.0f} s"), (0, 1)
        )
        for file in ordered
    )
    head = table_row(("recording", "kind", "false alarms", "used"), (0, 1), "th")
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def table_row(cells: Iterable[str], text: tuple[int, ...], tag: str = "td") -> str:
    """One row of a table; the columns in `text` hold words, the others numbers."""
    return "<tr>" + "".join(_cell(cell, number in text, tag) for number, cell in enumerate(cells)) + "</tr>"


def _cell(words: str, is_text: bool, tag: str) -> str:
    kind = "" if is_text else ' class="n"'
    return f"<{tag}{kind}>{escape(words)}</{tag}>"


def inline_svg(chart: Chart) -> str:
    """The chart as an SVG element that takes its colours from the style sheet of the page, light or dark."""
    text = svg(chart)
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    # Several charts in one page must not share names; those of groups are not needed.
    text = re.sub(r'<g id="[^"]*"', "<g", text)
    text = text.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "").replace("xlink:href", "href")
    variables = {colour: f"var(--{name})" for name, colour in _colours(LIGHT)}
    return re.sub("|".join(variables), lambda found: variables[found[0]], text)


def _colours(palette: Palette) -> Iterator[tuple[str, str]]:
    """Names of CSS variables, and the colours they have in a palette."""
    yield from (("page", palette.page), ("text", palette.text), ("muted", palette.muted_text), ("grid", palette.grid))
    yield from ((f"line{number}", colour) for number, colour in enumerate(palette.lines))


def _variables(palette: Palette) -> str:
    """The colours of a palette as declarations of CSS variables."""
    return "".join(f"--{name}:{colour};" for name, colour in _colours(palette))


_STYLE = Template("""
:root { color-scheme: light dark; $light }
@media (prefers-color-scheme: dark) { :root { $dark } }
body { background: var(--page); color: var(--text); font: 15px/1.5 system-ui, Helvetica, Arial, sans-serif;
  margin: 0 auto; max-width: 1180px; padding: 28px 24px 60px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 6px; }
h2 { font-size: 19px; margin: 44px 0 4px; }
p { margin: 4px 0; max-width: 76ch; }
header p { color: var(--muted); }
aside { background: color-mix(in srgb, var(--line1) 9%, var(--page)); border-left: 4px solid var(--line1);
  margin: 20px 0; max-width: 80ch; padding: 8px 18px; }
.plots { display: grid; gap: 8px 24px; grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr));
  margin: 12px -16px 0; max-width: 1212px; }
figure { margin: 0; max-width: 640px; }
figure svg { display: block; height: auto; width: 100%; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 14px 0; }
th { color: var(--muted); font-weight: 500; }
th, td { border-bottom: 1px solid var(--grid); padding: 4px 22px 4px 0; text-align: left; vertical-align: baseline; }
th.n, td.n { text-align: right; white-space: nowrap; }
.figures { font-size: 14px; overflow-x: auto; }
.plots .figures { padding: 0 16px; }
.plots .figures th, .plots .figures td { padding-right: 14px; white-space: nowrap; }
summary { color: var(--muted); cursor: pointer; }
@media print { details > * { display: block; } }
""")

_PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>$style</style>
</head>
<body>
<header><h1>$title</h1>$subject</header>
$body
</body>
</html>
""")

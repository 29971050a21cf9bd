"""All benchmarks, one after the other, then one table: figure, unit, aim, and whether it is met.

    python bench/table.py [NAME...] [OPTION...] [--json]

Every bench/NAME.py is run with --json and what options there are, which it must know; what it prints is kept in
bench/results/DATE.json together with the machine and the table. With --json its lines are passed on too, and the table
comes as a last line. Figures without an aim are for comparison.
"""

import datetime
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results"
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the table; met is None for a figure without an aim."""

    bench: str
    name: str
    figure: float
    unit: str
    aim: str
    met: bool | None


@dataclass(frozen=True)
class Figure:
    """Which number of which lines goes into the table, and what it should be.

    Attributes:
        where: what a line must say to have it; its other words in braces name the row.
        scale: by what the number is multiplied first.
        least, most: the aim, if there is one.
    """

    bench: str
    where: Mapping[str, Any]
    key: str
    name: str
    unit: str
    scale: float = 1
    least: float | None = None
    most: float | None = None

    def rows(self, lines: Sequence[Line]) -> Iterator[Row]:
        """The rows that these lines of the benchmark give."""
        for line in lines:
            if line.get(self.key) is None or any(line.get(key) != value for key, value in self.where.items()):
                continue
            figure = line[self.key] * self.scale
            aim, met = "", None
            if self.least is not None:
                aim, met = f"at least {self.least:g}", figure >= self.least
            if self.most is not None:
                aim, met = f"at most {self.most:g}", figure <= self.most
            yield Row(self.bench, self.name.format_map(dict(line)), figure, self.unit, aim, met)


STEP, CARD = {"report": "step"}, {"report": "step", "device": "cuda"}
FIGURES = (
    Figure("augment", {"report": "summary"}, "ours", "augmented excerpts a CPU-second, {workload}", "1/s"),
    Figure("augment", {"report": "summary"}, "ratio", "the same against scipy, {workload}", "times", least=15),
    Figure("cluster", {"report": "overhead"}, "overhead_cpu", "Ray beside plain, {workers} workers", "%", 100, most=10),
    Figure("cluster", {"report": "killed_node"}, "labels_different", "labels that a killed node changes", "", most=0),
    Figure("cluster", {"report": "killed_node"}, "rows_twice", "rows twice after a killed node", "", most=0),
    Figure("corpus", {"report": "memory"}, "anonymous_gb", "training on {hours} h of songs, {preset}", "GB", most=2),
    Figure("detect", {"report": "profile"}, "real_time_factor", "mp3 to regions, by the clock", "real time", least=60),
    Figure("detect", {"report": "profile"}, "whole_cpu_seconds", "mp3 to regions, each minute", "CPU-s"),
    Figure("detect", {"report": "network"}, "fraction_of_peak", "of the peak, {architecture}", "%", 100, least=45),
    Figure("detect", {"report": "network"}, "ratio", "dense against windows, {architecture}", "times"),
    Figure("detect", {"report": "front_end"}, "ratio", "spectra of five pitches against one", "times", most=1.6),
    Figure("detect", {"report": "hour"}, "peak_bytes", "memory for an hour of sound", "MB", 1e-6, most=700),
    Figure("train", STEP, "ratio_cpu", "step against bare by CPU, {preset} {precision}", "times", most=1.15),
    Figure("train", STEP, "ratio_wall", "step against bare by clock, {preset} {precision}", "times", most=1.15),
    Figure("train", STEP, "bare_cpu_ms", "bare update, {preset} {precision}", "CPU-ms"),
    Figure("train", STEP, "updates_per_second", "updates, {preset} {precision} on {device}", "1/s"),
    Figure("train", STEP, "fraction_of_peak", "of the matrix peak, {preset} {precision} on {device}", "%", 100),
    Figure(
        "train", CARD | {"preset": "schlueter2015"}, "extrapolated_seconds_of_40000_updates",
        "40 000 updates, schlueter2015 {precision}, without reading", "s", most=90,
    ),
    Figure("train", {"report": "loading"}, "seconds_per_hour_one_thread", "reading an hour, one thread", "s"),
    Figure("train", {"report": "loading"}, "seconds_per_hour_all_threads", "reading an hour, {threads} threads", "s"),
    Figure("window", {"report": "summary"}, "scroll_200_regions_cpu_p95_ms", "a frame while scrolling, 95 %", "CPU-ms"),
    Figure("window", {"report": "summary"}, "slider_threshold_cpu_p95_ms", "a slider's way to screen, 95 %", "CPU-ms"),
    Figure("edit", {"what": "document"}, "cpu_p95_ms", "an edit, {regions} regions, slow disk", "CPU-ms", most=25),
    Figure("edit", {"what": "window"}, "cpu_p95_ms", "the same until on screen, {regions} regions", "CPU-ms", most=50),
    Figure("effort", {"report": "summary"}, "share_of_drawn_seconds", "correcting to drawing, {network}", "", most=0.2),
    Figure("sync", {"report": "speed"}, "most", "cursor from the sound at {speed} x, at most", "ms", most=30),
    Figure("kill", {"report": "summary"}, "failed", "of {rounds} kills: rounds that lost an edit", "", most=0),
    Figure("fuzz", {"report": "summary"}, "faults", "broken files that end in more than an error of ours", "", most=0),
    Figure("window", {"report": "summary"}, "start_up_best_s", "start-up to the first painted window", "s"),
)  # fmt: skip


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = platform.processor() or platform.machine()
    try:
        cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
        model = next(line.split(":", 1)[1].strip() for line in cpu.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        pass  # Not Linux, or not a processor that names itself there.
    words = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(words, capture_output=True, text=True, check=False)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "torch": metadata.version("torch"),
        "numpy": metadata.version("numpy"),
        "commit": commit.stdout.strip(),
    }


def measured(name: str, options: Sequence[str], as_json: bool) -> tuple[list[Line], bool]:
    """The JSON lines of one benchmark, and whether it came to its end."""
    print(f"== {name}", file=sys.stderr, flush=True)
    command = [sys.executable, str(ROOT / "bench" / f"{name}.py"), "--json", *options]
    lines: list[Line] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
        for text in process.stdout or ():
            try:
                line = json.loads(text)
            except ValueError:
                line = {"text": text.rstrip()}
            lines.append(line)
            if as_json:
                print(json.dumps({"bench": name, **line}), flush=True)
    return lines, process.returncode == 0


def drawn(rows: Sequence[Row]) -> str:
    """The table, columns aligned."""
    heads = ("benchmark", "figure", "", "unit", "aim", "")
    words = {None: "", True: "met", False: "MISSED"}
    cells = [heads, *((r.bench, r.name, f"{r.figure:.4g}", r.unit, r.aim, words[r.met]) for r in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    lines = [
        "  ".join(
            cell.rjust(width) if column == 2 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def main() -> int:
    words = sys.argv[1:]
    if words[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    n_names = next((index for index, word in enumerate(words) if word.startswith("-")), len(words))
    there = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if path.stem != "table")
    names, options = words[:n_names] or there, [word for word in words[n_names:] if word != "--json"]
    unknown = [name for name in names if name not in there]
    if unknown:
        print(f"there is no bench/{unknown[0]}.py; there are {', '.join(there)}", file=sys.stderr)
        return 2
    as_json = "--json" in words
    results = {name: measured(name, options, as_json) for name in names}
    rows = [row for figure in FIGURES if figure.bench in results for row in figure.rows(results[figure.bench][0])]
    whole = {"machine": machine(), "table": [asdict(row) for row in rows]}
    now = datetime.datetime.now().astimezone()
    RESULTS.mkdir(exist_ok=True)
    kept = RESULTS / f"{now:%Y-%m-%d-%H%M%S}.json"
    lines = {name: list(found) for name, (found, _) in results.items()}
    kept.write_text(json.dumps({"date": now.isoformat(), **whole, "lines": lines}, indent=1), encoding="utf-8")
    if as_json:
        print(json.dumps({"bench": "table", **whole}))
    else:
        about = whole["machine"]
        print(f"\n{about['processor']}, {about['cores']} cores, torch {about['torch']}, commit {about['commit']}\n")
        print(drawn(rows))
        print(f"\nkept in {kept.relative_to(ROOT)}")
    broken = [name for name, (_, done) in results.items() if not done]
    for name in broken:
        print(f"bench/{name}.py broke off", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""A model put through the tests: what it hears, what is measured, what is said about it, and what is written."""

from __future__ import annotations

import csv
import dataclasses
import io
import math
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import soundfile
from PIL import Image

from svd_core.annotation import frame_targets
from svd_core.annotation.regions import Region
from svd_core.audio.features import FrameGrid, log_mel, shifted_log_mels
from svd_core.config import TEST_SHIFTS, FeatureConfig, RobustnessConfig
from svd_core.data.dataset import LabelledSong, stem_song
from svd_core.errors import DataError
from svd_core.experiments.robustness import codec, html_report, recordings, side_by_side
from svd_core.experiments.robustness.headlines import headlines
from svd_core.experiments.robustness.instruments import group_of
from svd_core.experiments.robustness.plots import charts, worst_files
from svd_core.experiments.robustness.recordings import Instrument, Material
from svd_core.experiments.robustness.remarks import remarks
from svd_core.experiments.robustness.results import Results, Subject, from_text, to_csv, to_json
from svd_core.experiments.robustness.robustness_test import Condition, FileAlarms, Measurement, SongExcerpt
from svd_core.experiments.robustness.run import RobustnessProgress, run
from svd_core.model import checkpoint, metrics
from svd_core.model.checkpoint import Model
from svd_core.model.inference import detect
from svd_core.model.postprocessing import regions_from_probabilities, smooth
from svd_core.plots.palette import DARK, LIGHT
from svd_core.synthesis.song import render_stems

FEATURES = FeatureConfig()
SHORT = RobustnessConfig(seconds=2.0, recordings=3)
TESTS = ("clean", "level", "ratio", "instruments", "mp3")


@pytest.fixture(scope="module")
def model(model_file: Path) -> Model:
    return checkpoint.load(model_file)


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Two labelled songs, one song of stems, and its band alone beside a silence called speech."""
    folder = tmp_path_factory.mktemp("material")
    song = render_stems(4.0, 7, 22050)
    stems = {"vocals": song.voice, "accompaniment": song.band}
    for name, samples in {**stems, "first": song.mix, "second": song.mix, "my speech": 0 * song.mix}.items():
        soundfile.write(folder / f"{name}.wav", samples, 22050)
    songs = tuple(LabelledSong(name, folder / f"{name}.wav", song.regions) for name in ("first", "second"))
    files = (folder / "accompaniment.wav", folder / "my speech.wav")
    return Material(songs, (stem_song(folder),), tuple(Instrument(path, group_of(path, folder)) for path in files))


@pytest.fixture(scope="module")
def results(model: Model, material: Material) -> Results:
    *reports, last = run(model, material, TESTS, SHORT)
    progress = [report for report in reports if isinstance(report, RobustnessProgress)]
    assert [report.done for report in progress] == sorted(report.done for report in progress)
    assert progress[-1].done == progress[-1].total
    assert isinstance(last, Results)
    assert set(last.measured) | set(last.files) == {one for one in reports if not isinstance(one, RobustnessProgress)}
    return last


@pytest.fixture(scope="module")
def page(results: Results) -> str:
    return html_report.html(results)


def only(results: Results, *tests: str) -> Results:
    """The results of some tests, whose pages are drawn in less time."""
    return dataclasses.replace(results, measured=tuple(one for one in results.measured if one.test in tests))


def scored(model: Model, smoothed: list[np.ndarray], songs: list[SongExcerpt]) -> metrics.Scores:
    """The scores of the regions that detection gives."""
    grids = [FrameGrid(len(one)) for one in smoothed]
    regions = [
        regions_from_probabilities(one, grid, model.postprocessing) for one, grid in zip(smoothed, grids, strict=True)
    ]
    masks = [frame_targets.from_regions(found, grid) for found, grid in zip(regions, grids, strict=True)]
    return metrics.score(smoothed, [song.sung for song in songs], model.postprocessing.threshold, masks)


def test_the_untouched_songs_score_as_an_evaluation_of_the_same_stretch(model: Model, material: Material, results):
    (clean,) = results.of("clean")
    heard = list(recordings.song_excerpts(material, SHORT, FEATURES))
    probabilities = [smooth(detect(model, log_mel(song.samples)), model.postprocessing.median_frames) for song in heard]
    scores = scored(model, probabilities, heard)
    assert clean.scores == scores
    assert clean.sung == pytest.approx(np.mean(np.concatenate([song.sung for song in heard])))
    assert clean.missed + (1 - clean.sung) * clean.false_alarms == pytest.approx(scores.error)
    assert clean.interval is not None and clean.interval[0] <= scores.error <= clean.interval[1]
    assert clean.pieces == 2


def test_a_model_can_be_tested_averaged_over_several_pitches(model: Model, material: Material):
    *_, averaged = run(model, material, ("clean",), SHORT, TEST_SHIFTS)
    assert isinstance(averaged, Results)
    heard = list(recordings.song_excerpts(material, SHORT, FEATURES))
    raw = [detect(model, shifted_log_mels(song.samples, TEST_SHIFTS)) for song in heard]
    probabilities = [smooth(one, model.postprocessing.median_frames) for one in raw]
    scores = scored(model, probabilities, heard)
    assert averaged.of("clean")[0].scores == scores
    assert from_text(to_json(averaged), "file") == averaged
    assert "averaged over 5 pitch shifts" in html_report.html(averaged)


def test_where_all_is_sung_false_alarms_are_undefined(results: Results):
    (clean,) = results.of("clean")
    scores = metrics.score([np.array([0.9, 0.1], np.float32)], [np.ones(2, np.bool_)], 0.5)
    sung = dataclasses.replace(clean, scores=scores, sung=1.0)
    assert sung.false_alarms is None
    assert sung.missed == scores.error == 0.5
    shown = dataclasses.replace(results, measured=(sung,))
    page = html_report.html(shown)
    first_row = page[page.index("<td>as it is</td>") :].partition("</tr>")[0]
    assert first_row.split('<td class="n">')[3:6] == ["50.0%</td>", "–</td>", "–</td>"]
    assert from_text(to_json(shown), "file") == shown
    assert "nan" not in page and "NaN" not in to_json(shown) + to_csv(shown)


def test_the_level_as_it_is_changes_next_to_nothing(results: Results):
    (clean,) = results.of("clean")
    unchanged = next(one for one in results.of("level") if one.condition.value == 0)
    assert unchanged.scores.auroc == pytest.approx(clean.scores.auroc, abs=0.02)


def test_recordings_without_singing_are_distinguished_by_what_they_are(results: Results):
    assert [file.name for file in results.files] == ["accompaniment", "my speech"]
    assert results.files[1].group == "speech"
    by_kind = {one.condition.label: one for one in results.of("instruments")}
    assert by_kind["speech"].false_alarms == results.files[1].false_alarms
    assert all(one.interval is None for one in by_kind.values())


def test_speech_is_known_by_its_name_or_its_folder_below_the_one_given():
    assert group_of(Path("data/birds/robin_01.ogg"), Path("data")) == "data"
    assert group_of(Path("data/x/speech-1/en.ogg"), Path("data/x")) == "speech"
    assert group_of(Path("data/x/SPEECH_female.ogg"), Path("data/x")) == "speech"
    assert group_of(Path("data/x/talkative.ogg"), Path("data/x")) == "x"


def test_a_stretch_has_as_much_singing_as_the_whole_and_lies_in_the_middle():
    sung = np.zeros(7000, np.bool_)
    sung[3000:5000] = True
    start, stop = recordings.typical_excerpt(sung, RobustnessConfig(seconds=20.0), FEATURES)
    assert stop - start == 1400
    assert sung[start:stop].mean() == pytest.approx(sung.mean(), abs=0.011)
    assert recordings.typical_excerpt(np.ones(7000, np.bool_), RobustnessConfig(seconds=20.0), FEATURES) == (2800, 4200)
    assert recordings.typical_excerpt(sung, RobustnessConfig(seconds=3600), FEATURES) == (0, 7000)


def test_the_samples_cut_make_up_the_frames_cut():
    samples = np.arange(22050, dtype=np.float32)
    part = recordings.cut(samples, 10, 30, FEATURES)
    assert FrameGrid.of_samples(len(part)).n_frames == 20
    assert part[0] == 10 * FEATURES.hop_samples


def test_recordings_are_picked_evenly():
    many = tuple(Instrument(Path(f"{number:02}.wav"), "x") for number in range(100))
    picked = [
        instrument.path.stem
        for instrument in Material(instruments=many).chosen(RobustnessConfig(recordings=4)).instruments
    ]
    assert picked == ["00", "25", "50", "75"]
    assert len(Material(instruments=many).chosen(RobustnessConfig(recordings=500)).instruments) == 100


def test_a_song_too_short_for_one_frame_is_named(tmp_path: Path, model: Model):
    soundfile.write(tmp_path / "click.wav", np.zeros(100), 22050)
    song = LabelledSong("click", tmp_path / "click.wav", (Region(0, 1),))
    with pytest.raises(DataError, match=r"click\.wav: is shorter"):
        list(run(model, Material((song,)), ("clean",), SHORT))


def test_without_recordings_the_shipped_ones_are_used_and_called_little_evidence(
    model: Model, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recordings, "SYNTHETIC_SECONDS", 4.0)
    *_, last = run(model, Material(), ("clean", "ratio", "instruments"), SHORT)
    assert isinstance(last, Results)
    assert last.tests() == ("clean", "ratio", "instruments")
    assert [remark.tests for remark in last.remarks] == [("clean",), ("ratio",), ("instruments",)]
    assert all("little evidence" in remark.text for remark in last.remarks)


def test_it_is_said_that_a_model_is_tested_on_what_it_learned_from(material: Material):
    metadata = {"data": {"songs": ["first"], "stem_songs": [material.stems[0].name], "instrumentals": 12}}
    said = {
        remark.tests: remark.text for remark in remarks(metadata, material, ("clean", "level", "ratio", "instruments"))
    }
    assert "1 of the 2" in said["clean", "level"] and "flatter" in said["clean", "level"]
    assert "all 1" in said["ratio",]
    assert "12 recordings without singing" in said["instruments",]
    assert not list(remarks({}, material, ("clean", "ratio", "instruments")))
    assert not list(remarks(metadata, material, ("lines",)))


def test_without_an_encoder_the_others_are_done_and_this_one_is_named(
    model: Model, material: Material, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(codec, "ENCODER", "none")
    *_, last = run(model, material, ("clean", "mp3"), SHORT)
    assert isinstance(last, Results)
    assert last.tests() == ("clean",)
    assert [skipped.test for skipped in last.skipped] == ["mp3"]
    assert "Left out" in html_report.html(last) and "no mp3 encoder" in html_report.html(last)


# --- what is written ---


def test_results_survive_their_file(results: Results):
    assert from_text(to_json(results), "file") == results
    for broken in ("", "[]", "{}", to_json(results).replace('"measured"', '"unmeasured"')):
        with pytest.raises(DataError, match="some file: not usable"):
            from_text(broken, "some file")


def test_the_table_has_a_line_for_every_figure(results: Results):
    lines = list(csv.DictReader(io.StringIO(to_csv(results))))
    assert len(lines) == len(results.measured) + len(results.files)
    assert all(line["error"] == "" for line in lines if line["test"] == "instruments")
    assert float(lines[0]["error"]) == results.measured[0].scores.error


def test_every_axis_is_drawn_against_the_untouched_sound(results: Results):
    drawn = charts(results)
    assert [name for name, _ in drawn][:3] == ["level", "ratio", "instruments"]
    (clean,) = results.of("clean")
    level = drawn[0][1]
    assert level.reference == (100 * clean.scores.error, f"as it is: {100 * clean.scores.error:.1f} %")  # type: ignore[union-attr]  # a chart of lines
    assert [series.name for series in level.series] == ["all errors", "singing missed", "false alarms"]  # type: ignore[union-attr]  # the same
    total, missed, alarms = (np.array(series.y) for series in level.series)  # type: ignore[union-attr]  # the same
    assert missed + alarms == pytest.approx(total)


def test_headlines_name_the_worst_condition(results: Results):
    lines = list(headlines(results))
    assert [line.title for line in lines if line.measure == "false alarms"] == ["Instruments alone", "Speech alone"]
    for line in lines:
        assert all(
            line.worst_value >= one.scores.error for one in results.of(line.worst.test) if line.measure == "error"
        )


def test_the_worst_files_are_those_called_singing_most_and_speech_is_not_among_them():
    files = [FileAlarms(f"{n}", "x", n / 100, 5.0) for n in range(40)] + [FileAlarms("hello", "speech", 1.0, 5.0)]
    assert [file.name for file in worst_files(files)][:2] == ["39", "38"]
    assert len(worst_files(files)) == 15
    assert worst_files([FileAlarms("quiet", "x", 0.0, 5.0)]) == ()


def test_the_page_stands_alone_and_escapes_what_it_is_given(results: Results):
    results = only(results, "clean", "level")
    nasty = dataclasses.replace(results, subject=dataclasses.replace(results.subject, name="<script>&"))
    nasty = dataclasses.replace(nasty, files=(FileAlarms("<img src=x>", "a & b", 0.5, 1.0),))
    text = html_report.html(nasty)
    body = ElementTree.fromstring(text[text.index("<body>") : text.index("</html>")])
    assert "&lt;script&gt;&amp;" in text and not body.findall(".//script") and not body.findall(".//img")
    assert len(body.findall(".//{http://www.w3.org/2000/svg}svg")) == len(charts(nasty))
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "url(" not in text.replace("url(#", "") and 'href="' not in text.replace('href="#', "")
    assert "<script" not in text


def test_charts_of_the_page_take_their_colours_from_its_style_light_and_dark(page: str):
    style, body = page[: page.index("<body>")], page[page.index("<body>") :]
    for palette in (LIGHT, DARK):
        assert f"--page:{palette.page};" in style and f"--line0:{palette.lines[0]};" in style
        assert palette.lines[0] not in body and palette.text not in body
    assert "stroke: var(--line0)" in body and "fill: var(--text)" in body


def test_names_inside_charts_are_not_shared_by_different_shapes(page: str):
    body = ElementTree.fromstring(page[page.index("<body>") : page.index("</html>")])
    shapes: dict[str, set[bytes]] = {}
    for element in body.iter():
        if name := element.attrib.get("id"):
            shapes.setdefault(name, set()).add(ElementTree.tostring(element).strip())
    assert shapes and all(len(found) == 1 for found in shapes.values())


def test_the_png_shows_all_charts_in_light_or_dark(results: Results):
    results = only(results, "clean", "level", "mp3")
    light, dark = (Image.open(io.BytesIO(html_report.picture(results, palette))) for palette in (LIGHT, DARK))
    rows = math.ceil(len(charts(results)) / 2)
    assert light.size == dark.size and light.size[0] == 2048 and light.size[1] >= rows * 150
    assert light.convert("RGB").getpixel((1, 1)) == (255, 255, 255) != dark.convert("RGB").getpixel((1, 1))


def test_two_models_share_a_plot_for_every_curve():
    def results(name: str, error: float, key: str = "0123456789") -> Results:
        measured = tuple(
            Measurement(
                "noise",
                Condition(f"{colour}, {level} dB", level, "noise", colour),
                metrics.Scores(error, 0.9, 0.8, 0.9, 0.9, 0.95, 0.5, 700),
                (error / 2, 2 * error),
                3,
                0.5,
            )
            for colour in ("white", "pink")
            for level in (-70, -35)
        )
        return Results(Subject(name, key, 0.5, 29), SHORT, measured)

    pair = side_by_side.Pair(results("old", 0.3), results("new", 0.1))
    (test,) = pair.tests()
    white, pink = side_by_side.charts(test, pair)
    assert white.title.endswith(": white") and pink.title.endswith(": pink")
    assert [(line.name, line.y) for line in white.series] == [("old", (30.0, 30.0)), ("new", (10.0, 10.0))]
    assert white.y_range == pink.y_range
    text = side_by_side.html(pair)
    assert text.count("<figure") == 2 and "−20.0" in text
    alike = side_by_side.Pair(results("same", 0.3), results("same", 0.1, "abcdefghij"))
    assert alike.names == ("same (01234567)", "same (abcdefgh)")
    with pytest.raises(DataError, match="no test in common"):
        side_by_side.Pair(results("old", 0.3), dataclasses.replace(results("new", 0.1), measured=()))

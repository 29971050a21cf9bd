"""`svd detect --cluster`: which songs and labels an archive has, what is left out, and what is told; without Ray."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from svd_core.annotation import detected_labels
from svd_core.cli.execution import archive, detect
from svd_core.cli.execution.archive_account import ArchiveAccount
from svd_core.cli.execution.archive_songs import ArchiveSong, Passed, Task, archive_songs, tasks
from svd_core.cli.execution.archive_worker import ArchiveWork, ArchiveWorker
from svd_core.cli.execution.song_detection import Detector
from svd_core.cli.output import Output
from svd_core.cluster.places import contents, write
from svd_core.errors import AudioError, DataError, MissingPartError
from svd_core.model import checkpoint


def given(*songs: str | Path, out: str | None = None, list: Path | None = None) -> argparse.Namespace:
    return argparse.Namespace(songs=[*songs], out=out, list=list)


def songs_in(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"sound")
    return folder


def test_labels_lie_where_those_of_one_machine_do(tmp_path: Path) -> None:
    folder = songs_in(tmp_path / "archive", "a/x.mp3", "a/x.wav", "b/x.mp3", "b/.hidden.mp3", "b/cover.png")
    found = archive_songs(given(folder), ".lab")
    assert {Path(each.labels).relative_to(folder).as_posix() for each in found} == {
        "a/x.mp3.lab",
        "a/x.wav.lab",
        "b/x.lab",
    }
    found = archive_songs(given(folder, out=str(tmp_path / "out")), ".lab")
    assert {each.labels for each in found} == {
        str(tmp_path / "out" / name) for name in ("a/x.mp3.lab", "a/x.wav.lab", "b/x.lab")
    }


def test_songs_elsewhere_are_found_by_their_url(tmp_path: Path) -> None:
    folder = songs_in(tmp_path / "archive", "a/x.mp3", "b/x.mp3", ".trash/x.mp3", "b/cover.png")
    url = f"local://{folder}"
    beside = {(Path(each.song).name, each.labels) for each in archive_songs(given(url), ".lab")}
    assert {Path(labels.removeprefix("file://")) for _, labels in beside} == {folder / "a/x.lab", folder / "b/x.lab"}
    out = f"local://{tmp_path}/out"
    for place in (url, f"{url}/*/x.mp3"):
        songs = archive_songs(given(place, out=out), ".lab")
        assert [each.labels for each in songs] == [f"{out}/a/x.lab", f"{out}/b/x.lab"]
    (one,) = archive_songs(given(f"{url}/a/x.mp3", out=out), ".lab")
    assert one.labels == f"{out}/x.lab"
    with pytest.raises(DataError, match="no sound files there"):
        archive_songs(given(f"local://{tmp_path}/archive/c*"), ".lab")
    # Of patterns elsewhere, only asterisks stand for something else.
    songs_in(tmp_path / "archive", "c [1]/x.mp3", "c 1/x.mp3")
    (found,) = archive_songs(given(f"{url}/c [1]/*.mp3", out=out), ".lab")
    assert found.song == f"file://{folder}/c [1]/x.mp3"


def test_patterns_and_lists_name_songs(tmp_path: Path) -> None:
    folder = songs_in(tmp_path / "archive", "a/x.mp3", "a/x.lab", "b/y.mp3")
    (tmp_path / "list").write_text("archive/b/y.mp3\n")
    found = archive_songs(given(tmp_path / "archive" / "a" / "*", list=tmp_path / "list"), None)
    assert set(found) == {ArchiveSong(str(folder / "a/x.mp3"), ""), ArchiveSong(str(folder / "b/y.mp3"), "")}
    out = tmp_path / "out"
    found = archive_songs(given(folder / "*" / "*.mp3", out=str(out)), ".lab")
    assert {each.labels for each in found} == {str(out / "a/x.lab"), str(out / "b/y.lab")}
    songs_in(tmp_path / "archive", "c [1]/x.mp3")
    with pytest.raises(DataError, match=r"no sound files there\. In a pattern, \[\[\] stands for a bracket"):
        archive_songs(given(folder / "c [1]" / "*.mp3"), None)
    assert len(archive_songs(given(folder / "c [[]1]" / "*.mp3"), None)) == 1


def test_only_what_is_missing_or_of_another_model_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    folder = songs_in(tmp_path / "archive", "new.wav", "same.wav", "other.wav", "edited.wav")
    songs = archive_songs(given(folder), ".lab")
    for name, key in (("same", "this model"), ("other", "another model")):
        content = f"0 1 {name}".encode()
        (folder / f"{name}.lab").write_bytes(content)
        detected_labels.remember(content, "sound", key)
    (folder / "edited.lab").write_text("0 1 a person has edited this")
    planned = {Path(item.song).stem: item for item in tasks(songs, "this model", skip=True, force=False, rows=None)}
    assert isinstance(planned["new"], Task) and not planned["new"].replace
    assert planned["other"] == Task(str(folder / "other.wav"), str(folder / "other.lab"), False, b"0 1 other")
    assert isinstance(planned["same"], Passed) and isinstance(planned["edited"], Passed)
    rows = [song.song for song in songs if "same" in song.song]
    planned = {Path(item.song).stem: item for item in tasks(songs, "this model", skip=True, force=False, rows=rows)}
    assert isinstance(planned["same"], Passed)
    assert planned["edited"] == Task(str(folder / "edited.wav"), "", replace=False, row=True), (
        "its row is missing, its labels stay"
    )
    refused = {Path(item.song).stem for item in tasks(songs, "", skip=False, force=False, rows=None) if item[2]}
    assert refused == {"same", "other", "edited"}
    assert all(item.replace for item in tasks(songs, "", skip=False, force=True, rows=None))
    (folder / "same.lab").unlink()
    planned = {Path(item.song).stem: item for item in tasks(songs, "this model", skip=True, force=False, rows=rows)}
    assert isinstance(planned["same"], Task) and not planned["same"].row, "its labels are missing, its row is there"
    assert isinstance(planned["other"], Task) and planned["other"].row


def test_no_song_of_many_is_lost(tmp_path: Path) -> None:
    songs = [ArchiveSong(f"{number}.wav", str(tmp_path / f"{number}.lab")) for number in range(1000)]
    assert [item.song for item in tasks(songs, "", skip=True, force=False, rows=None)] == [each.song for each in songs]


def test_one_machine_makes_labels_of_another_model_anew_unless_a_person_changed_them(
    svd: Any, data: Path, model: Path, tmp_path: Path
) -> None:
    songs = [Path(shutil.copy(data / "audio" / f"song{number}.wav", tmp_path)) for number in range(2)]
    assert svd("detect", tmp_path, "--model", model, "--threshold", 0.4)[0] == 0
    songs[1].with_suffix(".lab").write_text("0 1 sing\n")
    out = svd("detect", tmp_path, "--model", model, "--skip-existing", "--json")[1]
    assert [json.loads(line)["report"] for line in out.splitlines()] == ["skipped", "skipped", "summary"]
    out = svd("detect", tmp_path, "--model", "free", "--skip-existing", "--format", "lab", "--json")[1]
    assert [json.loads(line)["report"] for line in out.splitlines()] == ["detected", "skipped", "summary"]
    assert songs[1].with_suffix(".lab").read_text() == "0 1 sing\n"


def test_what_cannot_be_read_is_set_aside_and_the_rest_is_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    folder = songs_in(tmp_path / "archive", "folder.wav", "gone.wav", "new.wav")
    songs = archive_songs(given(folder), ".lab")
    (folder / "folder.lab").mkdir()
    (folder / "gone.lab").write_text("")
    (folder / "gone.wav").unlink()
    for at in ("", "local://"):
        named = [ArchiveSong(each.song, at + each.labels) for each in songs]
        one, gone, new = tasks(named, "this model", skip=True, force=False, rows=None)
        assert isinstance(one, Passed) and "folder.lab: cannot be read" in one.reason
        assert isinstance(gone, Passed) and "gone.wav" in gone.reason
        assert isinstance(new, Task)


def test_labels_elsewhere_are_found_whatever_their_names(tmp_path: Path) -> None:
    """A name with brackets is no pattern, and every label file is asked for where it lies."""
    odd = tmp_path / "a [live]?.lab"
    odd.write_bytes(b"of a person")
    (tmp_path / "a l!.lab").write_bytes(b"of another song")
    first, second = f"local://{odd}", f"memory://{odd}"
    assert contents([first, second, f"local://{tmp_path}/absent.lab"]) == {first: b"of a person"}
    with pytest.raises(DataError, match="left as it is"):
        write(first, b"of a model", replace=False)
    write(first, b"of a model", replace=True)
    assert odd.read_bytes() == b"of a model" and odd.with_name(odd.name + ".bak").read_bytes() == b"of a person"


def test_songs_that_would_share_a_label_file_are_refused(tmp_path: Path) -> None:
    folder = songs_in(tmp_path / "archive", "a/01.mp3", "b/01.mp3")
    (tmp_path / "list").write_text("archive/a/01.mp3\narchive/b/01.mp3\n")
    with pytest.raises(DataError, match=r"both would write .*01\.mp3\.lab"):
        archive_songs(given(list=tmp_path / "list", out=str(tmp_path / "out")), ".lab")
    assert len(archive_songs(given(list=tmp_path / "list"), ".lab")) == 2
    with pytest.raises(DataError, match=r"\*\.flac: no sound files there"):
        archive_songs(given(folder, folder / "a" / "*.flac"), ".lab")


def test_labels_that_a_person_changes_meanwhile_stay(
    svd: Any, data: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = Path(shutil.copy(data / "audio" / "song0.wav", tmp_path))
    labels = song.with_suffix(".lab")
    detected_labels.remember(b"0 1 sing\n", song, "another model")
    labels.write_text("0 1 sing\n")
    found = detect.song_probabilities

    def corrected_meanwhile(*given: Any, **settings: Any) -> Any:
        labels.write_text("0 2 sing\n")
        return found(*given, **settings)

    monkeypatch.setattr(detect, "song_probabilities", corrected_meanwhile)
    status, _, err = svd("detect", song, "--model", model, "--skip-existing", "--fresh")
    assert status == 1 and "is there already" in err
    assert labels.read_text() == "0 2 sing\n" and not labels.with_name("song0.lab.bak").exists()


def test_labels_of_a_run_that_is_stopped_behind_them_are_known_as_a_models(
    svd: Any, data: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = Path(shutil.copy(data / "audio" / "song0.wav", tmp_path))
    written = detect.write_output

    def stopped(path: Path, content: bytes) -> None:
        written(path, content)
        raise KeyboardInterrupt

    monkeypatch.setattr(detect, "write_output", stopped)
    assert svd("detect", song, "--model", model, "--threshold", 0.4)[0] == 130
    assert detected_labels.is_detected(song.with_suffix(".lab"), song)


@pytest.fixture
def worker(model: Path) -> ArchiveWorker:
    loaded = checkpoint.load(model)
    return ArchiveWorker(ArchiveWork(Detector(loaded, (1.0,), "lab"), "cpu", 1))


def test_a_worker_writes_what_one_machine_writes(
    svd: Any, data: Path, model: Path, worker: ArchiveWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = data / "audio" / "song0.wav"
    assert svd("detect", song, "--model", model, "--out", tmp_path / "one")[0] == 0
    expected = (tmp_path / "one" / "song0.lab").read_bytes()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another home"))
    here, elsewhere = str(tmp_path / "many" / "song0.lab"), f"local://{tmp_path}/elsewhere/song0.lab"
    assert worker(Task(str(song), here, replace=False)).labels == expected == Path(here).read_bytes()
    assert detected_labels.is_detected(Path(here), song), "also if nobody takes the result"
    worker(Task(f"local://{song}", elsewhere, replace=False))
    assert (tmp_path / "elsewhere" / "song0.lab").read_bytes() == expected


def test_a_worker_may_find_its_own_labels_but_replaces_no_others(
    data: Path, worker: ArchiveWorker, tmp_path: Path
) -> None:
    """Another try follows where a worker has died behind its work."""
    song, labels = str(data / "audio" / "song0.wav"), tmp_path / "song0.lab"
    once = worker(Task(song, str(labels), replace=False))
    assert worker(Task(song, str(labels), replace=False)).labels == once.labels
    assert [path.name for path in tmp_path.iterdir()] == ["song0.lab"]
    for place in (str(labels), f"local://{labels}"):
        labels.write_text("0 1 sing\n")
        with pytest.raises(DataError, match="left as it is"):
            worker(Task(song, place, replace=False))
        with pytest.raises(DataError, match="left as it is"):
            worker(Task(song, place, replace=False, outdated=b"what it was when this was planned"))
        worker(Task(song, place, replace=False, outdated=b"0 1 sing\n"))
        assert labels.read_bytes() == once.labels
        labels.write_text("0 1 sing\n")
        worker(Task(song, place, replace=True))
        assert labels.read_bytes() == once.labels
        assert labels.with_name("song0.lab.bak").read_text() == "0 1 sing\n"


def test_a_broken_song_elsewhere_is_told_by_its_url(worker: ArchiveWorker, tmp_path: Path) -> None:
    (tmp_path / "song.wav").write_bytes(b"no sound at all")
    with pytest.raises(AudioError, match=r"local://.*song\.wav"):
        worker(Task(f"local://{tmp_path}/song.wav", "", replace=False))
    with pytest.raises(DataError, match="is not there"):
        worker(Task(f"local://{tmp_path}/absent.wav", "", replace=False))


def test_the_account_says_how_fast_it_goes_and_what_it_costs(capsys: pytest.CaptureFixture[str]) -> None:
    for as_json in (False, True):
        account = ArchiveAccount(14, 2.0, Output("svd detect", as_json))
        account.begin()
        account.done(3600.0, "song.lab: 1 region")
        account.skipped("b.wav", "b.lab")
        for number in range(12):
            account.failed(f"{number}.wav", "cannot be read")
        assert account.close(model="m") == 1
    told, errors = capsys.readouterr()
    lines = told.splitlines()
    assert lines[1] == "14 songs: 1 detected, 1 skipped, since all is there, 12 failed:"
    assert lines[2] == "  0.wav: cannot be read" and lines[12] == "  and 2 more, told above."
    assert "of sound in" in lines[13] and lines[14].startswith("1 000 hours of sound cost")
    summary = json.loads(lines[-1])
    assert (summary["detected"], summary["skipped"], summary["failed"], len(summary["failures"])) == (1, 1, 12, 10)
    assert summary["price_of_1000_hours"] == pytest.approx(1000 / summary["hours_per_hour"] * 2)
    assert errors.count("cannot be read") == 24


def test_what_does_not_go_together_is_refused(svd: Any, tmp_path: Path) -> None:
    for words, reason in (
        (["song.wav", "--table", "t"], "go with --cluster"),
        (["s3://bucket/song.wav"], "are read with --cluster"),
        (["--cluster", "archive"], "name songs before --cluster"),
        (["song.wav", "--cluster", "--picture"], "--picture"),
        (["song.wav", "--cluster", "--out", "-"], "name a folder"),
        (["song.wav", "--cluster", "--no-labels"], "without --table"),
        (["song.wav", "--cluster", "--price-per-hour", "-1"], "expected a price"),
    ):
        status, _, err = svd("detect", *words)
        assert status == 2 and reason in err


def test_without_ray_one_line_says_what_to_install(svd: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    status, _, err = svd("detect", tmp_path, "--cluster")
    assert status == 1
    assert err == 'svd detect: Ray is not installed; run: pip install "svd-studio[cluster]"\n'
    with pytest.raises(MissingPartError, match="pip install"):
        archive.check_installed()


def test_nothing_but_a_cluster_loads_ray() -> None:
    """Ray takes a second to import, and what does not need it starts without."""
    code = "import sys; sys.modules['ray'] = None\n"
    code += "from svd_core.cli.main import main; import svd_core.cli.execution.detect\n"
    code += "import svd_core.cluster.session, svd_core.cluster.tasks, svd_core.cluster.table, svd_core.cluster.places\n"
    code += "import svd_core.cli.execution.archive; assert not {'fsspec', 'pyarrow'} & sys.modules.keys()\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

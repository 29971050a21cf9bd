"""What people have corrected in the window, in place of a corpus's own labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from svd_core.annotation import annotation_file
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.vocabulary import is_singing
from svd_core.data.corpora.corpus import CorpusSurvey, SoundPart, SourceSong, fault, note
from svd_core.data.findings import Finding
from svd_core.errors import SvdError


def with_corrections(survey: CorpusSurvey) -> CorpusSurvey:
    """The survey with songs as they were corrected; a journal that cannot be used is a fault of its song."""
    songs: list[SourceSong] = []
    findings: list[Finding] = list(survey.findings)
    for song in survey.songs:
        try:
            songs.append(_as_corrected(song, findings))
        except SvdError as error:
            findings.append(fault(str(error), song.name))
    if count := sum(song.corrected for song in songs):
        text = "were corrected in the window: of them, checked time only is labelled, as it was left there"
        findings.append(note(f"{count} of {len(songs)} songs {text}"))
    return replace(survey, songs=tuple(songs), findings=tuple(findings))


def corrected_song(sound: Path) -> SourceSong | None:
    """A song that has no labels but those made in the window; None where there are none. FormatError."""
    annotation = annotation_file.saved(sound)
    if annotation is None:
        return None
    return with_annotation(SourceSong(sound.stem, (SoundPart(sound),), None, title=sound.stem), annotation)


def _as_corrected(song: SourceSong, findings: list[Finding]) -> SourceSong:
    if song.corrected or len(song.mix) != 1 or song.mix[0].stream is not None:
        return song
    annotation = annotation_file.saved(song.mix[0].path, remark=lambda text: findings.append(note(text)))
    return song if annotation is None else with_annotation(song, annotation)


def with_annotation(song: SourceSong, annotation: SongAnnotation) -> SourceSong:
    """The song with what an annotation says of it, in place of its labels."""
    regions = tuple(region for region in annotation.regions if is_singing(region.label))
    return replace(song, regions=regions, checked=annotation.known, stops=None, extent=None, corrected=True)

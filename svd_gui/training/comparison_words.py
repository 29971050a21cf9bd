"""The old and the new model side by side, in sentences for the window; `svd train` says the same in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svd_gui.style.plain_text import short
from svd_gui.translation import number, tr

if TYPE_CHECKING:
    from svd_core.training.reports import Compared


def comparison_sentences(compared: Compared) -> list[str]:
    """Return the errors, whether that is a difference, and what to think of it, a sentence each."""
    sentences = [_errors(compared), _verdict(compared)]
    edges = (*zip(compared.old_edges, compared.new_edges, strict=True),)
    known = [value for pair in edges for value in pair if value is not None]
    if len(known) == 4:
        text = tr("Mean distance from labelled edges, old and new model: starts {0} and {1}, ends {2} and {3}.")
        sentences.append(text.format(*(f"{number(value, 2)} s" for value in known)))
    if compared.flatters_old:
        text = tr("{0} % of this time was accepted as “{1}” proposed it, where it hardly errs: its error is too small.")
        sentences.append(text.format(number(100 * compared.accepted, 0), short(compared.old)))
    if compared.known_to_old:
        text = tr("“{0}” has learned from %n of them; on new songs it does worse.", "", compared.known_to_old)
        sentences.append(text.format(short(compared.old)))
    if compared.artists_known_to_old:
        sentences.append(_known_artists_to_old(compared).format(short(compared.old)))
    if compared.artists_known_to_new:
        sentences.append(_known_artists_to_new(compared))
    return sentences


def _errors(compared: Compared) -> str:
    """Return how often both models are wrong, and on how many songs."""
    old = tr("“{0}” {1} % of frames wrong ({2} to {3})").format(
        short(compared.old), _percent(compared.old_error), *map(_percent, compared.old_interval)
    )
    new = tr("the new model {0} % of frames wrong ({1} to {2})").format(
        _percent(compared.new_error), *map(_percent, compared.new_interval)
    )
    if compared.basis == "kept aside":
        text = tr("On %n songs kept aside ({0} min): {1}; {2}.", "", compared.songs)
    else:
        text = tr("On %n songs left out in turn ({0} min): {1}; {2}.", "", compared.songs)
    return text.format(number(compared.minutes, 1), old, new)


def _verdict(compared: Compared) -> str:
    """Return which model is better, and whether that can be relied on."""
    if compared.new_error == compared.old_error:
        return tr("The two are equally good.")
    if compared.is_worse:
        by_chance = tr("The new model is worse, but chance alone may make that difference.")
        return tr("The new model is worse.") if compared.is_clear else by_chance
    by_chance = tr("The new model is better, but chance alone may make that difference.")
    return tr("The new model is better.") if compared.is_clear else by_chance


def _known_artists_to_old(compared: Compared) -> str:
    if compared.songs == 1:
        return tr("“{0}” has learned from other songs by its artist.")
    return tr("“{0}” has learned from other songs by the artists of %n of them.", "", compared.artists_known_to_old)


def _known_artists_to_new(compared: Compared) -> str:
    if compared.songs == 1:
        return tr("The new model has learned from other songs by its artist.")
    songs = compared.artists_known_to_new
    return tr("The new model has learned from other songs by the artists of %n of them.", "", songs)


def _percent(share: float) -> str:
    return number(100 * share, 1)

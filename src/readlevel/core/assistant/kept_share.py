"""How much of a text comes from drafts of a model."""

from collections.abc import Iterable, Iterator

from readlevel.core.languages.words import split_words

_RUN = 4
"""Words in a row that show where a text comes from."""


def compute_kept_share(text: str, drafted: Iterable[str], written: Iterable[str] = ()) -> float:
    """Return the share (0 to 1) of the words of a text that drafts have in the same order.

    Runs of words that people had `written` before do not count.
    """
    words = _words(text)
    known = {run for one in drafted for run in _runs(_words(one))}
    known -= {run for one in written for run in _runs(_words(one))}
    kept: set[int] = set()
    for place, run in enumerate(_runs(words)):
        if run in known:
            kept.update(range(place, place + _RUN))
    return len(kept) / len(words) if words else 0.0


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in split_words(text)]

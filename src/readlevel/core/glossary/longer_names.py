"""Names that contain a term but mean something else: uric acid is not "acid".

`data/longer_names.<language>.txt` lists them, separated by commas. A term in one of them is not
marked, unless the longer name is a term too. A term has its own in `not_in`, in which it alone is
not marked.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from readlevel.core.glossary.word_boundaries import blank_non_words, is_written_unspaced
from readlevel.core.languages.folding import fold, fold_accents
from readlevel.core.languages.inflection.inflect import inflect
from readlevel.core.languages.tags import primary
from readlevel.core.model.term import Term

_LANGUAGES = frozenset({"en", "es"})


class NameSpan(NamedTuple):
    """A longer name at `folded[start:end]`, and the slugs of the terms that are not meant in it."""

    start: int
    end: int
    slugs: frozenset[str]


def list_name_patterns(names: Iterable[str], language: str) -> Iterator[tuple[str, bool]]:
    """Yield the patterns of names and their inflections, and whether each is written unspaced."""
    for name in names:
        for shape in (name, *inflect(name, language)):
            words = blank_non_words(fold(shape).text)
            unspaced = is_written_unspaced(words)
            yield fold_accents(words if unspaced else f" {words} ", language), unspaced


def leave_out_named(
    terms: Sequence[Term], start: int, end: int, names: Iterable[NameSpan]
) -> tuple[Term, ...]:
    """Return those of `terms` at `folded[start:end]` that are meant there, inside longer names."""
    around = [name for name in names if name.start <= start and end <= name.end]
    return tuple(term for term in terms if all(term.slug not in name.slugs for name in around))


def list_names_with_terms(language: str, patterns: Container[str]) -> list[str]:
    """Return the folded names of a language that contain a pattern and are none themselves."""
    return [
        name
        for name in read_longer_names(language)
        if f" {name} " not in patterns and _contains_pattern(name.split(" "), patterns)
    ]


def read_longer_names(language: str) -> tuple[str, ...]:
    """Return the folded names of a language, by its tag, with the plurals of English ones."""
    return _read(primary(language))


@cache
def _read(language: str) -> tuple[str, ...]:
    if language not in _LANGUAGES:
        return ()
    path = files("readlevel.core").joinpath("data", f"longer_names.{language}.txt")
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    names = (" ".join(name.split()) for line in lines for name in line.split(","))
    return tuple(dict.fromkeys(fold(name).text for name in names if name))


def _contains_pattern(words: Sequence[str], patterns: Container[str]) -> bool:
    return any(
        f" {' '.join(words[start:end])} " in patterns
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )

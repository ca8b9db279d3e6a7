"""What changed in substance between two versions of a text, and between a draft and its source."""

from collections.abc import Iterable
from dataclasses import dataclass

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import Difference, DifferenceKind, FactLocation
from readlevel.core.facts.statements import read_statements
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.languages.words import split_words


@dataclass(frozen=True, slots=True)
class FactChanges:
    """The facts that one text has and another has not, in the order of the texts."""

    contradicting: tuple[Difference, ...]
    """Facts that both state, with different values."""
    added: tuple[Difference, ...]
    omitted: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.contradicting or self.added or self.omitted)


def compare_versions(
    before: str, after: str, language: str, glossary: Glossary | None = None
) -> FactChanges:
    """Return what changed in substance from one version of a text to the next.

    `before` takes the place of the clinician text in each difference. Sentences that both versions
    have do not differ. Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    kept = _list_sentences(before, language) & _list_sentences(after, language)
    found = compare_texts(before, after, language, glossary)
    return group_changes(one for one in found if not _is_kept(one, kept))


def compare_draft(
    source: str, draft: str, language: str, glossary: Glossary | None = None
) -> FactChanges:
    """Return in what a draft departs from the text that it was written from.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    return group_changes(compare_texts(source, draft, language, glossary))


def group_changes(found: Iterable[Difference]) -> FactChanges:
    """Return differences by their kinds."""
    differences = list(found)

    def of(kind: DifferenceKind) -> tuple[Difference, ...]:
        return tuple(one for one in differences if one.kind is kind)

    return FactChanges(
        of(DifferenceKind.CONFLICT), of(DifferenceKind.ONLY_LAY), of(DifferenceKind.ONLY_CLINICIAN)
    )


_Sentence = tuple[str, ...]
"""The words of a sentence."""


def _list_sentences(markdown: str, language: str) -> set[_Sentence]:
    return {_words_of(one.text) for one in read_statements(markdown, language)}


def _words_of(text: str) -> _Sentence:
    return tuple(split_words(text.casefold()))


def _is_kept(one: Difference, kept: set[_Sentence]) -> bool:
    """Return whether the sentences of a difference are in both versions."""
    places: list[FactLocation] = [place for place in (one.clinician, one.lay) if place]
    return all(_words_of(place.text) in kept for place in places)

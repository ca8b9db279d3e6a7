"""Checks a draft against the text that it was made from: what it changes, omits, and its grade."""

from dataclasses import dataclass

from readlevel.core.assistant.moved_values import find_moved
from readlevel.core.assistant.sentence_counterparts import UnmatchedSentences, find_unmatched
from readlevel.core.consistency.compare_versions import FactChanges, compare_draft, group_changes
from readlevel.core.consistency.difference import Difference
from readlevel.core.consistency.translations.compare_translations import compare_translations
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.languages.tags import primary
from readlevel.core.languages.words import split_words
from readlevel.core.readability.readability import Readability, measure
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose

_WARNING = "warning"


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """What a draft changes in substance, and how hard it is."""

    changes: FactChanges
    """Without omitted warnings."""
    omitted_warnings: tuple[Difference, ...]
    unmatched: UnmatchedSentences
    moved: tuple[str, ...]
    """Numbers, medicines and citations in another order than in the source."""
    readability: Readability


def check_draft(
    source: str,
    draft: str,
    language: str,
    glossary: Glossary | None = None,
    *,
    source_language: str | None = None,
) -> DraftCheck:
    """Return what a draft changes of its source, which may be in another language.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    unmatched = UnmatchedSentences()
    if source_language and primary(source_language) != primary(language):
        differences = compare_translations(source, source_language, draft, language)
        found = group_changes(differences)
    else:
        found = compare_draft(source, draft, language, glossary)
        unmatched = find_unmatched(source, draft, language, glossary)
    warnings = tuple(one for one in found.omitted if one.fact_type == _WARNING)
    omitted = tuple(one for one in found.omitted if one.fact_type != _WARNING)
    return DraftCheck(
        FactChanges(found.contradicting, found.added, omitted),
        warnings,
        unmatched,
        find_moved(source, draft, source_language or language),
        measure(prose(parse(draft), language), language),
    )


def is_within(difference: Difference, block: str) -> bool:
    """Return whether the sentence of a draft that a difference is about is in one of its blocks."""
    place = difference.lay
    return place is not None and has_sentence(block, place.text)


def has_sentence(block: str, sentence: str) -> bool:
    """Return whether a sentence, whose marks were removed, is in a block of Markdown."""
    words = " ".join(split_words(block))
    return " ".join(split_words(sentence)) in words

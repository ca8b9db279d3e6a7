"""Sentences of a draft that nothing in its source is about, and of the source that it leaves out.

Facts are compared elsewhere (`consistency`); here are the claims that have no number, medicine or
warning in them.
"""

from dataclasses import dataclass

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.facts.extract import SentenceFacts, extract_facts
from readlevel.core.facts.statements import read_statements
from readlevel.core.glossary.matcher import Glossary

_MIN_SIMILARITY = 0.1
"""Below it, two sentences are not about the same."""


@dataclass(frozen=True, slots=True)
class UnmatchedSentences:
    """Sentences without a counterpart, in order."""

    new: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def find_unmatched(
    source: str, draft: str, language: str, glossary: Glossary | None
) -> UnmatchedSentences:
    """Return the sentences without a counterpart in the other text; headings do not count.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    drafted = _read(draft, language, glossary)
    given = _read(source, language, glossary)
    alignment = SentenceAlignment(
        [one.topic_weights for one in drafted], [one.topic_weights for one in given]
    )
    return UnmatchedSentences(
        tuple(
            one.text
            for place, one in enumerate(drafted)
            if not alignment.clinician_sentences_like(place, _MIN_SIMILARITY)
        ),
        tuple(
            one.text
            for place, one in enumerate(given)
            if not alignment.lay_sentences_like(place, _MIN_SIMILARITY)
        ),
    )


def _read(markdown: str, language: str, glossary: Glossary | None) -> list[SentenceFacts]:
    facts = extract_facts(read_statements(markdown, language), language, glossary)
    return [one for one in facts if not one.statement.is_heading]

"""Phrases of several words that no glossary term explains, and that may be terms.

They are nouns with what stands before them, as far as word lists can tell: words without anything
but a space or a hyphen between them, of which none is a function word, a word of any medical text,
or a part of a name. In Romance languages "de" may stand within.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from readlevel.core.hints.explained_words import ExplainedProse
from readlevel.core.languages.english.noun_phrases import ends_phrase, may_be_verb
from readlevel.core.languages.lexicon import get_everyday_words
from readlevel.core.languages.stopwords import (
    STOPWORD_LANGUAGES,
    get_function_words,
    get_generic_words,
)
from readlevel.core.languages.tags import primary
from readlevel.core.languages.words import is_alphabetic

_MOST_WORDS = 5
_LONGEST_CHUNK = 12
_LINKS = {
    "es": frozenset({"de", "del"}),
    "fr": frozenset({"de", "des", "du"}),
    "it": frozenset({"di", "del", "della"}),
    "pt": frozenset({"da", "de", "do"}),
}
"""Words that may stand within a phrase."""

_ENDS_PHRASE: Mapping[str, Callable[[str], bool]] = {"en": ends_phrase}
"""What tells, by language, that a word cannot be part of a phrase."""

_MAY_BE_VERB: Mapping[str, Callable[[str], bool]] = {"en": may_be_verb}
"""What tells, by language, that a word may be a verb, which no phrase begins or ends with."""


class _Word(NamedTuple):
    text: str
    joint: str
    """What stands before it: a space or a hyphen."""
    is_link: bool = False


def count_unexplained_phrases(prose: ExplainedProse) -> Counter[str]:
    """Return the phrases of two to five words in one prose with their counts.

    Phrases inside longer ones are counted too. At least one of their words is not an everyday one.
    A language without a list of function words has no phrases.
    """
    tag = primary(prose.language)
    if tag not in STOPWORD_LANGUAGES:
        return Counter()
    found: Counter[str] = Counter()
    for chunk in _iter_chunks(prose):
        for start in range(len(chunk)):
            for end in range(start + 2, min(start + _MOST_WORDS, len(chunk)) + 1):
                words = chunk[start:end]
                if _may_be_term(words, tag):
                    found["".join(word.joint + word.text for word in words)[1:]] += 1
    return found


def _iter_chunks(prose: ExplainedProse) -> Iterator[list[_Word]]:
    """Yield runs of words that may be parts of one phrase."""
    text, tag = prose.text, primary(prose.language)
    links = _LINKS.get(tag, frozenset())
    chunk: list[_Word] = []
    last = 0
    for start, end, is_explained in prose.words:
        word = text[start:end]
        if chunk and (text[last:start] not in (" ", "-") or len(chunk) == _LONGEST_CHUNK):
            yield chunk
            chunk = []
        joint = "-" if text[last:start] == "-" else " "
        last = end
        if word in links and chunk:
            chunk.append(_Word(word, joint, is_link=True))
        elif is_explained or not _may_be_part(word, prose, start, tag):
            yield chunk
            chunk = []
        else:
            chunk.append(_Word(_unify_case(word), joint))
    yield chunk


def _may_be_part(word: str, prose: ExplainedProse, start: int, tag: str) -> bool:
    lower = word.lower()
    if len(word) < 2 or not is_alphabetic(word):
        return False
    if lower in get_function_words(tag) or lower in get_generic_words(tag):
        return False
    if tag in _ENDS_PHRASE and _ENDS_PHRASE[tag](lower):
        return False
    is_name = word[0].isupper() and word[1:].islower() and tag != "de"
    return not is_name or prose.opens_sentence(start)


def _unify_case(word: str) -> str:
    return word.lower() if word[1:].islower() else word


def _may_be_term(words: Sequence[_Word], tag: str) -> bool:
    if words[0].is_link or words[-1].is_link or sum(not word.is_link for word in words) < 2:
        return False
    if tag in _MAY_BE_VERB and any(_MAY_BE_VERB[tag](words[place].text) for place in (0, -1)):
        return False
    everyday = get_everyday_words(tag)
    return any(not word.is_link and word.text.lower() not in everyday for word in words)

"""Whether words of an English text stand there as a noun, a verb or an adjective.

The rules prefer precision to recall.
"""

from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.languages.english.noun_phrases import (
    ends_phrase,
    find_noun_end,
    is_plural,
    is_word_of,
    may_be_verb,
)

BE = frozenset({"am", "are", "be", "been", "being", "is", "was", "were"})

_DEGREES = frozenset({"earlier", "further", "later", "less", "more", "most"})

_BEFORE_VERBS = frozenset(
    {"to", "not", "cannot", "please", "do", "does", "did", "don't", "doesn't", "didn't"}
    | {"can", "could", "may", "might", "must", "shall", "should", "will", "would"}
    | {"i", "you", "he", "she", "it", "we", "they", "who"}
)

_AFTER_IMPERATIVES = frozenset(
    {"a", "all", "an", "any", "her", "his", "the", "their", "these", "this", "your"}
)


def is_verb(text: TokenisedText, first: int, end: int) -> bool:
    """Return whether the words around mark a verb: "to monitor", "Monitor your"."""
    if first and not text.opens_sentence(first):
        return _follows_modal(text, first)
    return end < len(text.words) and text.words[end] in _AFTER_IMPERATIVES


def is_adjective(text: TokenisedText, first: int, end: int) -> bool:
    """Return whether the words stand before a noun, or are what something is said to be."""
    if _follows_modal(text, first):
        return False
    return precedes_noun(text, end) or (first > 0 and text.words[first - 1] in BE)


def _follows_modal(text: TokenisedText, first: int) -> bool:
    return first > 0 and text.words[first - 1] in _BEFORE_VERBS


def is_noun(text: TokenisedText, end: int) -> bool:
    """Return whether no other noun follows, so that the words are one and not its modifier."""
    if is_plural(text.words[end - 1]) or not text.is_joined(end - 1):
        return True
    return text.words[end] not in ("and", "or") and ends_phrase(text.words[end])


def is_surely_no_noun(text: TokenisedText, first: int, end: int) -> bool:
    """Return whether the words stand before a noun, or as the verb of what is before them."""
    if _follows_modal(text, first) or not is_noun(text, end):
        return True
    before = text.word_before(first)
    groups = ("auxiliaries", "conjunctions", "determiners", "prepositions")
    is_subject = is_plural(before) and not may_be_verb(before) and not is_word_of(before, *groups)
    return is_subject or (is_word_of(before, "adverbs") and before not in _DEGREES)


def precedes_noun(text: TokenisedText, end: int) -> bool:
    """Return whether a noun, or an adjective before one, may follow."""
    if not text.is_joined(end - 1):
        return False
    after = text.words[end]
    groups = ("determiners", "prepositions", "pronouns", "auxiliaries", "conjunctions")
    is_noun = not is_word_of(after, *groups) and not after[0].isdigit()
    return is_noun or after in ("and", "or")


def opens_phrase(before: str) -> bool:
    """Return whether the word before can be neither an article nor an adjective."""
    groups = ("prepositions", "conjunctions", "auxiliaries", "verbs", "adverbs")
    ends_in_s = len(before) > 1 and before.endswith("s")  # a verb: "shows"; 's belongs to a name
    return not before or ends_in_s or is_word_of(before, *groups)


def stands_alone(text: TokenisedText, before: str, end: int) -> bool:
    """Return whether the words have no article, adjective or further noun."""
    free = not before or is_word_of(before, "prepositions", "conjunctions", "auxiliaries")
    return free and (
        not text.is_joined(end - 1)
        or (text.words[end] != "of" and find_noun_end(text.words, end, text.is_joined) is None)
    )

"""The topics of a clause, without those of any medical text."""

from functools import lru_cache

from readlevel.core.facts.tokens import SentenceTokens
from readlevel.core.facts.topics import extract_topics
from readlevel.core.languages.stopwords import get_generic_words

_MANY_TOPICS = 4
"""Topics of any medical text by which a clause without others is still about something."""


class ClauseTopics:
    """What the clauses of one sentence are about."""

    def __init__(self, tokens: SentenceTokens, language: str) -> None:
        self._tokens, self._language = tokens, language
        self._generic = _topics_of(get_generic_words(language), language)

    def find(self, clause: range) -> frozenset[str]:
        """Return the topics and numbers of a clause."""
        words = [one.text for one in self._tokens.tokens[clause.start : clause.stop]]
        numbers = (word for word in words if word[0].isdecimal())
        found = frozenset(extract_topics(" ".join(words), self._language))
        specific = found - self._generic
        is_general = not specific and len(found) >= _MANY_TOPICS
        return (found if is_general else specific) | {*numbers}

    def find_in_words(self, words: str) -> frozenset[str]:
        """Return the topics of some words of the sentence."""
        return frozenset(extract_topics(words, self._language)) - self._generic


@lru_cache(maxsize=8)
def _topics_of(words: frozenset[str], language: str) -> frozenset[str]:
    return frozenset(topic for word in words for topic in extract_topics(word, language))

"""Which words and phrases of a query an index is asked for, so that it has little to read."""

from collections.abc import Iterable, Sequence

from readlevel.core.search.query import Phrase, Query, QueryWord


def list_searched(query: Query) -> list[QueryWord]:
    """Return the words that candidates must have one of, the rarest first.

    Words that occur in questions of all kinds are left out if there are others.
    """
    asked = [word for word in query.words if word.phrases]
    known = [word for word in asked if word.texts] or asked
    telling = [word for word in known if not word.weak]
    return sorted(telling or known, key=lambda word: word.matches)


def list_rarest(words: Sequence[QueryWord], most: int) -> list[QueryWord]:
    """Return the rarest words that `most` texts have one of."""
    rarest: list[QueryWord] = []
    for word in words:
        if sum(one.matches for one in rarest) + word.matches > most:
            break
        rarest.append(word)
    return rarest


def list_phrases(words: Iterable[QueryWord], most: int | None = None) -> list[tuple[str, ...]]:
    """Return the phrases of which a text must have one, `most` for each word.

    A phrase that holds a shorter one is left out: texts that have it have the shorter one.
    """
    phrases = {
        phrase.stems: phrase.indexed for word in words for phrase in order_by_cost(word)[:most]
    }
    kept: dict[tuple[str, ...], str] = {}
    for stems in sorted(phrases, key=len):
        if not any(shorter in phrases[stems] for shorter in kept.values()):
            kept[stems] = phrases[stems]
    return list(kept)


def order_by_cost(word: QueryWord) -> list[Phrase]:
    """Return phrases as a large site tries them: the word itself, then those most like it.

    Single words come first, because of a phrase the index reads every place of each of its words.
    """
    return sorted(
        word.phrases,
        key=lambda one: (one.stems != (word.stem,), -one.likeness, len(one.stems), -one.texts),
    )

"""The words of a language for how often something is done."""

from functools import cache

from readlevel.core.claims.claim_vocabulary import get_words
from readlevel.core.facts.vocabulary import get_vocabulary


@cache
def list_counts(language: str) -> dict[str, float]:
    """Return the phrases that count, such as "twice", with what they count."""
    return {
        word: float(count)
        for count in ("1", "2", "3", "4")
        for word in get_words("times", count, language)
    }


@cache
def list_per_words(language: str) -> frozenset[str]:
    """Return the words of which an amount for a period has one."""
    return frozenset({"/", *get_vocabulary(language).words["per"].first_words})


@cache
def list_period_words(language: str) -> frozenset[str]:
    """Return the words of which the period of a number of times has one."""
    adverbs = get_vocabulary(language).words["period_adverbs"].first_words
    return list_per_words(language).union(get_words("times", "in", language), adverbs)


@cache
def list_interval_words(language: str) -> frozenset[str]:
    """Return the words of which an interval has one."""
    every = get_vocabulary(language).words["every"].first_words
    return get_words("times", "adverb", language).union(every)


def list_weekdays(language: str) -> frozenset[str]:
    """Return the names of the days of the week."""
    return get_words("times", "weekdays", language)


@cache
def list_all_words(language: str) -> frozenset[str]:
    """Return the words of which any of these has one."""
    return list_period_words(language).union(list_interval_words(language), list_weekdays(language))


@cache
def list_skipping(language: str) -> dict[str, float]:
    """Return the words that skip a time, such as "other" in "every other day"."""
    return dict.fromkeys(get_words("times", "other", language), 0.5)

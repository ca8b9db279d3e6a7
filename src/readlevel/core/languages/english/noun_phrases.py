"""Where a noun phrase ends in an English sentence, found by rules that prefer precision to recall.

`data/phrases.en.txt` has the words that end a phrase in groups, each after a line `# <group>`:
`determiners`, `prepositions`, `conjunctions`, `pronouns`, `auxiliaries`, `adverbs` (except those in
-ly) and `verbs` (base forms, which end a phrase in all their forms). `countable` are nouns that
need an article in the singular, `uncountable` ones that have no plural, `plurals` those without -s.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from readlevel.core.languages.english.verbs import conjugate, get_irregular_participles

_MAX_NOUNS = 2
_MAX_OBJECT_WORDS = 7
_NO_PLURAL_ENDINGS = ("ss", "us", "is", "ous")


def find_noun_end(words: Sequence[str], first: int, is_joined: Callable[[int], bool]) -> int | None:
    """Return the end of the nouns that begin at `words[first]`, None if it is not clear.

    `words` are in lower case; `is_joined(i)` tells whether only a space or a hyphen stands between
    the words i and i + 1. The phrase has at most two words, and ends with the first plural, or
    before punctuation or a word that cannot be part of it.
    """
    end = _find_last_noun(words, first, is_joined)
    if end is not None and end - first > 1 and _takes_object(words, end - 1, is_joined):
        return None
    return end


def _find_last_noun(
    words: Sequence[str], first: int, is_joined: Callable[[int], bool]
) -> int | None:
    for index in range(first, min(first + _MAX_NOUNS, len(words))):
        if ends_phrase(words[index]):
            return index if index > first else None
        if is_plural(words[index]) or index + 1 == len(words) or not is_joined(index):
            return None if may_be_verb(words[index]) else index + 1
    after = first + _MAX_NOUNS
    return after if after < len(words) and ends_phrase(words[after]) else None


def find_object_end(
    words: Sequence[str], first: int, is_joined: Callable[[int], bool]
) -> int | None:
    """Return the end of the object that begins at `words[first]`, None if it is not clear.

    An object may begin with determiners and have one part with "of". It is not clear where a list
    ("and", "or", a comma) may go on.
    """
    start = first
    while start < len(words) and is_word_of(words[start], "determiners"):
        if not is_joined(start):
            return None
        start += 1
    end = find_noun_end(words, start, is_joined)
    if end is None or end - first > _MAX_OBJECT_WORDS:
        return None
    if end < len(words) and is_joined(end - 1):
        if words[end] == "of" and is_joined(end):
            return find_object_end(words, end + 1, is_joined)
        if words[end] in ("and", "or", "nor"):
            return None
    return end


def is_word_of(word: str, *groups: str) -> bool:
    """Return whether a word in lower case is in one of the `groups` of the data."""
    return word in _join_groups(groups)


def is_plural(word: str) -> bool:
    """Return whether a noun in lower case looks like a plural."""
    if word.endswith("s"):
        return not word.endswith(_NO_PLURAL_ENDINGS)
    return is_word_of(word, "plurals")


def ends_phrase(word: str) -> bool:
    """Return whether a word in lower case cannot be part of a noun phrase that has begun."""
    groups = ("determiners", "prepositions", "conjunctions", "pronouns", "auxiliaries", "adverbs")
    return is_word_of(word, *groups) or word.endswith("ly") or _is_past(word) or word[0].isdigit()


def _is_past(word: str) -> bool:
    """Return whether `word` looks like a past form or a participle."""
    return (len(word) > 4 and word.endswith("ed")) or word in _get_past_forms()


def _takes_object(words: Sequence[str], index: int, is_joined: Callable[[int], bool]) -> bool:
    """Return whether a word is a participle before its object: "trials *comparing* two drugs"."""
    if not words[index].endswith("ing") or index + 1 == len(words) or not is_joined(index):
        return False
    return not is_word_of(words[index + 1], "prepositions", "conjunctions", "auxiliaries")


def may_be_verb(word: str) -> bool:
    """Return whether a word in lower case is the present form of a verb that ends a phrase."""
    return word in _get_present_forms()


@cache
def _join_groups(groups: tuple[str, ...]) -> frozenset[str]:
    known = _read_groups()
    return frozenset[str]().union(*(known[group] for group in groups))


@cache
def _get_present_forms() -> frozenset[str]:
    return frozenset(
        form for verb in _read_groups()["verbs"] for form in (verb, conjugate(verb).third)
    )


@cache
def _get_past_forms() -> frozenset[str]:
    past = (form for verb in _read_groups()["verbs"] for form in conjugate(verb).past)
    return get_irregular_participles() | frozenset(past)


@cache
def _read_groups() -> Mapping[str, frozenset[str]]:
    text = files("readlevel.core").joinpath("data", "phrases.en.txt").read_text("utf-8")
    groups: dict[str, set[str]] = {}
    for line in text.splitlines()[1:]:
        if line.startswith("# "):
            words = groups.setdefault(line[2:], set())
        else:
            words.update(line.split())
    return {name: frozenset(words) for name, words in groups.items()}

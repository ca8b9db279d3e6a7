"""Clauses of English sentences, found by rules that prefer precision to recall.

`data/clauses.en.txt` has words in groups, each after a line `# <group>`: `subjects` begin a clause,
`auxiliaries` are verbs in themselves, `verbs` (base forms) are common ones, `nouns` are those of
them that are nouns too, `subordinators` make a clause depend on another, `determiners` begin who
does something, `finite` are other forms that are verbs, and `measures` tell how, when or how much:
by half, by the age of two.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, takewhile

from readlevel.core.languages.english.noun_phrases import ends_phrase, is_plural, is_word_of
from readlevel.core.languages.english.verbs import conjugate, get_irregular_participles

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_QUALIFYING = frozenset({"even", "if", "just", "not", "only", "rare", "rarely", "still", "usually"})
"""Words with which a remark begins that is no clause: "but only in adults"."""

_SURELY_PAST = frozenset({"confirmed", "demonstrated", "revealed", "showed"})
"""Past forms that are the verb where their object follows."""

_MAX_BARE_WORDS = 4
_VERB_WITHIN = 8
"""The number of words of a clause within which its verb must stand."""


def list_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without numbers and marks."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def is_main_clause(text: str, *, named: bool = False) -> bool:
    """Return whether `text` can be a sentence of its own: it has a subject, then a verb.

    With `named`, it must begin with a word that surely begins a subject.
    """
    words = list_words(text)
    if len(words) < 3 or words[0] in get_group("subordinators"):
        return False
    if named and not _opens_with_subject(words):
        return False
    if named and words[-1] not in get_group("auxiliaries"):
        words = words[:-1]  # of "and the symptoms reported", the last word is a participle
    own = takewhile(lambda word: word not in get_group("subordinators"), words)
    return any(map(is_finite_verb, islice(own, 1, 1 + _VERB_WITHIN)))


def _opens_with_subject(words: Sequence[str]) -> bool:
    opens = words[0] in get_group("subjects") or _is_plain_plural(words)
    return opens or opens_with_bare_noun(words)


def opens_with_bare_noun(words: Sequence[str], *, joined: bool = False) -> bool:
    """Return whether up to four words without an article, then an auxiliary, begin a clause.

    Words that end a noun phrase are none of them: "nasogastric feeding should", not "in pain are".
    With `joined`, "and" may join two nouns.
    """
    for place, word in enumerate(words[: 1 + _MAX_BARE_WORDS + 2 * joined]):
        if word in get_group("auxiliaries"):
            return place > 0
        if word in _SURELY_PAST:
            after = words[place + 1 : place + 2]
            return place > 0 and not any(is_word_of(one, "prepositions") for one in after)
        if joined and place and word == "and":
            continue
        if is_finite_verb(word) or (ends_phrase(word) and not word.endswith("ed")):
            return False
    return False


def begins_sentence(text: str) -> bool:
    """Return whether `text`, behind a word of contrast, is surely a clause of its own.

    It begins with a noun, and no comma stands before its verb.
    """
    words = list_words(text.partition(",")[0])
    if len(words) < 3 or words[0].endswith(("ed", "ing", "ly")) or is_finite_verb(words[0]):
        return False
    if words[0] != "very" and words[0] not in get_group("subjects") and ends_phrase(words[0]):
        return False
    return words[0] not in _QUALIFYING and is_main_clause(text)


def _is_plain_plural(words: Sequence[str]) -> bool:
    """Return whether a plural and its verb begin a clause: "results were", "tests are"."""
    return is_plural(words[0]) and words[1] in {"are", "did", "had", "have", "were"}


def is_finite_verb(word: str) -> bool:
    """Return whether a word in lower case is the verb of a clause, as far as it can be told."""
    return word in _finite_forms()


def get_group(name: str) -> frozenset[str]:
    """Return a group of words in the data."""
    return _groups()[name]


@cache
def get_base_forms() -> Mapping[str, str]:
    """Return the base form of each past participle of the verbs in the data."""
    verbs = sorted(get_group("verbs"))
    return {form: verb for verb in verbs for form in conjugate(verb).participle}


@cache
def _finite_forms() -> frozenset[str]:
    forms: set[str] = set()
    for verb in get_group("verbs"):
        conjugated = conjugate(verb)
        forms.update((conjugated.third, *conjugated.past))
        if verb not in get_group("nouns"):
            forms.add(verb)
        else:
            forms.discard(conjugated.third)
    listed = get_group("auxiliaries") | get_group("finite")
    return frozenset(forms) - (get_irregular_participles() - get_past_forms()) | listed


@cache
def get_past_forms() -> frozenset[str]:
    """Return the past forms of the verbs in the data."""
    return frozenset(form for verb in get_group("verbs") for form in conjugate(verb).past)


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    listed = files("readlevel.core").joinpath("data", "clauses.en.txt").read_text("utf-8")
    sections = (section.partition("\n") for section in listed.split("# ")[1:])
    return {name: frozenset(words.split()) for name, _, words in sections}

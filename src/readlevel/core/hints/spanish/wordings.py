"""The forms of entries of the Spanish table of plainer wordings, and how one fits its sentence.

Kinds: `m`, `f`, `mp` and `fp` are nouns by gender, whose alternatives have their article ("el dolor
de cabeza"); `a` are adjectives, of which all forms are listed, and with which an alternative of one
word agrees; `v` are verbs; `n` keeps a noun in both numbers; `-` matches as written.
"""

import re
from collections.abc import Iterator

from readlevel.core.hints.fitted_wording import FittedWording, fits_limits
from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.hints.wording_entry import ONLY_AS_NOUN, Wording, WordingEntry
from readlevel.core.languages.inflection.inflect import inflect
from readlevel.core.languages.spanish.grammar import is_function_word, is_in
from readlevel.core.languages.spanish.inflection import pluralise
from readlevel.core.languages.spanish.verbs import conjugate_spanish

_ARTICLES = {"el ": "m", "la ": "f", "los ": "mp", "las ": "fp"}
_PLURAL_ARTICLES = {"el": "los", "la": "las"}
_OWN_PLURALS = {"mal": "malos", "recién": "recién"}
_TO_FEMININE = {
    **{"el": "la", "los": "las", "un": "una", "unos": "unas", "este": "esta", "estos": "estas"},
    **{"ese": "esa", "esos": "esas", "otro": "otra", "otros": "otras", "algún": "alguna"},
    **{"algunos": "algunas", "ningún": "ninguna", "del": "de la", "al": "a la"},
    **{"muchos": "muchas", "varios": "varias", "dichos": "dichas", "dicho": "dicha"},
}
_TO_MASCULINE = {new: old for old, new in _TO_FEMININE.items() if " " not in new}
_JOINED = {("de", "la"): "del", ("a", "la"): "al"}
"""Prepositions with the article that takes the place of another: "de la cefalea"."""

_PLURALS = frozenset(
    {"los", "las", "unos", "unas", "estos", "estas", "esos", "esas", "sus", "otros", "otras"}
    | {"algunos", "algunas", "muchos", "muchas", "varios", "varias", "dos", "tres", "cuatro"}
)
_INVARIABLE = frozenset({"su", "cada", "cualquier", "sus", "dos", "tres", "cuatro", "no", "ni"})
_SAME_FOR_BOTH = re.compile(r"(?:al|ar|ente|ante|il|able|ible)(?:es|s)?$")
_OF_TWO_TENSES = ("amos", "imos")
"""Endings of the present that are those of the past too: "realizamos", but not "hacemos"."""

_SOUNDS_LIKE_I = re.compile(r"h?i(?!e)", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:al|ar|ic[oa]|e[oa]|iv[oa]|os[oa])(?:e?s)?\Z")
"""Endings of adjectives that stand behind their noun."""

_PAUSE = re.compile(r"[.;:]")
_NEAR_VERB = 8
"""Words behind a noun among which a form of ser or estar may agree with it."""


def inflect_noun(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    """Yield the plural of a noun with the plurals of its alternatives."""
    gender = f"{entry.kind}p" if entry.kind in ("m", "f") else entry.kind
    plurals = tuple(
        f"{_PLURAL_ARTICLES[article]} {_pluralise(noun)}"
        for article, _, noun in (one.partition(" ") for one in entry.alternatives)
        if article in _PLURAL_ARTICLES and " que " not in noun
    )
    for form in inflect(spelling, "es"):
        if form != spelling:
            yield form, Wording(plurals, entry.note, entry.limits, gender=gender)


def _pluralise(phrase: str) -> str:
    """Return the plural of a noun and its adjectives, up to the first other word."""
    words = phrase.split(" ")
    end = next((place for place, word in enumerate(words) if is_function_word(word)), len(words))
    plural = (_OWN_PLURALS.get(word) or pluralise(word) for word in words[:end])
    return " ".join([*plural, *words[end:]])


def keep_noun(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    """Yield the plural of a noun with the alternatives as they are."""
    for form in inflect(spelling, "es"):
        yield form, Wording(entry.alternatives, entry.note, entry.limits)


def inflect_adjective(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    """Yield one of the listed forms with alternatives that agree with it."""
    agreed = tuple(_agree(one, spelling) for one in entry.alternatives)
    yield spelling, Wording(agreed, entry.note, entry.limits, gender="a")


def _agree(plain: str, spelling: str) -> str:
    if " " in plain or not plain.endswith("o"):
        return plain
    ending = next(one for one in ("as", "os", "a", "o") if spelling.endswith(one))
    return plain[:-1] + ending


def inflect_verb(spelling: str, entry: WordingEntry) -> Iterator[tuple[str, Wording]]:
    """Yield the forms of a verb with the same forms of its alternatives."""
    hard = conjugate_spanish(spelling)
    plain = [conjugate_spanish(one) for one in entry.alternatives]
    for place, form in enumerate(hard):
        alternatives = dict.fromkeys(one[place] for one in plain)
        if form.endswith(_OF_TWO_TENSES):
            alternatives = {one: None for one in alternatives if one.endswith(_OF_TWO_TENSES)}
        yield form, Wording(tuple(alternatives), entry.note, entry.limits, is_verb=True)


def fit_spanish(
    text: TokenisedText, first: int, end: int, wording: Wording
) -> FittedWording | None:
    """Return `wording` as it fits the words `first` to `end` of `text`, None if it does not."""
    if not fits_limits(text, first, end, wording.limits):
        return None
    match wording.gender:
        case "":
            unfit = {"porque" if text.opens_sentence(first) else "como"}
            if end < len(text.words) and text.between(end - 1).startswith(","):
                unfit.add("pero")
            kept = tuple(plain for plain in wording.alternatives if plain not in unfit)
            return _with_conjunction(text, FittedWording(first, end, kept, wording.note))
        case "a":
            return _fit_adjective(text, first, end, wording)
        case _:
            return _fit_noun(text, first, end, wording)


def _with_conjunction(text: TokenisedText, fitted: FittedWording) -> FittedWording | None:
    """Return alternatives with the "y" or "e" before them that their first sound asks for."""
    first = fitted.first
    before = text.word_before(first)
    if not fitted.alternatives or before not in ("e", "y"):
        return fitted if fitted.alternatives else None
    needed = ["e" if _SOUNDS_LIKE_I.match(plain) else "y" for plain in fitted.alternatives]
    if set(needed) == {before}:
        return fitted
    both = zip(needed, fitted.alternatives, strict=True)
    alternatives = tuple(f"{joint} {plain}" for joint, plain in both)
    return FittedWording(first - 1, fitted.end, alternatives, fitted.note)


def _fit_adjective(
    text: TokenisedText, first: int, end: int, wording: Wording
) -> FittedWording | None:
    before = text.word_before(first)
    follows = not before or is_function_word(before) or before in _INVARIABLE
    kept = [
        plain
        for plain in wording.alternatives
        if " " not in plain or not (follows or _goes_on(text, end) or _is_one_of_two(text, end))
    ]
    if not kept or (follows and not is_in(before, "be")):
        return None
    return FittedWording(first, end, tuple(kept), wording.note)


def _fit_noun(text: TokenisedText, first: int, end: int, wording: Wording) -> FittedWording | None:
    before = text.word_before(first)
    if wording.note == ONLY_AS_NOUN and before and not is_function_word(before):
        return None
    found: FittedWording | None = None
    for alternative in wording.alternatives:
        article, _, noun = alternative.partition(" ")
        gender = _ARTICLES[f"{article} "]
        start, opening = first, ""
        if " " in noun and _goes_on(text, end):
            continue
        if len(gender) != len(wording.gender) or (before in _PLURALS and len(gender) == 1):
            continue
        if gender[0] != wording.gender[0]:
            changed = _change_article(text, first, end, gender[0])
            if changed is None:
                continue
            start, opening = changed
        plain = f"{opening} {noun}" if opening else noun
        if found is None:
            found = FittedWording(start, end, (plain,), wording.note)
        elif found.first == start:
            found = FittedWording(start, end, (*found.alternatives, plain), wording.note)
    return found


def _change_article(
    text: TokenisedText, first: int, end: int, gender: str
) -> tuple[int, str] | None:
    """Return where the changed words begin, and the article in the other gender; None if unsure.

    Nothing else may agree with the noun: no adjective beside it, and no form of ser after it.
    """
    if (_goes_on(text, end) and not _has_one_gender(text, end)) or _is_said_of(text, end):
        return None
    before = text.word_before(first)
    if not before or before in _INVARIABLE or is_in(before, "prepositions", "conjunctions"):
        return first, ""
    changes = _TO_FEMININE if gender == "f" else _TO_MASCULINE
    if before not in changes:
        is_free = is_function_word(before) and not is_in(before, "determiners", "articles")
        return (first, "") if is_free else None
    joined = _JOINED.get((text.word_before(first - 1), before))
    if joined is not None:
        return first - 2, joined
    return first - 1, changes[before]


def _goes_on(text: TokenisedText, end: int) -> bool:
    """Return whether an adjective may follow."""
    return text.is_joined(end - 1) and not is_function_word(text.words[end])


def _is_one_of_two(text: TokenisedText, end: int) -> bool:
    """Return whether another adjective of the same noun follows: "renal y hepática"."""
    joined = text.is_joined(end - 1) and text.words[end] in ("e", "o", "u", "y")
    return joined and text.is_joined(end) and _ADJECTIVE.search(text.words[end + 1]) is not None


def _has_one_gender(text: TokenisedText, end: int) -> bool:
    """Return whether the adjective behind is the same for both genders, and the last one."""
    return _SAME_FOR_BOTH.search(text.words[end]) is not None and not _goes_on(text, end + 1)


def _is_said_of(text: TokenisedText, end: int) -> bool:
    """Return whether a form of ser or estar follows, whose adjective or participle may agree."""
    for index in range(end, min(end + _NEAR_VERB, len(text.words))):
        if _PAUSE.search(text.between(index - 1)):
            return False
        if is_in(text.words[index], "be"):
            return True
    return False

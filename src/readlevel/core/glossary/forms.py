"""The forms of a term: all its names, inflections and spellings in texts."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readlevel.core.languages.common_words import is_everyday_acronym, is_everyday_word
from readlevel.core.languages.folding import fold, fold_keeping_case
from readlevel.core.languages.inflection.inflect import inflect
from readlevel.core.languages.spelling import list_spelling_variants

_ASIDE = re.compile(r"(?P<words>\S.*\S) \((?P<rest>[^()]+)\)")
"""Parentheses at the end of a form are a remark that texts do not repeat."""

_MIXED = re.compile(r"[A-Za-z]{2,}\d+[A-Za-z]+")
"""Letters around a number are no other word with other capitals: HbA1c, HBA1C."""

_SHOUTED = 4
"""Two words of this length in capitals are not acronyms, nor is one of over twice the length."""


class Form(NamedTuple):
    """One way to write a term. If several forms match, those of the lowest rank count."""

    pattern: str
    """The folded form, as it occurs in folded text."""
    rank: int
    """0: contains an acronym; 1: the term's name; 2: another form; 3 and 4: inflections or other
    spellings of these. The name of one term takes precedence over another form of another term."""
    cased: tuple[str | None, ...] = ()
    """Words that must match in their exact case, None for the other words; or empty."""
    is_everyday_in_lower_case: bool = False
    """Whether only capitals distinguish it from a common word: ALL, WHO."""

    def fits(self, written: str) -> bool:
        """Return whether `written`, which folds to the pattern, has the case this form requires."""
        return not self.cased or all(
            wanted is None or wanted == word or _is_mixed_alike(wanted, word)
            for wanted, word in zip(self.cased, fold_keeping_case(written).split(" "), strict=True)
        )


def list_forms(
    name: str, other_forms: Iterable[str], acronym: str | None, language: str
) -> list[Form]:
    """Return the forms of a term; a pattern occurs once for each required case.

    Everyday words and their inflections are omitted, because they are only explained if a writer
    marks them.
    """
    forms: dict[tuple[object, ...], Form] = {}
    for form in _every_form(name, other_forms, acronym, language):
        if form.pattern and not _is_left_out(form, language):
            key = (form.pattern, form.cased)
            if key not in forms or form.rank < forms[key].rank:
                forms[key] = form
    return list(forms.values())


def has_inner_capital(word: str) -> bool:
    """Return whether `word` has a capital beyond its first letter: MRI, bAVM, HbA1c, mRNA."""
    return word[1:] != word[1:].lower()


def _is_mixed_alike(wanted: str, word: str) -> bool:
    is_alike = wanted.lower() == word.lower() != word
    return is_alike and _MIXED.fullmatch(wanted) is not None


def _every_form(
    name: str, other_forms: Iterable[str], acronym: str | None, language: str
) -> Iterator[Form]:
    if acronym:
        yield _form(acronym, 0, language, exact=True)
        yield from (_form(shape, 0, language, exact=True) for shape in inflect(acronym, language))
    named = [(calm(written), 1) for written in _with_aside(name)]
    called = [(calm(written), 2) for other in other_forms for written in _with_aside(other)]
    for written, rank in (*named, *called):
        first = _form(written, rank, language)
        if _is_left_out(first, language):
            continue
        yield first
        for spelled in (written, *list_spelling_variants(written, language)):
            for shape in (spelled, *inflect(spelled, language)):
                yield _form(shape, rank + 2, language)


def _is_left_out(form: Form, language: str) -> bool:
    if not form.cased:
        return is_everyday_word(form.pattern, language)
    if len(form.cased) > 1:
        return False
    return len(form.pattern) == 1 or is_everyday_acronym(form.cased[0] or "", language)


def _with_aside(written: str) -> Iterator[str]:
    """Yield a form; for "magnetic resonance imaging (MRI)" also the words and the acronym."""
    yield written
    aside = _ASIDE.fullmatch(written)
    if aside:
        yield aside["words"]
        if has_inner_capital(aside["rest"]) and " " not in aside["rest"]:
            yield aside["rest"]


def calm(written: str) -> str:
    """Lower-case a form that is all capitals, as in some lists, unless it may be an acronym."""
    words = [word for word in written.split() if len(word) >= _SHOUTED]
    shouted = written.isupper() and written.replace(" ", "").isalpha()
    if shouted and (len(words) > 1 or any(len(word) > 2 * _SHOUTED for word in words)):
        return written.lower()
    return written


def _form(written: str, rank: int, language: str, *, exact: bool = False) -> Form:
    unified = fold_keeping_case(written)
    exact = exact or (len(unified) < 3 and unified.isupper())
    if not exact and unified.islower():
        return Form(unified if unified.isascii() else fold(unified).text, rank)
    words = unified.split(" ")
    cased = tuple(word if exact or has_inner_capital(word) else None for word in words)
    # For ASCII, folding is the same as lower case.
    pattern = unified.lower() if unified.isascii() else fold(unified).text
    if not any(cased):
        return Form(pattern, rank)
    return Form(pattern, 0, cased, is_everyday_word(pattern, language))

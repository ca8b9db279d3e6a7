"""The forms of a term: every way a text may write it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readlevel.core.languages.common_words import is_everyday_acronym, is_everyday_word
from readlevel.core.languages.folding import fold, fold_keeping_case
from readlevel.core.languages.inflection.inflect import inflect
from readlevel.core.languages.spelling import list_spelling_variants

_ASIDE = re.compile(r"(?P<words>\S.*\S) \((?P<rest>[^()]+)\)")
"""Parentheses at the end of a form are a remark, which no text has there."""

_SHOUTED = 4
"""Two words of so many letters in capitals are no acronyms, nor is one of more than twice as
many."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term. Of the forms that match, those of the lowest rank count."""

    pattern: str
    """The folded form, as a folded text has it."""
    rank: int
    """0: holds an acronym, 1: the term's name, 2: another form of it, 3 and 4: those inflected or
    respelled. What one term is named beats what another may be called as well."""
    cased: tuple[str | None, ...] = ()
    """Its words that match in their exact case only, None for the others; or empty."""
    is_everyday_in_lower_case: bool = False
    """Only its capitals distinguish it from a common word: ALL, WHO."""

    def fits(self, written: str) -> bool:
        """Return whether `written`, which folds to the pattern, has the case this form requires."""
        return not self.cased or all(
            wanted in (None, word)
            for wanted, word in zip(self.cased, fold_keeping_case(written).split(" "), strict=True)
        )


def list_forms(
    name: str, other_forms: Iterable[str], acronym: str | None, language: str
) -> list[Form]:
    """Return the forms of a term with that name; a pattern comes again where other case counts.

    Everyday words are left out, whatever their shape: they are explained only where a writer says
    so.
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


def _every_form(
    name: str, other_forms: Iterable[str], acronym: str | None, language: str
) -> Iterator[Form]:
    if acronym:
        yield _form(acronym, 0, language, exact=True)
        yield from (_form(shape, 0, language, exact=True) for shape in inflect(acronym, language))
    named = [(_calm(written), 1) for written in _with_aside(name)]
    called = [(_calm(written), 2) for other in other_forms for written in _with_aside(other)]
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
    """Yield what the glossary has; of "magnetic resonance imaging (MRI)" the words and the rest."""
    yield written
    aside = _ASIDE.fullmatch(written)
    if aside:
        yield aside["words"]
        if has_inner_capital(aside["rest"]) and " " not in aside["rest"]:
            yield aside["rest"]


def _calm(written: str) -> str:
    """Return a form that is all in capitals, as in some lists, in lower case."""
    words = [word for word in written.split() if len(word) >= _SHOUTED]
    shouted = written.isupper() and written.replace(" ", "").isalpha()
    if shouted and (len(words) > 1 or any(len(word) > 2 * _SHOUTED for word in words)):
        return written.lower()
    return written


def _form(written: str, rank: int, language: str, *, exact: bool = False) -> Form:
    unified = fold_keeping_case(written)
    words = unified.split(" ")
    exact = exact or (len(unified) < 3 and unified.isupper())
    cased = tuple(word if exact or has_inner_capital(word) else None for word in words)
    # Of letters that all have a small one, that is what folding comes to.
    pattern = unified.lower() if unified.isascii() else fold(unified).text
    if not any(cased):
        return Form(pattern, rank)
    return Form(pattern, 0, cased, is_everyday_word(pattern, language))

"""Which terms have no medical weight: those that only spell out their acronym.

A site may let one reviewer suffice for them.
"""

import re

from readlevel.core.languages.acronyms import is_acronym
from readlevel.core.model.term import Term

_SHORT_FOR = re.compile(r"(?:short for|stands for)\s+", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_SMALL_WORDS = frozenset({"a", "and", "by", "de", "del", "du", "et", "for", "of", "the", "y"})
"""Words for which an acronym needs no letter."""
_NOTHING_ELSE = (None, None, None, (), (), False, (), ())


def has_medical_weight(before: Term | None, after: Term | None) -> bool:
    """Return whether a change of a term, new or removed if None, changes what readers learn.

    It does not if the term only spells out its acronym, before and after, in the same words: "CT:
    computed tomography".
    """
    terms = [term for term in (before, after) if term is not None]
    expansions = {_find_expansion(term) for term in terms}
    others = {_list_others(term) for term in terms} | ({_NOTHING_ELSE} if before is None else set())
    return len(expansions) > 1 or None in expansions or len(others) > 1


def _find_expansion(term: Term) -> str | None:
    """Return the expansion of an acronym term; None if the term has any other content."""
    acronym = term.name if is_acronym(term.name) else term.acronym or ""
    forms = [name for name in term.other_forms if is_acronym(name) and " " not in name]
    definitions = [one for one in (term.definition_lay, term.definition_clinician) if one]
    others = [name for name in term.other_forms if name not in forms]
    full = [*definitions, *others] + ([] if term.name == acronym else [term.name])
    said = {_plain(words) for words in full}
    if not definitions or len(said) != 1:
        return None
    expansion = said.pop()
    spelled = [acronym, *(form.removesuffix("s") for form in forms)]
    return expansion if all(_spells_out(expansion, one) for one in spelled) else None


def _list_others(term: Term) -> tuple[object, ...]:
    """Return the content of a term other than its names and definitions."""
    codes = tuple(sorted((system, tuple(given)) for system, given in term.codes.items()))
    return (
        term.pronunciation,
        term.source,
        term.source_url,
        term.see_also,
        codes,
        term.rare,
        term.search_words,
        term.not_in,
    )


def _plain(words: str) -> str:
    return _SHORT_FOR.sub("", words.strip().removesuffix("."), count=1).casefold()


def _spells_out(words: str, acronym: str) -> bool:
    """Return whether the letters of `acronym` are the initials of the words, small ones aside."""
    if not _WORDS.fullmatch(words):
        return False
    letters = [sign for sign in acronym.casefold() if sign.isalnum()]
    for word in re.split(r"[ -]", words):
        if letters and word.startswith(letters[0]):
            letters.pop(0)
        elif word not in _SMALL_WORDS:
            return False
    return not letters

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


def has_medical_weight(before: Term | None, after: Term | None) -> bool:
    """Return whether a change of a term, new or removed if None, changes what readers learn.

    It does not if the term only spells out its acronym, before and after: "CT: computed
    tomography".
    """
    return any(not _only_spells_out(term) for term in (before, after) if term is not None)


def _only_spells_out(term: Term) -> bool:
    acronym = term.name if is_acronym(term.name) else term.acronym or ""
    definitions = [one for one in (term.definition_lay, term.definition_clinician) if one]
    others = [name for name in term.other_forms if not is_acronym(name)]
    full = [*definitions, *others] + ([] if term.name == acronym else [term.name])
    said = {_plain(words) for words in full}
    return bool(definitions) and len(said) == 1 and _spells_out(said.pop(), acronym)


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

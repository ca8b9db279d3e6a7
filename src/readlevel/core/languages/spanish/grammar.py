"""Words of Spanish sentences by what they do, for rules that prefer precision to recall.

`data/clauses.es.txt` has them in groups, each after a line `# <group>`.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from readlevel.core.languages.spanish.verbs import conjugate_spanish

_ALL = ("articles", "determiners", "prepositions", "conjunctions", "adverbs", "verbs")
_FINITE = (
    *("present", "presents", "preterite", "preterites", "imperfect", "imperfects"),
    *("future", "futures", "conditional", "conditionals"),
)


def is_in(word: str, *groups: str) -> bool:
    """Return whether a word in lower case is in one of the groups of the data."""
    return any(word in _read_groups()[group] for group in groups)


def is_function_word(word: str) -> bool:
    """Return whether a word is surely no noun or adjective."""
    return is_in(word, *_ALL) or not word.isalpha() or word in _list_verb_forms()


def is_finite_verb(word: str) -> bool:
    """Return whether a word is the verb of a clause, as far as it can be told."""
    return is_in(word, "verbs") or word in _list_verb_forms()


@cache
def _list_verb_forms() -> frozenset[str]:
    """Return the finite forms of the verbs in `data/action_nouns.es.tsv` and of common others."""
    verbs = {"administrar", "usar", "realizar", "iniciar", "recomendar", "presentar"}
    forms = (conjugate_spanish(verb) for verb in verbs)
    return frozenset(getattr(one, name) for one in forms for name in _FINITE)


@cache
def _read_groups() -> Mapping[str, frozenset[str]]:
    listed = files("readlevel.core").joinpath("data", "clauses.es.txt").read_text("utf-8")
    sections = (section.partition("\n") for section in listed.split("# ")[1:])
    return {name: frozenset(words.split()) for name, _, words in sections}

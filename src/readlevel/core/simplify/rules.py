"""The rules that rewrite the Markdown of one sentence, by language."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from readlevel.core.languages.tags import primary
from readlevel.core.simplify.english.action_nouns import name_actions, name_what_is_acted_on
from readlevel.core.simplify.english.active_voice import make_active
from readlevel.core.simplify.english.address_reader import address_reader
from readlevel.core.simplify.english.enumerations import make_list
from readlevel.core.simplify.english.gerunds import name_what_is_done
from readlevel.core.simplify.english.phrases import (
    begin_plainly,
    name_duty,
    replace_phrases,
    state_positively,
)
from readlevel.core.simplify.english.split_sentence import split_sentence
from readlevel.core.simplify.english.statistics_in_words import count_people, set_details_apart
from readlevel.core.simplify.proposal import ProposalKind, Rewrite
from readlevel.core.simplify.spanish.action_nouns import name_spanish_actions
from readlevel.core.simplify.spanish.active_voice import make_spanish_active
from readlevel.core.simplify.spanish.phrases import (
    address_spanish_reader,
    begin_plainly_in_spanish,
    replace_spanish_phrases,
)
from readlevel.core.simplify.spanish.split_sentence import split_spanish

Rule = Callable[[str], Iterator[Rewrite]]

_RULES: Mapping[str, Sequence[Rule]] = {
    "en": (
        split_sentence,
        make_list,
        make_active,
        name_actions,
        name_what_is_acted_on,
        name_what_is_done,
        name_duty,
        replace_phrases,
        state_positively,
        count_people,
        set_details_apart,
        address_reader,
        begin_plainly,
    ),
    "es": (
        split_spanish,
        make_spanish_active,
        name_spanish_actions,
        replace_spanish_phrases,
        address_spanish_reader,
        begin_plainly_in_spanish,
    ),
}
"""By primary tag."""

REWRITTEN_LANGUAGES = tuple(_RULES)
"""Languages with rules."""

_FOR_PATIENTS = frozenset({address_reader, address_spanish_reader})
"""Rules that speak to the reader."""

_PLAIN_LINE = re.compile(r"\s*(?![-*+>|#]\s|\|)(?!\d{1,3}[.)]\s)\S")
"""A line in which a list may begin: no item, table row, quotation or heading."""

_MAX_SENTENCE = 2_000
"""Characters of the longest sentence that the rules rewrite: their work grows with its square."""


def list_rules(language: str, *, for_patients: bool) -> Sequence[Rule]:
    """Return the rules of a language; without `for_patients`, none that speaks to the reader."""
    rules = _RULES.get(primary(language), ())
    return [rule for rule in rules if for_patients or rule not in _FOR_PATIENTS]


def rewrite_sentence(
    rules: Sequence[Rule], markdown: str, start: int, end: int
) -> Iterator[Rewrite]:
    """Yield the rewrites of the sentence at `markdown[start:end]`, relative to its start."""
    written = markdown[start:end]
    if len(written) > _MAX_SENTENCE:
        return
    line = markdown[markdown.rfind("\n", 0, start) + 1 : start + 1]
    for rule in rules:
        if rule is not make_list or _PLAIN_LINE.match(line):
            for one in rule(written):
                yield _end_paragraph(one, markdown[start + one.end :].partition("\n")[0])


def _end_paragraph(rewrite: Rewrite, rest: str) -> Rewrite:
    """Return a list that ends its paragraph, if there is a `rest` of the line behind it."""
    if rewrite.kind is not ProposalKind.LIST or not rest.strip():
        return rewrite
    spaces = len(rest) - len(rest.lstrip())
    closed = tuple(f"{one}\n\n" for one in rewrite.options)
    return replace(rewrite, end=rewrite.end + spaces, options=closed)

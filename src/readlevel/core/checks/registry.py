"""The kinds of findings: every code, and which of them block approval by default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding.

    `templates/findings/<code>.html` words it for the desk and for `readlevel check`.
    """

    code: str
    summary: str
    """Description for the table in docs/check.md."""
    blocks_by_default: bool = False
    always_blocks: bool = False
    """Whether it blocks approval on every site: it is found only where a site asks for it."""


FINDING_KINDS = (
    FindingKind("above_target", "a text that is harder than its target"),
    FindingKind("ambiguous_term", "a word that several glossary terms share"),
    FindingKind(
        "behind",
        "a plain-language text whose clinician text has changed since the two were checked",
    ),
    FindingKind(
        "broken_block", "a `:::` block of an unknown kind, without an end, or without a beginning"
    ),
    FindingKind(
        "broken_check",
        "a `::: check` that is incomplete, or whose sentence the text does not say",
        blocks_by_default=True,
    ),
    FindingKind(
        "changed_in_translation",
        "a number, medicine, claim or denial that a translation does not have as its source",
    ),
    FindingKind("dead_internal_link", "a link to a page of this site that does not exist"),
    FindingKind("discouraged_wording", "a wording that the house style warns of"),
    FindingKind(
        "forbidden_wording", "a wording that is an error in the house style", blocks_by_default=True
    ),
    FindingKind(
        "foreign_image", "a picture that does not belong to the answer", blocks_by_default=True
    ),
    FindingKind(
        "incomplete_checklist",
        "a plain-language text without a judgement on each item of a checklist that the site needs",
        blocks_by_default=True,
        always_blocks=True,
    ),
    FindingKind("late_emergency", "an emergency after more than 100 words of other text"),
    FindingKind("long_sentence", "a sentence of more than 40 words"),
    FindingKind("missing_alt", "a picture without a description"),
    FindingKind("no_key_points", "a text of 150 words or more without key points"),
    FindingKind(
        "unanswered_parity",
        "a difference between plain-language and clinician text that nobody has answered",
        blocks_by_default=True,
    ),
    FindingKind(
        "undefined_acronym", "an acronym that neither the text nor the glossary spells out"
    ),
    FindingKind(
        "unknown_citation",
        "a citation of a work that is not among the references",
        blocks_by_default=True,
    ),
    FindingKind("unknown_term", "a `{term=…}` mark that names no glossary term"),
    FindingKind("unusable_link", "a link that leads nowhere"),
)

FINDING_CODES = tuple(kind.code for kind in FINDING_KINDS)

DEFAULT_BLOCKING = tuple(kind.code for kind in FINDING_KINDS if kind.blocks_by_default)

ALWAYS_BLOCKING = frozenset(kind.code for kind in FINDING_KINDS if kind.always_blocks)
"""Codes that block approval whatever `READLEVEL_BLOCKING` names."""

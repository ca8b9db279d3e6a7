"""What an editor should know of a text before it is approved, and what keeps it from that."""

from collections.abc import Callable, Collection, Iterable, Iterator

from readlevel.core.checks.internal_links import find_internal_links
from readlevel.core.checks.severity import BLOCKS, WARNS, CheckPolicy
from readlevel.core.consistency.difference import Difference, DifferenceKind, FactLocation
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.glossary.undefined_acronyms import find_undefined_acronyms
from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding
from readlevel.core.readability.targets import find_above_target
from readlevel.core.rendering.pipeline import ParsedSource
from readlevel.core.rendering.rendering import Rendering

MAX_SENTENCE_WORDS = 40
"""Words that a sentence may have: of a longer one an editor is told before approval."""

KINDS_TO_ANSWER = frozenset({DifferenceKind.CONFLICT, DifferenceKind.ONLY_LAY})
"""Kinds of differences that are answered one by one; the others may stay as they are."""


def check_text(
    source: ParsedSource,
    rendering: Rendering,
    audience: Audience,
    rules: CheckPolicy,
    *,
    glossary: Glossary,
    is_there: Callable[[str], bool],
) -> tuple[Finding, ...]:
    """Return what there is to say of one text, apart from the other one of its answer.

    `is_there` tells whether there is something at a path of this site.
    """
    findings = [*rendering.findings, *_find_long_sentences(source)]
    findings += _find_acronyms(source, glossary)
    findings += _find_dead_links(source, is_there)
    if not len(glossary):
        # Without a glossary nobody can say which terms it would have.
        findings = [one for one in findings if one.code != "unknown_term"]
    target = rules.targets.get(audience)
    above = target and find_above_target(rendering.readability, target)
    if above:
        findings.append(above)
    return rules.weigh(findings)


def find_unanswered_differences(
    differences: Iterable[Difference], answered: Collection[str], rules: CheckPolicy
) -> tuple[Finding, ...]:
    """Return a finding for each difference that nobody answered, by where the plain text has it."""
    return rules.weigh(
        _find_difference(one)
        for one in differences
        if one.kind in KINDS_TO_ANSWER and one.key not in answered
    )


def has_blocking_finding(findings: Iterable[Finding]) -> bool:
    """Tell whether one of the findings keeps a text from being approved."""
    return any(one.severity == BLOCKS for one in findings)


def _find_difference(one: Difference) -> Finding:
    place: FactLocation | None = one.lay or one.clinician
    line = None if one.lay is None else one.lay.line
    data = {
        "kind": one.kind,
        "about": one.fact_type,
        "fact": one.fact,
        "key": one.key,
        "clinician": one.clinician.text if one.clinician else None,
        "clinician_line": one.clinician.line if one.clinician else None,
    }
    return Finding("unanswered_parity", WARNS, line, None, place.text if place else "", data)


def _find_long_sentences(source: ParsedSource) -> Iterator[Finding]:
    for sentence in source.prose.sentences:
        words = len(sentence.words)
        if words > MAX_SENTENCE_WORDS:
            data = {"words": words, "most": MAX_SENTENCE_WORDS}
            yield Finding("long_sentence", WARNS, sentence.line, None, sentence.text, data)


def _find_acronyms(source: ParsedSource, glossary: Glossary) -> Iterator[Finding]:
    """Yield acronyms that neither the text nor the glossary says in full."""
    for acronym, sentence in find_undefined_acronyms(source.prose.sentences):
        matches = glossary.find_matches(acronym, source.language)
        if not any(match.by_acronym or match.terms for match in matches):
            yield Finding("undefined_acronym", WARNS, sentence.line, None, acronym, {})


def _find_dead_links(source: ParsedSource, is_there: Callable[[str], bool]) -> Iterator[Finding]:
    for path, line, column in find_internal_links(source.document):
        if not is_there(path):
            yield Finding("dead_internal_link", WARNS, line, column, path, {})

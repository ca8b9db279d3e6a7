"""Findings in one text before it is approved."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from readlevel.core.checklists.checklist import ChecklistName, Judgements, is_complete
from readlevel.core.checks.internal_links import find_internal_links
from readlevel.core.checks.severity import BLOCKS, WARNS, CheckPolicy
from readlevel.core.consistency.difference import Difference, FactLocation
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.glossary.undefined_acronyms import find_undefined_acronyms
from readlevel.core.house_style.find_wordings import find_wordings
from readlevel.core.house_style.house_rule import HouseStyle, RuleLevel
from readlevel.core.model.answer import Audience
from readlevel.core.model.block import BlockKind
from readlevel.core.model.finding import Finding
from readlevel.core.readability.targets import find_above_target
from readlevel.core.rendering.pipeline import ParsedSource
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.blocks import locate_blocks
from readlevel.core.text.source_positions import LineIndex

MAX_SENTENCE_WORDS = 40
"""A sentence with more words is a finding."""

MIN_WORDS_FOR_KEY_POINTS = 150
"""A shorter text needs no key points: it is read as quickly."""

FOLD_WORDS = 100
"""About as many words as a phone shows before its reader scrolls, with key points above them."""


def check_text(
    source: ParsedSource,
    rendering: Rendering,
    audience: Audience,
    rules: CheckPolicy,
    *,
    glossary: Glossary,
    path_exists: Callable[[str], bool],
) -> tuple[Finding, ...]:
    """Return the findings in one text, without comparing it with the other texts of its answer.

    `path_exists` returns whether a path exists on this site.
    """
    findings = [*rendering.findings, *_find_long_sentences(source)]
    findings += _find_acronyms(source, glossary)
    findings += _find_dead_links(source, path_exists)
    findings += _find_missing_blocks(source)
    findings += find_unwanted_wordings(source, rules.house_style, audience, glossary)
    if not len(glossary):
        # Without a glossary no term can be called unknown.
        findings = [one for one in findings if one.code != "unknown_term"]
    target = rules.targets.get(audience)
    above = target and find_above_target(rendering.readability, target)
    if above:
        findings.append(above)
    return rules.assign_severity(findings)


def find_unanswered_differences(
    differences: Iterable[Difference], answered: Collection[str], rules: CheckPolicy
) -> tuple[Finding, ...]:
    """Return a finding for each unanswered difference, in the order of the plain text."""
    return rules.assign_severity(
        _find_difference(one)
        for one in differences
        if one.asks and one.find_answer(answered) is None
    )


def find_incomplete_checklists(
    judged: Mapping[ChecklistName, Judgements], rules: CheckPolicy
) -> tuple[Finding, ...]:
    """Return a finding for each checklist that the site needs and that has items left."""
    return rules.assign_severity(
        Finding("incomplete_checklist", WARNS, None, None, "", {"checklist": str(name)})
        for name in ChecklistName
        if name in rules.checklists and not is_complete(name, judged.get(name, {}))
    )


def has_blocking_finding(findings: Iterable[Finding]) -> bool:
    """Return whether one of the findings blocks approval."""
    return any(one.severity == BLOCKS for one in findings)


def _find_difference(one: Difference) -> Finding:
    place: FactLocation | None = one.lay or one.clinician
    line = None if one.lay is None else one.lay.line
    data = {
        "kind": one.kind,
        "about": one.fact_type,
        "severity": one.severity,
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


def find_unwanted_wordings(
    source: ParsedSource, style: HouseStyle, audience: Audience, glossary: Glossary
) -> Iterator[Finding]:
    """Yield a finding for each wording that is an error in the house style, or warned of."""
    own, lines = style.select(audience, source.language), LineIndex(source.markdown)
    for use in find_wordings(own, source.document, source.prose, source.language, glossary):
        place = lines.place(use.span) if use.span else None
        line, column = (place.line, place.column) if place else (use.line, None)
        data = {
            "say": use.options,
            "reason": use.reason,
            "is_message": use.rule.is_message,
            "term": use.term,
        }
        if use.rule.level is RuleLevel.ERROR:
            yield Finding("forbidden_wording", WARNS, line, column, use.text, data)
        elif use.rule.level is RuleLevel.WARNING:
            yield Finding("discouraged_wording", WARNS, line, column, use.text, data)


def _find_acronyms(source: ParsedSource, glossary: Glossary) -> Iterator[Finding]:
    """Yield the acronyms that are spelled out in neither the text nor the glossary."""
    for acronym, sentence in find_undefined_acronyms(source.prose.sentences, source.language):
        matches = glossary.find_matches(acronym, source.language)
        if not any(match.by_acronym or match.terms for match in matches):
            yield Finding("undefined_acronym", WARNS, sentence.line, None, acronym, {})


def _find_missing_blocks(source: ParsedSource) -> Iterator[Finding]:
    """Yield a finding for missing key points, and one for each emergency far down the text."""
    blocks = list(locate_blocks(source.document))
    sentences = source.prose.sentences
    words = sum(len(sentence.words) for sentence in sentences)
    if words >= MIN_WORDS_FOR_KEY_POINTS and BlockKind.KEY_POINTS not in dict(blocks):
        yield Finding("no_key_points", WARNS, None, None, "", {})
    for kind, line in blocks:
        above = sum(len(sentence.words) for sentence in sentences if sentence.line < line)
        if kind is BlockKind.EMERGENCY and above > FOLD_WORDS:
            yield Finding("late_emergency", WARNS, line, None, "", {"words": above})


def _find_dead_links(source: ParsedSource, path_exists: Callable[[str], bool]) -> Iterator[Finding]:
    for path, line, column in find_internal_links(source.document):
        if not path_exists(path):
            yield Finding("dead_internal_link", WARNS, line, column, path, {})

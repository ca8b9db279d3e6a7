"""Findings in an answer: in each of its texts, and between its texts."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.checks.severity import BLOCKS, WARNS, CheckPolicy
from readlevel.core.checks.text_checks import check_text, find_unanswered_differences
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import Difference
from readlevel.core.consistency.second_reading import SecondReader
from readlevel.core.consistency.translations.compare_translations import compare_translations
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.core.model.finding import Finding
from readlevel.core.model.persona import EVERY_LAY
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.pipeline import parse_source, render_source
from readlevel.core.text.content_digest import digest_clinician_text, is_unchanged

GLOSSARY_PATH = "/glossary/"


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """The findings in the texts of an answer, and the differences between them."""

    slug: str
    texts: Sequence[tuple[Variant, Sequence[Finding]]]
    parity: Sequence[tuple[str, Difference]]
    """Unanswered differences, each with the language of the two texts."""
    checked_against: Mapping[str, str]
    """The digest of the clinician text that approving the plain text records, by language."""
    languages_without_digest: Sequence[str]
    """Languages whose plain text is approved without a record of what it was checked against."""

    @property
    def blocks(self) -> bool:
        """Return whether a finding blocks the approval of a text."""
        return any(one.severity == BLOCKS for _, findings in self.texts for one in findings)


def check_answer(
    answer: Answer,
    rules: CheckPolicy,
    glossary: Glossary,
    path_exists: Callable[[str], bool],
    second_reader: SecondReader | None = None,
) -> AnswerCheck:
    """Check every text of an answer; compare plain texts with the clinician text of their language.

    Raise `UnreadableMarkdown` if a text cannot be parsed.
    """
    differences = {
        variant.language: _compare(answer, variant, glossary, second_reader)
        for variant in answer.variants
        if variant.audience is Audience.LAY
    }
    texts = []
    for variant in answer.variants:
        findings = [
            *_find_behind(answer, variant, rules),
            *_check_text(answer, variant, rules, glossary, path_exists),
            *_find_changed_in_translation(answer, variant, rules),
        ]
        if variant.audience is Audience.LAY:
            findings += find_unanswered_differences(differences[variant.language], (), rules)
        texts.append((variant, findings))
    parity = [(language, one) for language, found in differences.items() for one in found]
    said = dict(_list_digests(answer))
    return AnswerCheck(answer.slug, texts, parity, said, _list_unrecorded(answer, said))


def _list_digests(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield each language with both texts, and the digest of its clinician text."""
    for variant in answer.variants:
        clinician = _clinician_of(answer, variant.language)
        if variant.audience is Audience.LAY and clinician is not None:
            yield (
                variant.language,
                digest_clinician_text(clinician.markdown, clinician.review.status),
            )


def _list_unrecorded(answer: Answer, said: Collection[str]) -> list[str]:
    return [
        one.language
        for one in answer.variants
        if one.audience is Audience.LAY
        and one.language in said
        and one.review.status is Status.APPROVED
        and one.review.checked_against is None
    ]


def _check_text(
    answer: Answer,
    variant: Variant,
    rules: CheckPolicy,
    glossary: Glossary,
    path_exists: Callable[[str], bool],
) -> tuple[Finding, ...]:
    source = parse_source(variant.markdown, variant.language)
    rendering = render_source(
        source,
        slug=answer.slug,
        references=answer.references,
        glossary=glossary,
        policy=EVERY_LAY,
        glossary_path=GLOSSARY_PATH,
    )
    return check_text(
        source, rendering, variant.audience, rules, glossary=glossary, path_exists=path_exists
    )


def _compare(
    answer: Answer, lay: Variant, glossary: Glossary, second_reader: SecondReader | None
) -> tuple[Difference, ...]:
    """Return the differences between a plain text and its clinician text that nobody answered."""
    clinician = _clinician_of(answer, lay.language)
    if clinician is None or clinician.review.status is Status.WITHDRAWN:
        return ()
    answered = answer.parity.get(lay.language, {})
    found = compare_texts(
        clinician.markdown, lay.markdown, lay.language, glossary, second_reader=second_reader
    )
    return tuple(one for one in found if one.find_answer(answered) is None)


def _find_behind(answer: Answer, variant: Variant, rules: CheckPolicy) -> Iterator[Finding]:
    """Yield a finding if the clinician text has changed since the plain text was checked."""
    checked = variant.review.checked_against
    if variant.audience is not Audience.LAY or checked is None:
        return
    clinician = _clinician_of(answer, variant.language)
    if clinician is None or is_unchanged(checked, clinician.markdown, clinician.review.status):
        return
    said = digest_clinician_text(clinician.markdown, clinician.review.status)
    yield from rules.assign_severity([Finding("behind", WARNS, None, None, "", {"said": said})])


def _find_changed_in_translation(
    answer: Answer, variant: Variant, rules: CheckPolicy
) -> tuple[Finding, ...]:
    """Return a finding for each fact that a translation does not have as its source."""
    place = (variant.audience, rules.own_language)
    source = next((one for one in answer.variants if (one.audience, one.language) == place), None)
    if source is None or source is variant:
        return ()
    found = compare_translations(
        source.markdown, source.language, variant.markdown, variant.language
    )
    return rules.assign_severity(
        Finding(
            "changed_in_translation",
            WARNS,
            one.lay.line if one.lay else None,
            None,
            one.lay.text if one.lay else "",
            {"fact": one.fact, "source": one.clinician.text if one.clinician else ""},
        )
        for one in found
        if one.asks
    )


def _clinician_of(answer: Answer, language: str) -> Variant | None:
    place = (Audience.CLINICIAN, language)
    return next((one for one in answer.variants if (one.audience, one.language) == place), None)

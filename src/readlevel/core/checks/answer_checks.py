"""Everything there is to say of an answer as a whole: of each text, and of its texts together."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.checks.severity import BLOCKS, WARNS, CheckPolicy
from readlevel.core.checks.text_checks import check_text, find_unanswered_differences
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import Difference
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.core.model.finding import Finding
from readlevel.core.model.persona import EVERY_LAY
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.pipeline import parse_source, render_source
from readlevel.core.text.content_digest import digest_clinician_text

GLOSSARY_PATH = "/glossary/"


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """What is found in the texts of an answer, and how they differ."""

    slug: str
    texts: Sequence[tuple[Variant, Sequence[Finding]]]
    parity: Sequence[tuple[str, Difference]]
    """Differences that nobody answered, each with the language of the two texts."""
    checked_against: Mapping[str, str]
    """What approving the plain text of a language would record of its clinician text."""
    unrecorded: Sequence[str]
    """Languages whose plain text is approved, and nothing tells what it was checked against."""

    @property
    def blocks(self) -> bool:
        """Tell whether a text would be kept from approval."""
        return any(one.severity == BLOCKS for _, findings in self.texts for one in findings)


def check_answer(
    answer: Answer, rules: CheckPolicy, glossary: Glossary, is_there: Callable[[str], bool]
) -> AnswerCheck:
    """Check all texts of an answer; plain ones beside the clinician text of their language.

    Raise `UnreadableMarkdown` for what cannot be a text.
    """
    differences = {
        variant.language: _compare(answer, variant, glossary)
        for variant in answer.variants
        if variant.audience is Audience.LAY
    }
    texts = []
    for variant in answer.variants:
        findings = [
            *_find_behind(answer, variant, rules),
            *_check_text(answer, variant, rules, glossary, is_there),
        ]
        if variant.audience is Audience.LAY:
            findings += find_unanswered_differences(differences[variant.language], (), rules)
        texts.append((variant, findings))
    parity = [(language, one) for language, found in differences.items() for one in found]
    said = dict(_list_said(answer))
    return AnswerCheck(answer.slug, texts, parity, said, _list_unrecorded(answer, said))


def _list_said(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield the languages of both texts, and what each clinician text says."""
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
    is_there: Callable[[str], bool],
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
        source, rendering, variant.audience, rules, glossary=glossary, is_there=is_there
    )


def _compare(answer: Answer, lay: Variant, glossary: Glossary) -> tuple[Difference, ...]:
    """Return the differences that nobody answered."""
    clinician = _clinician_of(answer, lay.language)
    if clinician is None or clinician.review.status is Status.WITHDRAWN:
        return ()
    answered = answer.parity.get(lay.language, {})
    found = compare_texts(clinician.markdown, lay.markdown, lay.language, glossary)
    return tuple(one for one in found if one.key not in answered)


def _find_behind(answer: Answer, variant: Variant, rules: CheckPolicy) -> Iterator[Finding]:
    """Yield that a plain text was checked against what the clinician text says no more."""
    checked = variant.review.checked_against
    if variant.audience is not Audience.LAY or checked is None:
        return
    clinician = _clinician_of(answer, variant.language)
    said = clinician and digest_clinician_text(clinician.markdown, clinician.review.status)
    if said in (None, checked):
        return
    yield from rules.weigh([Finding("behind", WARNS, None, None, "", {"said": said})])


def _clinician_of(answer: Answer, language: str) -> Variant | None:
    place = (Audience.CLINICIAN, language)
    return next((one for one in answer.variants if (one.audience, one.language) == place), None)

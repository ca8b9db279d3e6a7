"""Every reason that a sample gives for a difference belongs to one that would be asked about."""

from pathlib import Path

import readlevel as package
from readlevel.core.consistency.compare import compare_texts
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Answer, Audience
from readlevel.interchange.answers import content_folder
from readlevel.interchange.files.problems import RecordProblem
from readlevel.interchange.glossary.entries import TermEntry

SAMPLES = Path(package.__file__).parent / "samples"


def list_needed_reasons(answer: Answer, language: str, glossary: Glossary) -> set[str]:
    """Return the keys of the reasons without which a difference would be asked about."""
    texts = {one.audience: one.markdown for one in answer.variants if one.language == language}
    differences = compare_texts(texts[Audience.CLINICIAN], texts[Audience.LAY], language, glossary)
    given = answer.parity[language]
    return {one.find_answer(given) or "" for one in differences if one.asks}


def test_no_sample_has_a_reason_for_a_difference_that_is_gone() -> None:
    source = content_folder.find_content(SAMPLES)
    assert not isinstance(source, RecordProblem)
    glossary = Glossary(one.term for one in source.read_terms() if isinstance(one, TermEntry))
    answers = [one for _, _, one in source.read_answers() if isinstance(one, Answer)]
    assert any(one.parity for one in answers)
    unneeded = [
        (answer.slug, language, key, reason)
        for answer in answers
        for language, given in answer.parity.items()
        for key, reason in given.items()
        if key not in list_needed_reasons(answer, language, glossary)
    ]
    assert unneeded == []

"""The glossary as a text would see it after a change, against indexing everything anew."""

from dataclasses import replace

import pytest

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.glossary.proposed_glossary import propose_glossary
from readlevel.core.model.term import Term

ALL = (
    Term("high-blood-pressure", "high blood pressure", "en", "A.", other_forms=("HBP",)),
    Term("blood-pressure", "blood pressure", "en", "B."),
    Term("pressure-sore", "pressure sore", "en", "C."),
    Term("blood", "blood", "en", "D."),
    Term("stroke", "stroke", "en", "E."),
    Term("unused", "gallstone", "en", "F."),
)
TEXT = "High blood pressure sores and high blood pressure.\nA stroke, or a gall [x]{term=unused}."


@pytest.mark.parametrize("before", [*ALL, None], ids=lambda one: one.slug if one else "new")
@pytest.mark.parametrize(
    "after",
    [None, Term("new", "sores and high", "en", "G."), Term("new", "blood pressure", "en", "H.")],
    ids=["removed", "another", "ambiguous"],
)
def test_a_text_is_matched_as_with_the_whole_glossary(
    before: Term | None, after: Term | None
) -> None:
    if after is not None and before is not None:
        after = replace(after, slug=before.slug)
    complete = Glossary([one for one in ALL if one != before] + ([after] if after else []))
    small = propose_glossary(Glossary(ALL), TEXT, TEXT, "en", before=before, after=after)

    def found(glossary: Glossary) -> list[tuple[int, int, set[str]]]:
        matches = glossary.find_matches(TEXT, "en")
        return [(one.start, one.end, {term.slug for term in one.terms}) for one in matches]

    assert found(small) == found(complete)
    assert (small.find_term("unused", "en") is None) == (complete.find_term("unused", "en") is None)

"""Citations that one of two texts has and the other does not."""

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import DifferenceKind


def citations(clinician: str, lay: str) -> list[tuple[DifferenceKind, str, str]]:
    """Return the kind, key and sentence of each citation reported."""
    return [
        (one.kind, one.fact, place.text)
        for one in compare_texts(clinician, lay, "en")
        if one.fact_type == "citation" and (place := one.lay or one.clinician)
    ]


def test_a_citation_the_lay_text_omits_is_listed() -> None:
    clinician = "Warfarin thins the blood [@a].\n\nInsulin lowers the sugar [@a]."
    lay = "Warfarin thins your blood [@a].\n\nInsulin lowers your sugar."
    assert citations(clinician, lay) == [
        (DifferenceKind.ONLY_CLINICIAN, "@a", "Insulin lowers the sugar.")
    ]


def test_a_citation_the_clinician_text_lacks_must_be_answered() -> None:
    clinician = "Warfarin thins the blood [@a].\n\nInsulin lowers the sugar."
    lay = "Warfarin thins your blood [@a].\n\nInsulin lowers your sugar [@a]."
    assert citations(clinician, lay) == [
        (DifferenceKind.ONLY_LAY, "@a", "Insulin lowers your sugar.")
    ]


def test_a_citation_may_be_anywhere_in_a_paragraph() -> None:
    clinician = "Warfarin thins the blood. Insulin lowers the sugar [@a]."
    lay = "Warfarin thins your blood [@a]. Insulin lowers your sugar."
    assert citations(clinician, lay) == []


def test_a_paired_citation_supports_no_other() -> None:
    clinician = "Warfarin thins the blood. Insulin lowers the sugar [@a]."
    lay = "Warfarin thins your blood [@a]. Insulin lowers your sugar [@a]."
    assert citations(clinician, lay) == [
        (DifferenceKind.ONLY_LAY, "@a", "Warfarin thins your blood.")
    ]


def test_an_unknown_work_is_reported_once_and_an_omitted_one_each_time() -> None:
    twice = "Warfarin thins the blood [@a].\n\nInsulin lowers the sugar [@a]."
    bare = "Warfarin thins the blood.\n\nInsulin lowers the sugar."
    assert [kind for kind, _, _ in citations(bare, twice)] == [DifferenceKind.ONLY_LAY]
    assert [kind for kind, _, _ in citations(twice, bare)] == [DifferenceKind.ONLY_CLINICIAN] * 2


def test_each_citation_supports_one() -> None:
    clinician = "Warfarin thins the blood [@a].\n\nThe dose is low [@a]."
    lay = "Your blood is thinner now [@a].\n\nIt is a small dose."
    [(kind, key, _)] = citations(clinician, lay)
    assert (kind, key) == (DifferenceKind.ONLY_CLINICIAN, "@a")
    [(kind, key, _)] = citations(lay, clinician)
    assert (kind, key) == (DifferenceKind.ONLY_LAY, "@a")

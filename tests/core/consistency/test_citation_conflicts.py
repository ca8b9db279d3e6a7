"""Works that one text cites and the other does not, at all or where it says the same."""

from readlevel.core.consistency.compare import DifferenceKind, compare_texts


def citations(clinician: str, lay: str) -> list[tuple[DifferenceKind, str, str]]:
    """Return the kind, the key and the sentence of each citation that is told."""
    return [
        (one.kind, one.fact, place.text)
        for one in compare_texts(clinician, lay, "en")
        if one.fact_type == "citation" and (place := one.lay or one.clinician)
    ]


def test_a_work_that_the_plain_text_drops_at_one_statement_is_told_quietly() -> None:
    clinician = "Warfarin thins the blood [@a].\n\nInsulin lowers the sugar [@a]."
    lay = "Warfarin thins your blood [@a].\n\nInsulin lowers your sugar."
    assert citations(clinician, lay) == [
        (DifferenceKind.ONLY_CLINICIAN, "@a", "Insulin lowers the sugar.")
    ]


def test_a_work_that_the_clinician_text_drops_at_one_statement_asks() -> None:
    clinician = "Warfarin thins the blood [@a].\n\nInsulin lowers the sugar."
    lay = "Warfarin thins your blood [@a].\n\nInsulin lowers your sugar [@a]."
    assert citations(clinician, lay) == [
        (DifferenceKind.ONLY_LAY, "@a", "Insulin lowers your sugar.")
    ]


def test_where_a_paragraph_cites_a_work_does_not_matter() -> None:
    clinician = "Warfarin thins the blood. Insulin lowers the sugar [@a]."
    lay = "Warfarin thins your blood [@a]. Insulin lowers your sugar."
    assert citations(clinician, lay) == []


def test_a_citation_of_another_pair_stands_for_nothing_else() -> None:
    clinician = "Warfarin thins the blood. Insulin lowers the sugar [@a]."
    lay = "Warfarin thins your blood [@a]. Insulin lowers your sugar [@a]."
    assert citations(clinician, lay) == [
        (DifferenceKind.ONLY_LAY, "@a", "Warfarin thins your blood.")
    ]


def test_a_work_that_nothing_above_cites_asks_once_and_one_left_out_is_listed_at_each_place() -> (
    None
):
    twice = "Warfarin thins the blood [@a].\n\nInsulin lowers the sugar [@a]."
    bare = "Warfarin thins the blood.\n\nInsulin lowers the sugar."
    assert [kind for kind, _, _ in citations(bare, twice)] == [DifferenceKind.ONLY_LAY]
    assert [kind for kind, _, _ in citations(twice, bare)] == [DifferenceKind.ONLY_CLINICIAN] * 2


def test_each_citation_stands_for_one() -> None:
    clinician = "Warfarin thins the blood [@a].\n\nThe dose is low [@a]."
    lay = "Your blood is thinner now [@a].\n\nIt is a small dose."
    [(kind, key, _)] = citations(clinician, lay)
    assert (kind, key) == (DifferenceKind.ONLY_CLINICIAN, "@a")
    [(kind, key, _)] = citations(lay, clinician)
    assert (kind, key) == (DifferenceKind.ONLY_LAY, "@a")

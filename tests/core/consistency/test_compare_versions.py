"""What changed in substance between versions of a text, and between a draft and its source."""

from readlevel.core.consistency.compare_versions import compare_draft, compare_versions

APPROVED = (
    "Take 10 mg of methotrexate once a week. Do not drink alcohol. "
    "The injection goes under the skin. Call a doctor at once if you have a fever."
)


def facts(found: tuple[object, ...]) -> set[str]:
    return {one.fact_type for one in found}  # type: ignore[attr-defined]


def test_the_same_text_has_not_changed() -> None:
    assert not compare_versions(APPROVED, APPROVED, "en")


def test_other_words_for_the_same_change_nothing() -> None:
    reworded = APPROVED.replace("once a week", "one time each week")
    assert not compare_versions(APPROVED, reworded, "en").contradicting


def test_what_changed_in_substance_is_told() -> None:
    changed = APPROVED.replace("10 mg", "15 mg").replace("under the skin", "into a vein")
    found = compare_versions(APPROVED, changed, "en")
    assert {"number", "route"} <= facts(found.contradicting)
    assert not found.omitted


def test_a_lost_dose_is_told() -> None:
    found = compare_versions(APPROVED, APPROVED.replace("10 mg of ", ""), "en")
    assert [one.fact for one in found.omitted] == ["10 mg"]


def test_a_power_that_became_a_number_is_told() -> None:
    before = "The count was above 10^2^ cells in the sample."
    found = compare_versions(before, before.replace("^", ""), "en")
    assert found


def test_a_draft_is_compared_with_its_source() -> None:
    draft = "Take 10 mg of methotrexate every day. You may drink alcohol."
    found = compare_draft(APPROVED, draft, "en")
    assert {"frequency", "negation"} <= facts(found.contradicting)
    assert not compare_draft(APPROVED, "Take 10 mg of methotrexate once a week.", "en").added

"""Differences between two texts."""

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import DifferenceKind


def test_a_work_cited_in_one_text_only_is_reported() -> None:
    found = compare_texts(
        "Bleeding is rare [@a]. It stops [@b].", "You rarely bleed [@a; @c].", "en"
    )
    assert [(one.kind, one.fact, one.fact_type) for one in found] == [
        (DifferenceKind.ONLY_LAY, "@c", "citation"),
        (DifferenceKind.ONLY_CLINICIAN, "@b", "citation"),
    ]
    assert found[0].lay is not None
    assert found[0].lay.text == "You rarely bleed."
    assert found[0].clinician is None


def test_the_key_of_a_difference_depends_on_its_words_only() -> None:
    def key(lay: str) -> str:
        (difference,) = compare_texts("Rest.", lay, "en")
        return difference.key

    assert key("You rarely bleed [@c].") == key("Intro.\n\n- *You* rarely\n  bleed  [@c].")
    assert key("You rarely bleed [@c].") != key("You often bleed [@c].")
    assert key("You rarely bleed [@c].") != key("You rarely bleed [@d].")


def test_a_denied_clause_is_marked_at_the_word_that_differs() -> None:
    clinician = "Metformin does not cause weight gain in most people who take it."
    lay = "Metformin makes most people who take it gain weight after a few months."
    found = [one for one in compare_texts(clinician, lay, "en") if one.fact_type == "negation"]
    for one in found:
        assert one.lay
        assert len(one.lay.fact.split()) <= 5


def test_the_sentences_around_a_difference_are_known() -> None:
    clinician = "Start low. Give 5 mg a day. Go slow."
    lay = "You start low. You take 10 mg a day. You go slow.\n\nAnother paragraph."
    [found] = [one for one in compare_texts(clinician, lay, "en") if one.asks]
    assert found.clinician
    assert found.lay
    assert (found.clinician.before, found.clinician.after) == ("Start low.", "Go slow.")
    assert (found.lay.before, found.lay.after) == ("You start low.", "You go slow.")

"""What two texts say differently."""

from readlevel.core.consistency.compare import DifferenceKind, compare_texts


def test_a_work_that_one_text_cites_alone_is_told() -> None:
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


def test_the_key_of_a_difference_holds_until_its_words_change() -> None:
    def key(lay: str) -> str:
        (difference,) = compare_texts("Rest.", lay, "en")
        return difference.key

    assert key("You rarely bleed [@c].") == key("Intro.\n\n- *You* rarely\n  bleed  [@c].")
    assert key("You rarely bleed [@c].") != key("You often bleed [@c].")
    assert key("You rarely bleed [@c].") != key("You rarely bleed [@d].")

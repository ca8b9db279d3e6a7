import pytest

from readlevel.core.hints.c_value import Phrase, compute_c_values


def test_the_c_value_is_that_of_the_paper() -> None:
    # By equation 3: uses times log2 of the words, less the mean uses of what is around.
    values = compute_c_values(
        {
            ("adenoid", "cystic", "basal", "cell"): 5,
            ("cystic", "basal", "cell"): 11,
            ("basal", "cell"): 30,
            ("nodular", "basal", "cell"): 4,
        }
    )
    assert values["adenoid", "cystic", "basal", "cell"] == pytest.approx(10)
    assert values["cystic", "basal", "cell"] == pytest.approx(1.585 * (11 - 5), rel=1e-3)
    assert values["basal", "cell"] == pytest.approx(30 - (5 + 11 + 4) / 3)


def test_uses_in_an_inflection_of_what_is_around_count() -> None:
    uses: dict[Phrase, int] = {("kidney", "diseases"): 6, ("chronic", "kidney", "disease"): 2}
    shapes: dict[Phrase, Phrase] = {("kidney", "disease"): ("kidney", "diseases")}
    assert compute_c_values(uses, shapes)["kidney", "diseases"] == 4

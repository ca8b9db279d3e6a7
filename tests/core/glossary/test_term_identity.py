import pytest

from readlevel.core.glossary.term_identity import identify_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fever", "Fever"),
        ("heart attack", "Heart Attack"),
        ("heart attack", "HEART ATTACK"),
        ("Crohn's disease", "Crohn\u2019s Disease"),
        ("\u00e9pilepsie", "E\u0301pilepsie"),
        ("PET scan", "PET Scan"),
        ("β-blocker", "Β-blocker"),
    ],
)
def test_capitals_make_no_other_term(one: str, other: str) -> None:
    assert identify_name(one) == identify_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("AIDS", "aids"), ("PET", "pet"), ("mRNA", "MRNA"), ("A", "a"), ("papá", "papa")],
)
def test_an_acronym_or_an_accent_makes_another_term(one: str, other: str) -> None:
    assert identify_name(one) != identify_name(other)

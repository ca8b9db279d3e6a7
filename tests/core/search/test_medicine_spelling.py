import pytest

from readlevel.core.search.medicine_spelling import make_key, spell_in_spanish


@pytest.mark.parametrize(
    ("name", "elsewhere"),
    [
        ("sertraline", "sertralina"),
        ("sertraline", "sertralin"),
        ("hydrochlorothiazide", "hidroclorotiazida"),
        ("levothyroxine", "levotiroxina"),
        ("amoxicillin", "amoxicilina"),
        ("ibuprofen", "ibuprofeno"),
        ("omeprazole", "omeprazol"),
        ("warfarin", "varfarina"),
    ],
)
def test_the_spellings_of_a_generic_name_have_one_key(name: str, elsewhere: str) -> None:
    assert make_key(name) == make_key(elsewhere) != ""


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("prednisone", "prednisolone"),
        ("losartan", "valsartan"),
        ("hydralazine", "hydroxyzine"),
        ("clomipramine", "chlorpromazine"),
    ],
)
def test_different_medicines_have_different_keys(name: str, other: str) -> None:
    assert make_key(name) != make_key(other)


def test_short_words_have_no_key() -> None:
    assert make_key("iron") == make_key("") == ""


@pytest.mark.parametrize(
    ("name", "spanish"),
    [
        ("metformin", "metformina"),
        ("amlodipine", "amlodipino"),
        ("hydrochlorothiazide", "hidroclorotiazida"),
        ("losartan", "losartan"),
    ],
)
def test_names_are_spelled_as_in_spanish(name: str, spanish: str) -> None:
    assert spanish in spell_in_spanish(name)


def test_names_of_several_words_are_not_spelled() -> None:
    assert spell_in_spanish("glyceryl trinitrate") == ()

"""A plain text in words of its own that follows its clinician text sentence by sentence."""

import pytest

from readlevel.core.consistency.compare import compare_texts

CLINICIAN = """\
Carbimazole 20 mg is given once daily for hyperthyroidism.
Agranulocytosis is a rare but life-threatening complication.
Pyrexia or pharyngitis mandates an urgent full blood count.
Smoking aggravates Graves' orbitopathy.
Periodic thyroid function tests are performed every 6 weeks.
The drug does not affect fertility.
"""
LAY = """\
For an overactive thyroid, you take 20 mg of carbimazole once a day.
Very few people lose the white cells that fight germs, which can kill.
With a fever or a sore throat, have your blood tested at once.
If you smoke, the trouble with your eyes gets worse.
Your thyroid is tested every 6 weeks.
You can have children just as well as before.
"""


def list_asked(lay: str) -> list[tuple[str, str]]:
    return [
        (one.fact_type, one.lay.fact)
        for one in compare_texts(CLINICIAN, lay, "en")
        if one.asks and one.lay
    ]


def test_a_faithful_text_in_other_words_asks_nothing() -> None:
    assert list_asked(LAY) == []


@pytest.mark.parametrize(
    ("was", "became", "about"),
    [
        ("gets worse", "gets better", "direction"),
        ("tested at once", "tested at your next visit", "urgency"),
        ("Very few people", "Many people", "contrast"),
    ],
)
def test_a_change_is_found_by_the_place_of_its_sentence(was: str, became: str, about: str) -> None:
    assert [kind for kind, _ in list_asked(LAY.replace(was, became))] == [about]


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (
            "There were no data on quality of life, costs or mental state.",
            "No data were found on other matters: mental state, quality of life, or service use.",
        ),
        (
            "Insulin does not cross the placenta and is first-line when diet fails.",
            "If diet is not enough, insulin comes first. Insulin does not reach the baby.",
        ),
        (
            "The injection site should be rotated to avoid lipohypertrophy.",
            "Change the injection site each time, so that no lumps form.",
        ),
        (
            "We found no data on a low-protein diet in children.",
            "There were no data on children who eat a low-protein diet.",
        ),
    ],
)
def test_denials_of_a_part_do_not_deny_the_whole(clinician: str, lay: str) -> None:
    found = compare_texts(clinician, lay, "en")
    assert not [one.fact for one in found if one.asks and one.fact_type == "negation"]


def test_a_hyphenated_word_hedges_nothing() -> None:
    clinician = "We found no data on the costs of a low-protein diet in children."
    lay = "We found data on the costs of a low-protein diet in children."
    found = compare_texts(clinician, lay, "en")
    assert [one.fact_type for one in found if one.asks] == ["negation"]

"""How often something is done: the same frequency in any wording agrees, another conflicts."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.claims.abbreviated_frequencies import AS_NEEDED
from readlevel.core.claims.frequencies import find_frequencies
from readlevel.core.consistency.compare import compare_texts

FREQUENCIES = {
    "once a day": 1,
    "every 24 hours": 1,
    "twice a day": 2,
    "b.i.d.": 2,
    "every 12 hours": 2,
    "three times a day": 3,
    "q8h": 3,
    "with each meal": 3,
    "every other day": 0.5,
    "once a week": 1 / 7,
    "on Mondays": 1 / 7,
    "every month": 12 / 365.25,
}
"""Twelve ways to say how often, in times a day."""

SPANISH = {
    "una vez al día": 1,
    "cada 24 horas": 1,
    "dos veces al día": 2,
    "cada 12 horas": 2,
    "cada 8 horas": 3,
    "un día sí y otro no": 0.5,
    "una vez a la semana": 1 / 7,
    "los lunes": 1 / 7,
}


@pytest.mark.parametrize(("first", "second"), [*product(FREQUENCIES, repeat=2)])
def test_only_another_frequency_is_a_difference(first: str, second: str) -> None:
    found = compare_texts(
        f"The dose of methotrexate is 10 mg {first}.", f"Take 10 mg of methotrexate {second}.", "en"
    )
    assert any(one.asks for one in found) is (FREQUENCIES[first] != FREQUENCIES[second])


@pytest.mark.parametrize(("first", "second"), [*product(SPANISH, repeat=2)])
def test_spanish_frequencies_are_compared(first: str, second: str) -> None:
    found = compare_texts(
        f"La dosis de metotrexato es de 10 mg {first}.",
        f"Tome 10 mg de metotrexato {second}.",
        "es",
    )
    assert any(one.asks for one in found) is (SPANISH[first] != SPANISH[second])


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("500 mg b.i.d.", (2, 2)),
        ("5 mg bd", (2, 2)),
        ("q6-8h", (3, 4)),
        ("every 4 to 6 hours", (4, 6)),
        ("every eight hours", (3, 3)),
        ("12-hourly", (2, 2)),
        ("2 to 3 times per day", (2, 3)),
        ("4 times in 24 hours", (4, 4)),
        ("nightly", (1, 1)),
        ("in the morning and at night", (2, 2)),
        ("on alternate days", (0.5, 0.5)),
        ("on Mondays and Thursdays", (2 / 7, 2 / 7)),
        ("once every 3 weeks", (1 / 21, 1 / 21)),
        ("every 2 years", (1 / 730.5, 1 / 730.5)),
    ],
)
def test_a_frequency_is_read_in_times_a_day(text: str, times: tuple[float, float]) -> None:
    [found] = find_frequencies(text, "en")
    assert found.number == pytest.approx(times)


@pytest.mark.parametrize("text", ["prn", "p.r.n.", "as needed", "if required"])
def test_medicines_for_need_have_no_number(text: str) -> None:
    [found] = find_frequencies(f"10 mg {text} for pain", "en")
    assert (found.value, found.number) == (AS_NEEDED, None)


@pytest.mark.parametrize("text", ["daily life", "an OD of opioids", "a day off", "Monday's child"])
def test_other_words_are_no_frequency(text: str) -> None:
    assert not [one for one in find_frequencies(text, "en") if one.number and one.number[0] >= 1]


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        ("Give 500 mg of metformin twice daily.", "Take 1,000 mg of metformin a day."),
        ("Check the INR every 4 weeks.", "Have your INR checked once a month."),
        ("Give 10 mg of prednisone daily.", "Take 10 mg of prednisone every morning."),
    ],
)
def test_totals_and_near_periods_agree(clinician: str, lay: str) -> None:
    assert not [one for one in compare_texts(clinician, lay, "en") if one.fact_type == "frequency"]


@given(st.text(max_size=60), st.sampled_from(["en", "es", "de", "ar"]))
def test_frequencies_of_any_text_lie_in_it(text: str, language: str) -> None:
    for one in find_frequencies(text, language):
        assert 0 <= one.start < one.end <= len(text)
        assert one.number is None or 0 < one.number[0] <= one.number[1]

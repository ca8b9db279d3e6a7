"""The index of quantities by value: what agrees with a quantity is found."""

from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.facts.quantity_agreement import agrees_closely, quantities_agree
from readlevel.core.facts.quantity_index import QuantityIndex
from readlevel.core.facts.read_quantities import find_quantities

NUMBERS = st.one_of(
    st.integers(1, 3_000).map(str), st.decimals(1, 200, places=2).map(lambda one: f"{one:f}")
)
UNITS = st.sampled_from(
    ["mg", "g", "lb", "kg", "days", "weeks", "months", "hours", "%", "°C", "°F", "patients", "mmHg"]
)
WORDINGS = st.sampled_from(
    [
        "{0} {2}",
        "about {0} {2}",
        "more than {0} {2}",
        "at most {0} {2}",
        "{0} to {1} {2}",
        "{0}/{1} {2}",
        "{0} in {1}",
        "every {0} {2}",
        "{0} {2} a day",
        "a ratio of {0}",
    ]
)
SENTENCES = st.builds(
    lambda wording, *values: f"Take {wording.format(*values)}.", WORDINGS, NUMBERS, NUMBERS, UNITS
)


@given(st.lists(SENTENCES, min_size=1, max_size=30), SENTENCES)
def test_every_quantity_that_agrees_closely_is_found(sentences: list[str], other: str) -> None:
    known = [one for text in sentences for one in find_quantities(text, "en")]
    index = QuantityIndex(known)
    for quantity in [*find_quantities(other, "en"), *known]:
        agreeing = {
            place
            for place, one in enumerate(known)
            if quantities_agree(one, quantity)
            and (one == quantity or (agrees_closely(one) and agrees_closely(quantity)))
        }
        assert agreeing <= set(index.find_like(quantity))


def test_of_many_quantities_the_nearest_are_found() -> None:
    known = [find_quantities(f"{number} people", "en")[0] for number in range(5_000, 6_000)]
    found = QuantityIndex(known).find_like(known[600])
    assert known[600] in [known[place] for place in found]
    assert len(found) <= 100

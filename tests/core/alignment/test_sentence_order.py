"""Sentences of two texts that tell the same in the same order stand at the same place."""

from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.alignment.sentence_order import SentenceOrder

Rows = list[dict[int, float]]


def order_of(rows: Rows, clinician: int) -> SentenceOrder:
    """Return the order of a text with a row of similarities for each lay sentence."""
    columns: Rows = [{} for _ in range(clinician)]
    for lay, row in enumerate(rows):
        for other, similarity in row.items():
            columns[other][lay] = similarity
    return SentenceOrder(rows, columns)


def test_a_sentence_between_two_with_counterparts_has_its_counterpart_between_them() -> None:
    order = order_of([{0: 0.5}, {1: 0.5}, {}, {3: 0.5}, {4: 0.5}], 5)
    assert order.closeness(2, 2) > 0.5
    assert order.closeness(2, 2) > order.closeness(2, 1) > 0
    assert order.closeness(2, 4) == 0
    assert list(order.list_near(2)) == [1, 2, 3]


def test_texts_in_another_order_have_no_places() -> None:
    order = order_of([{4: 0.5}, {3: 0.5}, {2: 0.5}, {1: 0.5}, {0: 0.5}], 5)
    assert order.trust == 0
    assert order.closeness(2, 2) == 0
    assert not order.list_near(2)


def test_a_sentence_out_of_order_does_not_break_the_chain() -> None:
    rows: Rows = [{0: 0.5}, {1: 0.5}, {5: 0.4}, {2: 0.5}, {3: 0.5}, {4: 0.5}]
    order = order_of(rows, 6)
    assert order.closeness(4, 3) == order.trust > 0.5


def test_one_sentence_alike_is_too_little_to_trust_an_order() -> None:
    assert order_of([{0: 0.9}], 1).trust == 0


SIMILARITIES = st.dictionaries(st.integers(0, 7), st.floats(0.01, 1), max_size=3)


@given(st.lists(SIMILARITIES, max_size=8))
def test_closeness_is_a_share_and_is_nothing_away_from_the_place(rows: Rows) -> None:
    order = order_of(rows, 8)
    assert 0 <= order.trust <= 1
    for lay in range(len(rows)):
        near = order.list_near(lay)
        for clinician in range(8):
            assert 0 <= order.closeness(lay, clinician) <= order.trust
            assert clinician in near or order.closeness(lay, clinician) == 0


@given(st.integers(4, 12), st.floats(0.2, 1))
def test_a_text_is_in_its_own_order(sentences: int, similarity: float) -> None:
    order = order_of([{one: similarity} for one in range(sentences)], sentences)
    assert order.trust == 1
    assert all(order.closeness(one, one) == 1 for one in range(sentences))

"""What must not change is masked, and put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.assistant.answer_refused import AnswerRefused
from readlevel.core.assistant.masking import mask, unmask

MASKED = [
    ("Take 5 mg.", "Take ⟦1⟧.", ["5 mg"]),
    ("Take 5\nmg now.", "Take ⟦1⟧ now.", ["5\nmg"]),
    ("Below 130/80 mmHg.", "⟦1⟧.", ["Below 130/80 mmHg"]),
    ("Take warfarin [@a; @b].", "Take ⟦1⟧ ⟦2⟧.", ["warfarin", "[@a; @b]"]),
    ("See [the page](https://e.org/a_(b)).", "See ⟦1⟧.", ["[the page](https://e.org/a_(b))"]),
    ("See https://e.org/x.", "See ⟦1⟧.", ["https://e.org/x"]),
    ("![A heart](images/heart.png)", "⟦1⟧", ["![A heart](images/heart.png)"]),
    ("A [clot]{term=clot} forms.", "A ⟦1⟧ forms.", ["[clot]{term=clot}"]),
    ("CHA~2~DS~2~-VASc helps.", "⟦1⟧ helps.", ["CHA~2~DS~2~-VASc"]),
    ("1. Rest.\n2. Drink.", "1. Rest.\n2. Drink.", []),
    ("A ⟦7⟧ in the text.", "A ⟦1⟧ in the text.", ["⟦7⟧"]),
    ("Statins help.", "Statins help.", []),
    ("Take it twice.", "Take it twice.", []),
]


@pytest.mark.parametrize(("text", "masked", "originals"), MASKED)
def test_citations_links_numbers_and_medicines_are_masked(
    text: str, masked: str, originals: list[str]
) -> None:
    found = mask(text, "en")
    assert (found.text, list(found.originals)) == (masked, originals)


@given(st.text(alphabet="ab 5.,%⟦⟧1[]()@{}=~^\n-mg", max_size=80))
def test_unmasking_what_was_masked_gives_the_text(text: str) -> None:
    masked = mask(text, "en")
    assert unmask(masked.text, masked) == text


@given(st.text(alphabet="ab ⟦⟧12[]()@.", max_size=40))
def test_any_answer_is_complete_or_refused(answer: str) -> None:
    masked = mask("Take 5 mg of warfarin [@a].", "en")
    try:
        draft = unmask(answer, masked)
    except AnswerRefused:
        return
    assert all(one in draft for one in masked.originals)
    assert "⟦" not in draft or "⟦" in answer


def test_a_value_that_stands_there_twice_is_needed_twice() -> None:
    masked = mask("Take 5 mg in the morning and 5 mg at night.", "en")
    assert unmask("Morning: ⟦1⟧. Night: 5 mg.", masked) == "Morning: 5 mg. Night: 5 mg."
    with pytest.raises(AnswerRefused, match="lost"):
        unmask("Take ⟦1⟧ in the morning.", masked)

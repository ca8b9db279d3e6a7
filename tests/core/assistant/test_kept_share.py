"""How much of a text comes from drafts."""

import pytest

from readlevel.core.assistant.kept_share import compute_kept_share

DRAFT = "Your heart beats too fast, so your doctor gives you a medicine."


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (DRAFT, 1.0),
        (DRAFT.upper(), 1.0),
        ("", 0.0),
        ("Entirely other words that someone wrote by hand.", 0.0),
        ("Your heart beats too", 1.0),
        ("Your heart beats", 0.0),
        (f"{DRAFT} One two three four five six seven eight nine ten eleven twelve.", 0.5),
    ],
)
def test_runs_of_four_words_count(text: str, share: float) -> None:
    assert compute_kept_share(text, [DRAFT]) == share


def test_what_people_had_written_before_does_not_count() -> None:
    assert compute_kept_share(DRAFT, [DRAFT], [DRAFT]) == 0.0

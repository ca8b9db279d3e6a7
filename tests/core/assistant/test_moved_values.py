"""Numbers that change places are found by their order."""

import pytest

from readlevel.core.assistant.moved_values import find_moved

SOURCE = "Take 5 mg of warfarin. It lowers the risk by 64%."


@pytest.mark.parametrize(
    ("draft", "moved"),
    [
        (SOURCE, False),
        ("Take warfarin: 5 mg. Risk falls by 64%.", True),
        ("Take 64% of warfarin. It lowers the risk by 5 mg.", True),
        ("Take it.", False),
    ],
)
def test_values_in_another_order_are_named(draft: str, moved: bool) -> None:
    found = find_moved(SOURCE, draft, "en")
    assert bool(found) is moved
    assert set(found) < {"5 mg", "warfarin", "64%"}

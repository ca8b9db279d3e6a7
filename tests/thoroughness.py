"""How much is tried: `make test` takes a share of long lists, `make thorough` all of them."""

import os
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

THOROUGH = bool(os.environ.get("READLEVEL_TEST_THOROUGH"))


def choose(items: Sequence[Item], *, one_in: int) -> Sequence[Item]:
    """Return all items in a thorough run, else one in so many."""
    return items if THOROUGH else items[::one_in]


def examples(few: int, many: int) -> int:
    """Return `many` in a thorough run, else `few`: of examples, rounds or edits to try."""
    return many if THOROUGH else few

"""Pagination of the lists of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from readlevel.web.http.urls import with_query


@dataclass(frozen=True, slots=True)
class Pagination:
    """One page of a list, and the URLs of its neighbours."""

    total: int
    number: int
    last: int
    skip: int
    """How many rows the previous pages have."""
    previous_url: str | None
    next_url: str | None
    is_truncated: bool
    """Whether the list stops here though there are more rows."""


ROWS_PER_PAGE = 50
_MOST_PAGES = 10_000


def paginate(
    path: str,
    asked: int,
    total: int,
    *,
    most: int = _MOST_PAGES,
    rows: int = ROWS_PER_PAGE,
    parameters: Mapping[str, str | None] | None = None,
) -> Pagination:
    """Return page number `asked`, clamped, of a list with `total` rows.

    A page has `rows` rows. The list stops after `most` pages: users narrow their search instead.
    """
    in_all = max(1, -(-total // rows))
    last = min(in_all, most)
    number = min(max(asked, 1), last)

    def url(page: int) -> str | None:
        if not 1 <= page <= last or page == number:
            return None
        return with_query(path, **(parameters or {}), page=str(page) if page > 1 else None)

    return Pagination(
        total=total,
        number=number,
        last=last,
        skip=(number - 1) * rows,
        previous_url=url(number - 1),
        next_url=url(number + 1),
        is_truncated=number == last < in_all,
    )

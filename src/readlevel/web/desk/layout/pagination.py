"""Pagination of the lists of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from readlevel.web.http.urls import with_query


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where a list goes on."""

    total: int
    number: int
    last: int
    skip: int
    """How many texts stand on the pages before."""
    previous_url: str | None
    next_url: str | None
    is_truncated: bool
    """Whether it ends here though there are more."""


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
    """Return where a list of `total` rows goes on from the page that is asked for.

    A page has so many `rows`. The list ends after `most` pages: what comes later is found by asking
    for less.
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

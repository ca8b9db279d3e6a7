"""Use cases for API clients: paginated lists of answers and terms."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.storage.glossary.term_entries import ListedTerm
from readlevel.storage.public import api_cursors, tombstones
from readlevel.storage.public.api_cursors import CursorItem as CursorItem
from readlevel.storage.public.api_cursors import ListCursor as ListCursor
from readlevel.storage.public.public_texts import TextChoice as TextChoice
from readlevel.storage.public.tombstones import Tombstone as Tombstone
from readlevel.storage.public.tombstones import TombstoneReason as TombstoneReason
from readlevel.usecases.public import search
from readlevel.usecases.public.search import SearchRequest
from readlevel.usecases.searching import find_terms

FIRST_TERM_CURSOR = ("", "")


@dataclass(frozen=True, slots=True)
class AnswersQuery:
    """The filter of a request, and the cursor of the previous page."""

    language: str
    query: str
    topic: str | None
    since: int | None
    """Microseconds since 1970: only what changed then or later, the earliest first."""
    after: ListCursor | None
    """Of a search: as `at`, how many hits came before."""
    choice: TextChoice
    """Which text of an answer is shown."""
    limit: int

    @property
    def show_unreviewed(self) -> bool:
        """Return whether texts that wait for review are listed."""
        return self.choice.show_unreviewed


@dataclass(frozen=True, slots=True)
class AnswerCursorPage:
    """A page of answers; `next` is the cursor of the next page, None on the last."""

    answers: tuple[CursorItem, ...]
    next: ListCursor | None
    tombstones: tuple[Tombstone, ...] = ()
    """Of a list by change: the texts that left, in the same order and between the same cursors."""
    corrected: str = ""
    """The query that was searched for, if misspelled words were put right; else empty."""
    fits: bool | None = None
    """Of a search: whether the first hit covers enough of the query to be offered as an answer."""


@dataclass(frozen=True, slots=True)
class TermCursorPage:
    """A page of the glossary; `next` is the cursor of the next page, None on the last."""

    terms: tuple[ListedTerm, ...]
    next: tuple[str, str] | None
    corrected: str = ""
    """The query that was searched for, if misspelled words were put right; else empty."""


@dataclass(frozen=True, slots=True)
class WithdrawnCursorPage:
    """A page of the removed texts; `next` is the cursor of the next page, None on the last."""

    texts: tuple[Tombstone, ...]
    next: tuple[str, str] | None


def list_answers(session: Session, asked: AnswersQuery) -> AnswerCursorPage:
    """Return a part of the answers: of a search the best first, of what changed the earliest.

    Of all others, the latest reviewed come first.
    """
    if asked.query:
        return _search(session, asked)
    if asked.since is not None:
        return _list_changed(session, asked, asked.since)
    found = api_cursors.list_newest(
        session,
        asked.language,
        asked.topic,
        after=asked.after,
        show_unreviewed=asked.show_unreviewed,
        limit=asked.limit + 1,
    )
    shown = found[: asked.limit]
    return AnswerCursorPage(shown, shown[-1].place if len(found) > asked.limit else None)


def list_terms(
    session: Session,
    language: str,
    *,
    query: str,
    letter: str | None,
    after: tuple[str, str] | None,
    limit: int,
) -> TermCursorPage:
    """Return a page of the glossary by name; a search returns all matches at once."""
    if query:
        asked = find_terms.search_terms(session, language, query)
        return TermCursorPage(asked.terms, None, asked.corrected)
    found = api_cursors.list_terms(
        session, language, letter, after=after or FIRST_TERM_CURSOR, limit=limit + 1
    )
    shown = found[:limit]
    more = len(found) > limit
    return TermCursorPage(tuple(term for term, _ in shown), shown[-1][1] if more else None)


def list_withdrawn(
    session: Session, *, after: tuple[str, str] | None, show_unreviewed: bool, limit: int
) -> WithdrawnCursorPage:
    """Return a page of the texts that are no longer public, by slug."""
    slug, which = after or ("", "")
    audience, _, language = which.partition(" ")
    found = tombstones.list_all(
        session,
        after=(slug, audience, language),
        show_unreviewed=show_unreviewed,
        limit=limit + 1,
    )
    shown = found[:limit]
    if len(found) <= limit:
        return WithdrawnCursorPage(shown, None)
    last = shown[-1]
    return WithdrawnCursorPage(shown, (last.slug, f"{last.audience} {last.language}"))


def _list_changed(session: Session, asked: AnswersQuery, since: int) -> AnswerCursorPage:
    """Return changed and removed texts, merged by the time of the change.

    In these cursors, answers have even ids and tombstones odd ones, so that one cursor continues
    both lists. Tombstones are of every topic: a text that left may have been of the one asked for.
    """
    after = asked.after
    of_answers = None if after is None else ListCursor(after.at, after.id // 2)
    of_left = (0, 0) if after is None else (after.at, (after.id - 1) // 2)
    answers = api_cursors.list_changed(
        session,
        asked.language,
        asked.topic,
        since=since,
        after=of_answers,
        show_unreviewed=asked.show_unreviewed,
        limit=asked.limit + 1,
    )
    left = tombstones.list_changed(
        session,
        asked.language,
        since=since,
        after=of_left,
        show_unreviewed=asked.show_unreviewed,
        limit=asked.limit + 1,
    )
    merged = sorted(
        [
            *((ListCursor(one.changed, 2 * one.place.id), one) for one in answers),
            *((ListCursor(one.changed, 2 * one.id + 1), one) for one in left),
        ],
        key=lambda placed: (placed[0].at, placed[0].id),
    )
    shown = [one for _, one in merged[: asked.limit]]
    return AnswerCursorPage(
        tuple(one for one in shown if isinstance(one, CursorItem)),
        merged[asked.limit - 1][0] if len(merged) > asked.limit else None,
        tuple(one for one in shown if isinstance(one, Tombstone)),
    )


def _search(session: Session, asked: AnswersQuery) -> AnswerCursorPage:
    offset = asked.after.at if asked.after else 0
    found = search.search_answers(
        session,
        SearchRequest(
            asked.query,
            asked.choice,
            asked.limit,
            offset,
            topic=asked.topic or "",
            since=asked.since or 0,
            other_languages=False,
        ),
    )
    placed = api_cursors.find_by_slugs(
        session, asked.language, [hit.answer.slug for hit in found.hits]
    )
    hits = tuple(
        placed[hit.answer.slug].as_hit(hit.answer, hit.coverage)
        for hit in found.hits
        if hit.answer.slug in placed
    )
    seen = offset + len(found.hits)
    return AnswerCursorPage(
        hits,
        ListCursor(seen, 0) if seen < found.total else None,
        corrected=found.corrected,
        fits=found.fits,
    )

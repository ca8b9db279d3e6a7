"""Use cases of searches that missed something: they are counted, and readers may ask the editors.

Nothing identifies readers: a network is known for one day by a salted digest, and a search is shown
to editors only once several networks made it, unless a reader asks them for an answer.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.checks.personal_data import find_identifiers
from readlevel.storage.database import secret_keys
from readlevel.storage.feedback import missed_searches
from readlevel.storage.feedback.missed_searches import MissKind as MissKind
from readlevel.usecases.public import reader_feedback

MAX_QUERY_LENGTH = 100
"""Characters of a query that is kept: longer ones are stories, which tell who wrote them."""

_KEY_NAME = "missed searches"


@dataclass(frozen=True, slots=True)
class CountedSearch:
    """A search, or the opening of one of its hits, that is to be counted."""

    language: str
    query: str
    kind: MissKind
    network: str
    """Key of the network that it came from; empty for `MissKind.OPENED`."""


def record_searches(
    session: Session, searches: Iterable[CountedSearch], *, days: int, now: datetime
) -> None:
    """Count searches that missed something, or whose hits may be opened, in their order."""
    purged = False
    for one in searches:
        plain = _read_countable(one.query)
        if plain and not purged:
            missed_searches.purge(session, today=now.date(), days=days)
            purged = True
        if plain and one.kind is MissKind.OPENED:
            missed_searches.record_opening(session, one.language, plain, day=now.date())
        elif plain:
            _record(session, one, plain, now)


def record_miss(
    session: Session,
    language: str,
    query: str,
    kind: MissKind,
    network: str,
    *,
    days: int,
    now: datetime,
) -> bool:
    """Count a search that missed something; return whether it may be kept.

    Long queries, and those that may identify somebody, are not kept.
    """
    search = CountedSearch(language, query, kind, network)
    record_searches(session, [search], days=days, now=now)
    return bool(_read_countable(query))


def _read_countable(query: str) -> str:
    """Return a query as it is counted; empty if it may not be kept."""
    plain = normalise(query)
    is_kept = plain and len(plain) <= MAX_QUERY_LENGTH and not find_identifiers(query)
    return plain if is_kept else ""


def _record(session: Session, search: CountedSearch, plain: str, now: datetime) -> None:
    key = secret_keys.get_or_create_key(session, _KEY_NAME)
    said = f"{now.date()} {search.network} {search.language} {search.kind} {plain}"
    digest = hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:32]
    missed_searches.record(session, search.language, plain, search.kind, digest, day=now.date())


def ask_editors(
    session: Session, language: str, query: str, network: str, *, days: int, now: datetime
) -> bool:
    """Ask the editors to answer a search; return whether the words may be kept.

    Raise `FeedbackRejected` if the network sends too much.
    """
    reader_feedback.enforce_rate_limit(session, f"question {network}", now=now)
    return record_miss(session, language, query, MissKind.ASKED, network, days=days, now=now)


def normalise(query: str) -> str:
    """Return a query as it is counted: in lower case, with single spaces, without ends."""
    words = "".join(sign if sign.isprintable() else " " for sign in query).lower().split()
    return " ".join(words).strip("?!.,;:¿¡؟ ")

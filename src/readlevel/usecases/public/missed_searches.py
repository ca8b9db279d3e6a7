"""Use cases of readers whose search found nothing: it is counted, and they may ask the editors.

Nothing identifies readers: a network is known for one day by a salted digest, and a search is shown
to editors only once several networks made it, unless a reader asks them for an answer.
"""

import hashlib
import hmac
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
    plain = normalise(query)
    if not plain or len(plain) > MAX_QUERY_LENGTH or find_identifiers(query):
        return False
    key = secret_keys.get_or_create_key(session, _KEY_NAME)
    said = f"{now.date()} {network} {language} {kind} {plain}"
    digest = hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:32]
    missed_searches.purge(session, today=now.date(), days=days)
    missed_searches.record(session, language, plain, kind, digest, day=now.date())
    return True


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

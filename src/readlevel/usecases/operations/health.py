"""The state of a site as operators see it: database, rerender queue, mails, disk, backups."""

import shutil
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from readlevel.storage.accounts import audit_log
from readlevel.storage.answers import revisions
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import read_transaction
from readlevel.storage.mail import outbox
from readlevel.storage.mail.outbox import OutboxCounts
from readlevel.storage.public import render_queue

STUCK_SECONDS = 300.0
"""How long the rerender queue may stay as it is before that is a problem."""
MIN_FREE_BYTES = 500_000_000
MIN_FREE_SHARE = 0.05
"""A disk with less room than this many bytes and this share of it is nearly full."""

QUEUE_STUCK = "rerender_queue_stuck"
MAIL_FAILING = "mail_failing"
DISK_NEARLY_FULL = "disk_nearly_full"


@dataclass(frozen=True, slots=True)
class SiteState:
    """The state of a site; nothing of it identifies a person."""

    queued: int
    """Answers that wait to be rendered again."""
    mails: OutboxCounts
    saves: int
    """Revisions that have ever been saved."""
    version: int
    """The site version."""
    failed_sign_ins: int
    """Sign-ins that were ever refused."""
    unmoved_seconds: float
    """How long the rerender queue has had work and not moved."""
    free_bytes: int | None
    """Room on the disk of an SQLite database; None for a database server."""
    total_bytes: int | None
    last_backup_at: datetime | None
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class HealthCheck:
    """Inspects a site, and remembers since when its rerender queue has not moved."""

    engine: Engine
    _queued: int = 0
    _since: float = field(default_factory=time.monotonic)

    def inspect(self) -> SiteState:
        """Return the state of the site. Raise `DatabaseProblem` if its database cannot be read."""
        with read_transaction(self.engine) as session:
            queued = render_queue.count_queued(session)
            mails = outbox.count(session)
            saves = revisions.count_ever(session)
            version = site_version.get_version(session)
            last_backup_at = audit_log.find_last(session, "backup.made")
            failed_sign_ins = audit_log.count(session, "session.refused")
        free, total = self._measure_disk()
        problems = []
        unmoved_seconds = self._measure_queue(queued)
        if unmoved_seconds > STUCK_SECONDS:
            problems.append(QUEUE_STUCK)
        if mails.retrying or mails.failed:
            problems.append(MAIL_FAILING)
        if free is not None and total and _is_nearly_full(free, total):
            problems.append(DISK_NEARLY_FULL)
        return SiteState(
            queued,
            mails,
            saves,
            version,
            failed_sign_ins,
            unmoved_seconds,
            free,
            total,
            last_backup_at,
            tuple(problems),
        )

    def _measure_queue(self, queued: int) -> float:
        """Return for how many seconds the queue has had work and not moved."""
        now = time.monotonic()
        if queued != self._queued or not queued:
            self._queued, self._since = queued, now
        return now - self._since

    def _measure_disk(self) -> tuple[int | None, int | None]:
        path = self.engine.url.database
        if self.engine.dialect.name != "sqlite" or not path:
            return None, None
        usage = shutil.disk_usage(Path(path).parent)
        return usage.free, usage.total


def _is_nearly_full(free: int, total: int) -> bool:
    return free < MIN_FREE_BYTES and free < total * MIN_FREE_SHARE

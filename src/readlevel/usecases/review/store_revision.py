"""Stores a new draft of one text, for use cases that change a text without the editor."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Review, Variant
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers, authorship
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.answers.save_revisions import add_revision
from readlevel.usecases.assistant.provenance import record_drafts
from readlevel.usecases.publishing.publish import publish
from readlevel.usecases.publishing.renderer import Renderer


def store_revision(
    session: Session,
    renderer: Renderer,
    account: Account,
    slug: str,
    latest: StoredRevision,
    markdown: str,
    *,
    action: str,
    why: str,
    now: datetime,
    **detail: int,
) -> int:
    """Store a text after its newest revision, as a draft; return its number.

    `action` and `detail` are what the audit log says of it.
    """
    given = Variant(
        latest.audience,
        latest.language,
        markdown,
        Review(Status.DRAFT, updated=now.date(), author=account.name),
    )
    made = add_revision(session, latest, given, author=account.name, why=why.strip(), now=now)
    authorship.record_author(session, [made], account.id)
    number = latest.number + 1
    answer_id = answers.find_id(session, slug)
    if answer_id is not None:
        stored = replace(latest, id=made, number=number, markdown=markdown)
        record_drafts(session, answer_id, [stored])
    audit_log.record_action(
        session,
        account,
        action,
        slug,
        now=now,
        audience=latest.audience,
        language=latest.language,
        revision=number,
        **detail,
    )
    publish(session, slug, renderer)
    return number

"""Use cases of an administrator: delete answers for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.checks.internal_links import find_internal_links
from readlevel.core.model.answer import AnswerHead
from readlevel.core.model.roles import Role
from readlevel.core.text.document import parse
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answer_heads, answers, lifecycle
from readlevel.storage.feedback import ease_votes
from readlevel.storage.public import published_texts, tombstones
from readlevel.usecases.publishing import addresses

MAX_LINKING = 50
"""Answers with a link to the deleted one that are named."""


@dataclass(frozen=True, slots=True)
class DeletionContents:
    """What deleting an answer takes along, and what it breaks."""

    languages: tuple[str, ...]
    revisions: int
    reviews: int
    """Steps of reviews, comments, and reviews by people outside."""
    images: int
    references: int
    messages: int
    """Readers' questions and reports in the inbox."""
    votes: int
    """Readers' votes on how easy the texts are."""
    kept_texts: int
    """Texts that people have typed and not saved."""
    previews: int
    """Links to previews that were shared."""
    former_slugs: tuple[str, ...]
    linking: tuple[AnswerHead, ...]
    """Answers whose public texts link to it."""


def describe_deletion(session: Session, slug: str) -> DeletionContents:
    """Return what `delete_answer` would take along. Raise LookupError if there is no answer."""
    answer_id = _get_id(session, slug)
    answer = answers.get_texts(session, slug)
    votes = ease_votes.find_votes(session, answer_id)
    rows = lifecycle.count_rows(session, answer_id, slug)
    return DeletionContents(
        languages=tuple(dict.fromkeys(one.language for one in answer.variants)),
        revisions=rows["revision"],
        reviews=rows["review_event"] + rows["outside_review"],
        images=rows["image"],
        references=rows["reference"],
        messages=rows["reader_question"],
        votes=sum(one.easy + one.hard for one in votes.values()),
        kept_texts=rows["kept_text"],
        previews=rows["shared_preview"],
        former_slugs=answer.former_slugs,
        linking=tuple(
            answers.get_head(session, one) for one in _list_linking(session, slug)[:MAX_LINKING]
        ),
    )


def _list_linking(session: Session, slug: str) -> list[str]:
    """Return the slugs of other answers whose public texts link to an answer."""
    path = f"/answers/{slug}"
    found = published_texts.list_containing(session, path, limit=10 * MAX_LINKING)
    return list(
        dict.fromkeys(
            one.slug for one in found if one.slug != slug and _links_to(one.markdown, path)
        )
    )


def _links_to(markdown: str, path: str) -> bool:
    links = find_internal_links(parse(markdown))
    return any(path in (address, address.rpartition("/")[0]) for address, _, _ in links)


def list_samples(session: Session) -> Sequence[str]:
    """Return the slugs of the answers that are samples."""
    return answer_heads.list_samples(session)


def delete_answer(session: Session, actor: Account | None, slug: str, *, now: datetime) -> None:
    """Delete an answer with its revisions, reviews, images, unsaved texts and what readers sent.

    Its pages then say that it was removed. `actor` is None on the command line. Raise
    PermissionError unless it is an administrator, LookupError if there is no such answer.
    """
    if actor is not None and not actor.may(Role.ADMIN):
        raise PermissionError
    answer_id = _get_id(session, slug)
    addresses.unpublish(session, answer_id, answer_heads.load_head(session, answer_id, slug))
    tombstones.mark_removed(session, slug)
    lifecycle.delete_answer(session, answer_id, slug)
    audit_log.record_action(session, actor, "answer.deleted", slug, now=now)


def delete_samples(session: Session, actor: Account, *, now: datetime) -> int:
    """Delete all samples; return how many. Raise PermissionError as `delete_answer` does."""
    slugs = list_samples(session)
    for slug in slugs:
        delete_answer(session, actor, slug, now=now)
    return len(slugs)


def _get_id(session: Session, slug: str) -> int:
    answer_id = answer_heads.find_id(session, slug)
    if answer_id is None:
        raise LookupError(f"no answer has the address {slug!r}")
    return answer_id

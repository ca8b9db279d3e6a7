"""What happens to the addresses of an answer when it goes, or gets another slug."""

from dataclasses import replace

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, AnswerTexts
from readlevel.storage.answers import answer_heads, answers, lifecycle
from readlevel.storage.answers.answers import StoredAnswer
from readlevel.storage.database import site_version
from readlevel.storage.database.site_version import name_answer
from readlevel.storage.public import finished_pages, publications, tombstones
from readlevel.usecases.publishing import related_answers


def unpublish(session: Session, answer_id: int, answer: AnswerHead) -> None:
    """Remove all that readers get of an answer at its slug, and say so to the pages around it."""
    titles = related_answers.find_titles(session, answer.slug)
    publications.refresh(session, answer, {}, {}, {})
    neighbours = related_answers.refresh(session, answer_id, answer, titles)
    part = name_answer(answer.slug)
    finished_pages.remove_pages(session, part)
    site_version.bump(session, part, *map(name_answer, neighbours))


def change_slug(session: Session, stored: StoredAnswer, new: str) -> StoredAnswer:
    """Give an answer another slug; its own becomes a former one, which redirects.

    Return the answer with its new slug; the caller publishes it. Raise `SlugTaken` if the slug
    belongs to another answer, now or formerly.
    """
    before = stored.answer
    former = tuple(one for one in (*before.former_slugs, before.slug) if one != new)
    after: AnswerTexts = replace(before, slug=new, former_slugs=former)
    answers.refuse_taken_slugs(session, before, after)
    unpublish(session, stored.id, before)
    lifecycle.change_slug(session, stored.id, before.slug, new)
    tombstones.change_slug(session, before.slug, new)
    answer_heads.save_head(session, stored.id, before, after)
    return replace(stored, answer=after)

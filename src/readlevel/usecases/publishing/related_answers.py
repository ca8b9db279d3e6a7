"""Related answers, kept up to date as answers are published and withdrawn.

An answer leads on to those that share most with it when it is published, and each of these leads
back to it if that is better than what it leads to. However many answers there are, a change
concerns only a few others: those that lead to the answer, which are at most `MAX_SOURCES` and the
few that it leads to itself.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead
from readlevel.core.model.slug import slugify
from readlevel.core.search.relatedness import CODE, MAX_SHARED, TERM, TOPIC, score_related
from readlevel.storage.answers import related_answers
from readlevel.storage.answers.related_answers import Links
from readlevel.storage.public import listings

KEPT = 6
"""Related answers that are stored; pages show fewer, of those that are public."""
MAX_SOURCES = 12
"""An answer to which so many lead is suggested to no others that are published."""

Titles = Mapping[str, tuple[str, bool]]
"""The question of an answer and whether it is approved, by language."""


def find_titles(session: Session, slug: str) -> Titles:
    """Return what pages of other answers show of an answer, by language."""
    return {
        one.language: (one.question, one.approved) for one in listings.list_of_answer(session, slug)
    }


def refresh(session: Session, answer_id: int, answer: AnswerHead, before: Titles) -> frozenset[str]:
    """Renew the links from an answer and to it, after it was stored for readers.

    `before` is what `find_titles` returned before. Return the other answers whose pages change.
    """
    slug, after = answer.slug, find_titles(session, answer.slug)
    changed = set()
    if before != after:
        changed |= {source for source, language in related_answers.find_sources(session, slug)}
    gone = related_answers.list_languages(session, slug) - set(after)
    for language in gone:
        related_answers.save_links(session, slug, language, {})
    related_answers.remove_links_to(session, slug, gone)
    codes = related_answers.find_shared_codes(session, answer_id, limit=MAX_SHARED)
    topics = {slugify(topic) for topic in answer.topics}
    for language in sorted(after):
        scored = _score(session, slug, language, codes, topics)
        related_answers.save_links(session, slug, language, dict(scored[:KEPT]))
        changed |= set(_lead_back(session, slug, language, scored[:KEPT]))
    return frozenset(changed - {slug})


def _score(
    session: Session, slug: str, language: str, codes: list[list[str]], topics: Collection[str]
) -> list[tuple[str, float]]:
    shared = {
        CODE: codes,
        TERM: related_answers.find_shared_terms(session, slug, language, limit=MAX_SHARED),
        TOPIC: related_answers.find_shared_topics(session, language, topics, limit=MAX_SHARED),
    }
    scored = score_related(shared, slug)
    slugs = [one for one, _ in scored]
    public = related_answers.list_public(session, slugs, language)
    sources = related_answers.count_sources(session, slugs, language)
    own = related_answers.find_links(session, slug, language)
    return [
        (one, score)
        for one, score in scored
        if one in public and (one in own or sources.get(one, 0) < MAX_SOURCES)
    ]


def _lead_back(
    session: Session, slug: str, language: str, links: Iterable[tuple[str, float]]
) -> Iterable[str]:
    """Let each of some answers lead back to `slug` where it fits; yield those that change."""
    for other, score in links:
        known = related_answers.find_links(session, other, language)
        best = _keep_best({**known, slug: score})
        if list(best) != list(known):
            yield other
        if best != known:
            related_answers.save_links(session, other, language, best)


def _keep_best(links: Links) -> Links:
    ranked = sorted(links.items(), key=lambda one: (-one[1], one[0]))
    return dict(ranked[:KEPT])

"""Publications: what the public reads at an address, derived on writes, looked up on reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.alignment.section_alignment import SectionMatches
from readlevel.core.model.answer import AnswerHead, Audience, Review
from readlevel.core.model.workflow import Status, find_public_revision, is_public
from readlevel.core.readability.level_comparison import TextLevel, summarise_level
from readlevel.core.rendering.rendering import Rendering
from readlevel.storage.answers.revisions import OUTSIDE_APPROVALS, StoredRevision
from readlevel.storage.assistant.revision_drafts import find_assisted
from readlevel.storage.database import content_tables
from readlevel.storage.database.errors import CorruptRendering
from readlevel.storage.database.stored_json import StoredJSON
from readlevel.storage.public import listings, tombstones, update_listings
from readlevel.storage.public.rendering_json import load_rendering
from readlevel.storage.public.tombstones import TextKey


class Sibling(NamedTuple):
    """One published variant of an answer, itself included."""

    audience: Audience
    language: str
    status: Status


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """What a publication holds besides its text, as JSON with these keys."""

    number: int
    """Number of the revision, from 1."""
    question: str
    question_language: str
    topics: tuple[str, ...]
    review: Review
    siblings: tuple[Sibling, ...]
    """All published variants of the answer."""
    behind: bool = False
    """Whether the clinician text has changed since this plain text was checked against it."""
    card: str = ""
    """Digest of the card image; empty if there is none."""
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By audience, the section of that text (in the same language) for each section of this one."""
    levels: Mapping[str, TextLevel] = field(default_factory=dict)
    """By audience, the level of each text of the answer in the same language, this one's too."""
    sample: bool = False
    """Whether the answer only shows how the software works."""


_OUTDATED = StoredJSON[tuple[str, ...]](tuple[str, ...])
FACTS = StoredJSON[PublishedFacts](PublishedFacts)


@dataclass(frozen=True, slots=True)
class Publication:
    """One variant as the public reads it; `rendering` is None if it was withdrawn."""

    slug: str
    audience: Audience
    language: str
    number: int
    """Number of the revision, from 1."""
    question: str
    question_language: str
    topics: tuple[str, ...]
    review: Review
    siblings: tuple[Sibling, ...]
    """All published variants of the answer that may be shown."""
    rendering: Rendering | None
    behind: bool = False
    """Whether the clinician text has changed since this plain text was checked against it."""
    outdated_statements: tuple[str, ...] = ()
    """Its sentences with facts that the clinician text has changed since it was checked."""
    changed: datetime | None = None
    """When it last changed for readers; None if that was not recorded."""
    card: str = ""
    """Digest of the card image; empty if there is none."""
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By audience, the section of that text (in the same language) for each section of this one."""
    levels: Mapping[str, TextLevel] = field(default_factory=dict)
    """By audience, the level of each text of the answer in the same language, this one's too."""
    sample: bool = False
    """Whether the answer only shows how the software works."""
    assisted: bool = False
    """Whether it has text from drafts of a model."""


_FIND = (
    select(
        content_tables.publication.c.status,
        content_tables.publication.c.facts,
        content_tables.publication.c.outdated_statements,
        content_tables.publication.c.assisted,
        content_tables.publication.c.outside_approvals,
        content_tables.rendering.c.stored,
        content_tables.listing.c.changed,
    )
    .outerjoin_from(
        content_tables.publication,
        content_tables.rendering,
        and_(
            content_tables.rendering.c.revision_id == content_tables.publication.c.revision_id,
            content_tables.rendering.c.policy == bindparam("policy"),
        ),
    )
    .outerjoin(
        content_tables.listing,
        and_(
            content_tables.listing.c.slug == content_tables.publication.c.slug,
            content_tables.listing.c.language == content_tables.publication.c.language,
        ),
    )
    .where(
        content_tables.publication.c.slug == bindparam("slug"),
        content_tables.publication.c.audience == bindparam("audience"),
        content_tables.publication.c.language == bindparam("language"),
    )
)


def find(
    session: Session,
    slug: str,
    audience: Audience,
    language: str,
    policy: str,
    *,
    show_unreviewed: bool,
) -> Publication | None:
    """Return what the public reads at one address, or None, in one statement.

    Raise `CorruptRendering` if the stored text is missing or broken.
    """
    given = {"slug": slug, "audience": audience, "language": language, "policy": policy}
    row = session.execute(_FIND, given).first()
    if row is None or not _is_visible(Status(row.status), show_unreviewed):
        return None
    try:
        facts = FACTS.load(row.facts)
        outdated = _OUTDATED.load(row.outdated_statements)
        approvals = OUTSIDE_APPROVALS.load(row.outside_approvals)
        rendering = None if row.status == Status.WITHDRAWN else load_rendering(row.stored)
    except ValueError as error:
        raise CorruptRendering(slug) from error
    return Publication(
        slug=slug,
        audience=audience,
        language=language,
        number=facts.number,
        question=facts.question,
        question_language=facts.question_language,
        topics=facts.topics,
        review=replace(facts.review, outside_approvals=approvals),
        siblings=tuple(one for one in facts.siblings if _is_visible(one.status, show_unreviewed)),
        rendering=rendering,
        behind=facts.behind,
        outdated_statements=outdated,
        changed=listings.restore_moment(row.changed),
        card=facts.card,
        sections=facts.sections,
        levels=facts.levels,
        sample=facts.sample,
        assisted=row.assisted,
    )


def find_siblings(session: Session, slug: str, *, show_unreviewed: bool) -> tuple[Sibling, ...]:
    """Return all variants of the answer at `slug` that may be shown, in order; none if unknown."""
    table = content_tables.publication
    rows = session.execute(
        select(table.c.audience, table.c.language, table.c.status)
        .where(table.c.slug == slug)
        .order_by(table.c.audience, table.c.language)
    )
    siblings = (Sibling(Audience(row[0]), row[1], Status(row[2])) for row in rows)
    return tuple(one for one in siblings if _is_visible(one.status, show_unreviewed))


def find_levels(session: Session, slug: str, language: str) -> Mapping[str, TextLevel]:
    """Return the level of each public text of an answer in `language`, by audience."""
    table = content_tables.publication
    row = session.execute(
        select(table.c.facts)
        .where(
            table.c.slug == slug,
            table.c.language == language,
            table.c.status != Status.WITHDRAWN,
        )
        .limit(1)
    ).first()
    if row is None:
        return {}
    try:
        return FACTS.load(row.facts).levels
    except ValueError as error:
        raise CorruptRendering(slug) from error


def choose_public(
    revisions: Sequence[StoredRevision],
) -> dict[tuple[Audience, str], StoredRevision]:
    """Return the public revision of each variant that has one, of its current revisions."""
    variants: dict[tuple[Audience, str], list[StoredRevision]] = {}
    for revision in revisions:
        variants.setdefault((revision.audience, revision.language), []).append(revision)
    chosen = {}
    for key, newest_first in variants.items():
        place = find_public_revision([revision.review.status for revision in newest_first])
        if place is not None:
            chosen[key] = newest_first[place]
    return chosen


def refresh(
    session: Session,
    answer: AnswerHead,
    public: dict[tuple[Audience, str], StoredRevision],
    rendered: Mapping[int, Rendering],
    behind: Mapping[str, Sequence[str]],
    *,
    has_new_rendering: bool = True,
    cards: Mapping[TextKey, str] | None = None,
    sections: SectionMatches | None = None,
) -> None:
    """Rebuild what readers get of `answer`; `rendered` is by revision id.

    In the languages `behind`, the plain text is behind the clinician text, with its outdated
    statements. `has_new_rendering` says whether a rendering has changed. `cards` are the digests of
    the card images, `sections` the matches of the texts' sections.
    """
    table = content_tables.publication
    before = session.execute(select(table).where(table.c.slug == answer.slug)).all()
    session.execute(delete(table).where(table.c.slug == answer.slug))
    siblings = tuple(
        Sibling(audience, language, public[audience, language].review.status)
        for audience, language in sorted(public)
    )
    partners = sections or {}
    levels = _list_levels(public, rendered)
    assisted = find_assisted(session, [one.id for one in public.values()])
    rows = [
        {
            "slug": answer.slug,
            "audience": audience,
            "language": language,
            "revision_id": revision.id,
            "status": revision.review.status,
            "reviewed": _find_date(revision.review),
            "outdated_statements": _OUTDATED.dump(
                tuple(behind.get(language, ())) if audience is Audience.LAY else ()
            ),
            "assisted": revision.id in assisted,
            "outside_approvals": OUTSIDE_APPROVALS.dump(revision.review.outside_approvals),
            "facts": FACTS.dump(
                _list_facts(
                    answer,
                    revision,
                    siblings,
                    behind=audience is Audience.LAY and language in behind,
                    card=(cards or {}).get((audience, language), ""),
                    sections=partners.get((audience, language), {}),
                    levels=levels.get(language, {}),
                ),
                # They have a column, because the version before refuses facts with them.
                exclude={"review": {"outside_approvals"}},
            ),
        }
        for (audience, language), revision in public.items()
    ]
    if rows:
        session.execute(insert(table), rows)
    changed = has_new_rendering or {tuple(row) for row in before} != {
        tuple(row[column.name] for column in table.c) for row in rows
    }
    update_listings.refresh(session, answer, public, rendered, changed=changed)
    tombstones.refresh(
        session,
        answer,
        {(Audience(row.audience), row.language): Status(row.status) for row in before},
        {key: revision.review for key, revision in public.items()},
    )


def _list_levels(
    public: Mapping[TextKey, StoredRevision], rendered: Mapping[int, Rendering]
) -> dict[str, dict[str, TextLevel]]:
    """Return the level of each text by language and audience."""
    levels: dict[str, dict[str, TextLevel]] = {}
    for (audience, language), revision in sorted(public.items()):
        if revision.id in rendered:
            level = summarise_level(rendered[revision.id].readability)
            levels.setdefault(language, {})[audience] = level
    return levels


def _find_date(review: Review) -> date | None:
    """Return the date that orders an approved text among others."""
    if review.status is not Status.APPROVED:
        return None
    return review.reviewed or review.updated or date.min


def _is_visible(status: Status, show_unreviewed: bool) -> bool:
    return status is Status.WITHDRAWN or is_public(status, show_unreviewed=show_unreviewed)


def _list_facts(
    answer: AnswerHead,
    revision: StoredRevision,
    siblings: tuple[Sibling, ...],
    *,
    behind: bool,
    card: str,
    sections: Mapping[str, Mapping[str, str]],
    levels: Mapping[str, TextLevel],
) -> PublishedFacts:
    question_language, question = answer.question_in(revision.language, revision.audience)
    return PublishedFacts(
        number=revision.number,
        question=question,
        question_language=question_language,
        topics=answer.topics,
        review=revision.review,
        siblings=siblings,
        behind=behind,
        card=card,
        sections=sections,
        levels=levels,
        sample=answer.is_sample,
    )

"""Answers and terms that the tests of storage and editing save, and how they do it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from readlevel.core.model.answer import (
    CODE_SYSTEMS,
    Answer,
    Audience,
    Image,
    Reference,
    Review,
    Variant,
)
from readlevel.core.model.persona import DEFAULT_PERSONAS, EVERY_LAY, SPECIALIST_CLINICIAN
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status
from readlevel.storage.public import render_queue
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.queue_holders import find_holders
from readlevel.usecases.publishing.renderer import Renderer

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
APPROVED = Review(
    Status.APPROVED,
    updated=date(2026, 3, 1),
    author="Ada Author",
    reviewer="Rita Reviewer",
    reviewed=date(2026, 4, 2),
    next_review=date(2028, 4, 1),
)
WAITING = Review(Status.UNDER_REVIEW, updated=date(2026, 2, 1))
DRAFT = Review(Status.DRAFT)
WITHDRAWN = Review(Status.WITHDRAWN, withdrawn_because="A trial showed harm.")

EVERY = EVERY_LAY.key
SPECIALIST = SPECIALIST_CLINICIAN.key

BOOK = Reference("book", {"id": "book", "type": "book", "title": "A book"})

MIGRAINE = Term("migraine", "migraine", "en", "A strong headache that comes back.")


def lay(text: str = "Your head hurts.", review: Review = APPROVED, language: str = "en") -> Variant:
    return Variant(Audience.LAY, language, text, review)


def clinician(
    text: str = "Cephalalgia is common.", review: Review = APPROVED, language: str = "en"
) -> Variant:
    return Variant(Audience.CLINICIAN, language, text, review)


def answer(slug: str = "headache", *variants: Variant, **more: Any) -> Answer:
    more.setdefault("question", {"en": f"What is {slug}?"})
    return Answer(slug, variants=variants or (lay(), clinician()), **more)


def save(session: Session, *answers: Answer) -> None:
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    for one in answers:
        publish.save_answer(session, one, renderer, author="Ed", why="test", now=NOW)


def save_terms(session: Session, terms: Iterable[Term]) -> int:
    """Store terms and render at once what they concern, as `rerender_queued` does on a site."""
    changed = store_terms.save_terms(session, terms, author="Ed", now=NOW)
    queue_holders(session)
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    for one in render_queue.next_queued(session, 1000):
        stored = publish.get_stored(session, one.slug)
        publish.refresh(session, stored.id, stored.answer, stored.revisions, renderer)
    return changed


def queue_holders(session: Session) -> None:
    """Queue the answers that changed terms concern, in the transaction of the change."""
    changes = render_queue.find_unqueued_changes(session, 1000)
    if changes is not None:
        render_queue.enqueue(session, find_holders(session, changes.terms))
        render_queue.mark_queued(session, changes)


# Characters that a database can keep: no NUL, no half of a pair.
_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
_name = st.text("abcdefghij", min_size=1, max_size=8)
_language = st.sampled_from(["en", "es", "ar", "pt-BR"])
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=5,
)
_review = st.builds(
    Review,
    st.sampled_from(Status),
    *[st.none() | part for part in (st.dates(), _text, _text, st.dates(), st.dates(), _text)],
)
_references = st.lists(
    st.builds(Reference, _name, st.dictionaries(_name, _json, max_size=4)),
    max_size=3,
    unique_by=lambda reference: reference.key,
)
_images = st.lists(
    st.builds(Image, _name, st.binary(max_size=20)), max_size=2, unique_by=lambda image: image.name
)


def answers(slug: str, former: str) -> st.SearchStrategy[Answer]:
    """Return any answer at `slug` that may once have been at `former`."""
    return st.builds(
        Answer,
        st.just(slug),
        st.dictionaries(_language, _text, min_size=1),
        st.lists(
            st.builds(Variant, st.sampled_from(Audience), _language, _text, _review),
            min_size=1,
            max_size=4,
            unique_by=lambda variant: (variant.audience, variant.language),
        ).map(tuple),
        topics=st.lists(_text, max_size=3).map(tuple),
        codes=st.dictionaries(
            st.sampled_from(CODE_SYSTEMS), st.lists(_text, min_size=1, max_size=3).map(tuple)
        ),
        references=_references.map(tuple),
        former_slugs=st.sampled_from([(), (former,)]),
        images=_images.map(tuple),
        parity=st.dictionaries(_language, st.dictionaries(_name, _text, min_size=1), max_size=2),
        audience_questions=st.dictionaries(
            st.sampled_from(Audience), st.dictionaries(_language, _text, min_size=1)
        ),
        search_words=st.dictionaries(
            _language, st.lists(_text, min_size=1, max_size=3).map(tuple), max_size=2
        ),
    )

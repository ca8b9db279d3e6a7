import dataclasses
import json
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Image, Reference
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import answers, images, revisions
from readlevel.storage.answers.answers import SaveResult, SlugTaken
from readlevel.storage.database import content_tables
from readlevel.storage.database.engine import read_transaction
from readlevel.storage.objects import image_contents
from tests.interchange.documents.test_image_cleaning import draw, encode
from tests.storage.cast import (
    APPROVED,
    BOOK,
    NOW,
    WAITING,
    answer,
    clinician,
    lay,
)
from tests.storage.cast import answers as any_answer

numbers = count()


def save(session: Session, one: Answer) -> SaveResult:
    return answers.save_answer(session, one, author="Ed", why="test", now=NOW)


# Every example gets addresses of its own, so that one database serves them all.
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_answer_comes_back_as_it_was_saved(session: Session, data: st.DataObject) -> None:
    number = next(numbers)
    one = data.draw(any_answer(f"answer-{number}", f"former-{number}"))
    assert save(session, one).changed
    found = answers.get_answer(session, one.slug)
    assert found == one
    for name in ("question", "codes"):
        assert list(getattr(found, name)) == list(getattr(one, name))
    assert [json.dumps(reference.csl) for reference in found.references] == [
        json.dumps(reference.csl) for reference in one.references
    ]
    assert not save(session, one).changed


def count_revisions(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(content_tables.revision)) or 0


def test_saving_what_is_there_changes_nothing(session: Session) -> None:
    one = answer(references=(BOOK,), topics=("Pain",), codes={"mesh": ("D006261",)})
    first = save(session, one)
    again = save(session, one)
    assert first.changed
    assert count_revisions(session) == 2
    assert again == SaveResult(first.answer_id, changed=False)


@pytest.mark.parametrize(
    "change",
    [
        {"question": {"en": "Why?"}},
        {"question": {"en": "What is headache?", "es": "¿Qué es?"}},
        {"topics": ("pain", "Nerves")},
        {"topics": ("Nerves", "Pain")},
        {"codes": {"mesh": ("D1",)}},
        {"references": (Reference("book", {"id": "book", "title": "A book", "type": "book"}),)},
        {"former_slugs": ("cephalalgia",)},
        {"images": (Image("head.png", b"other"),)},
        {"variants": (lay(review=WAITING), clinician())},
        {"variants": (clinician(), lay())},
    ],
    ids=lambda change: next(iter(change)),
)
def test_metadata_changes_without_a_new_revision(
    session: Session, change: dict[str, object]
) -> None:
    before = answer(
        topics=("Pain", "Nerves"), references=(BOOK,), images=(Image("head.png", b"x"),)
    )
    save(session, before)
    after = dataclasses.replace(before, **change)  # type: ignore[arg-type]  # any field
    saved = save(session, after)
    assert saved.changed
    assert count_revisions(session) == 2
    assert answers.get_answer(session, "headache") == after


def test_a_changed_text_is_one_revision_more(session: Session) -> None:
    save(session, answer())
    saved = save(session, answer("headache", lay("It hurts."), clinician()))
    assert count_revisions(session) == 3
    kept = [
        (revision.audience, revision.number, revision.markdown)
        for audience in Audience
        for revision in revisions.iter_revisions(session, saved.answer_id, audience, "en")
    ]
    assert kept == [
        ("clinician", 1, "Cephalalgia is common."),
        ("lay", 2, "It hurts."),
        ("lay", 1, "Your head hurts."),
    ]


def test_going_back_to_an_earlier_text_is_a_revision_too(session: Session) -> None:
    for text in ("one", "two", "one"):
        saved = save(session, answer("headache", lay(text)))
    numbers = [
        (revision.number, revision.markdown)
        for revision in revisions.iter_revisions(session, saved.answer_id, Audience.LAY, "en")
    ]
    assert numbers == [(3, "one"), (2, "two"), (1, "one")]


def test_a_variant_that_is_not_given_stays(session: Session) -> None:
    save(session, answer())
    assert not save(session, answer("headache", lay())).changed
    save(session, answer("headache", lay("Ouch.")))
    found = answers.get_answer(session, "headache")
    assert [(one.audience, one.markdown) for one in found.variants] == [
        ("lay", "Ouch."),
        ("clinician", "Cephalalgia is common."),
    ]


def test_a_code_system_without_codes_is_as_one_left_out(session: Session) -> None:
    save(session, answer(codes={"mesh": ()}))
    assert answers.get_answer(session, "headache").codes == {}
    assert not save(session, answer(codes={"mesh": ()})).changed


def test_two_answers_never_share_an_address(session: Session) -> None:
    save(session, answer("new", former_slugs=("old",)))
    with pytest.raises(SlugTaken, match="'old' belongs to another answer"):
        save(session, answer("old"))
    with pytest.raises(SlugTaken, match="'new'"):
        save(session, answer("third", former_slugs=("new",)))
    with pytest.raises(SlugTaken, match="'old'"):
        save(session, answer("third", former_slugs=("old",)))
    assert answers.find_answer(session, "third") is None
    assert answers.count(session) == 1


def test_a_former_address_leads_to_the_new_one(session: Session) -> None:
    save(session, answer("new", former_slugs=("old", "older")))
    assert answers.find_renamed_slug(session, "older") == "new"
    assert answers.find_renamed_slug(session, "new") is None
    save(session, answer("new", former_slugs=("old",)))
    assert answers.find_renamed_slug(session, "older") is None


def test_a_picture_is_found_by_its_answer_and_name(session: Session) -> None:
    save(session, answer(images=(Image("head.png", b"\x89PNG\x00"),)))
    content = image_contents.find_content(session, "headache", "head.png")
    assert content is not None
    assert content.read() == b"\x89PNG\x00"
    assert image_contents.find_content(session, "headache", "foot.png") is None
    assert image_contents.find_content(session, "foot", "head.png") is None


def test_the_size_of_an_image_is_stored_with_it(session: Session) -> None:
    scan, other = encode(draw(size=(40, 20)), "PNG"), encode(draw(size=(30, 90)), "WEBP")
    shown = {"head": ["![](images/head.png)"], "foot": ["![](images/foot.webp)"]}
    given = (Image("head.png", scan), Image("broken.png", b"\x89PNG"))
    save(session, answer("head", images=given))
    save(session, answer("foot", images=(Image("foot.webp", other),)))
    found = images.find_sizes(session, shown)
    assert dict(found) == {"head": {"head.png": (40, 20)}, "foot": {"foot.webp": (30, 90)}}
    save(session, answer("head", images=(Image("head.png", other),)))
    assert images.find_sizes_of(session, "head", *shown["head"]) == {"head.png": (30, 90)}


def test_a_text_without_images_asks_for_no_sizes(engine: Engine) -> None:
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    with read_transaction(engine) as session:
        before = len(said)
        assert images.find_sizes_of(session, "head", "No pictures.") == {}
        assert len(said) == before
        assert images.find_sizes_of(session, "head", "None.", "![](images/a.png)") == {}
        assert len(said) == before + 1


def test_answers_come_in_the_order_of_their_addresses(session: Session) -> None:
    for slug in ("b", "a-b", "c", "a", "ab"):
        save(session, answer(slug))
    in_order = ["a", "a-b", "ab", "b", "c"]
    assert [one.slug for one in answers.iter_answers(session)] == in_order
    assert sorted(slug for _, slug in answers.list_ids(session)) == in_order
    assert answers.count(session) == 5


def test_an_unknown_answer_is_none_or_an_error(session: Session) -> None:
    assert answers.find_answer(session, "nothing") is None
    with pytest.raises(LookupError, match="nothing"):
        answers.get_answer(session, "nothing")


def test_a_review_is_that_of_the_newest_revision(session: Session) -> None:
    save(session, answer("headache", lay("one")))
    saved = save(session, answer("headache", lay("two", WAITING)))
    stored = revisions.iter_revisions(session, saved.answer_id, Audience.LAY, "en")
    reviews = [revision.review for revision in stored]
    assert [review.status for review in reviews] == [Status.UNDER_REVIEW, Status.APPROVED]
    assert reviews[1] == APPROVED


def test_reasons_why_texts_differ_are_added_to_and_never_lost(session: Session) -> None:
    first, second = "a" * 32, "b" * 32
    save(session, answer(parity={"en": {first: "It is newer."}}))
    assert save(session, answer(parity={"en": {second: ""}, "es": {first: "Sí."}})).changed
    found = answers.get_answer(session, "headache").parity
    assert found == {"en": {first: "It is newer.", second: ""}, "es": {first: "Sí."}}
    assert not save(session, answer()).changed
    assert save(session, answer(parity={"en": {first: "It is right."}})).changed
    assert answers.get_answer(session, "headache").parity["en"][first] == "It is right."

"""A writer's desk: what lies on it, and saving that never takes another's words away."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.hints.difficulties import DifficultyReason
from readlevel.core.model.answer import Audience, Image
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.core.text.document import MAX_CHARACTERS, UnreadableMarkdown
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import add, find_by_email
from readlevel.storage.answers import answers, authorship
from readlevel.storage.answers.answers import SlugTaken
from readlevel.storage.answers.revisions import iter_revisions
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.public import publications, render_queue
from readlevel.storage.review import answer_worklist
from readlevel.storage.review.worklist import WorklistFilter
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing.editor.draft_merge import DraftEditConflict
from readlevel.usecases.writing.editor.editor_state import Draft, new_editor, open_editor
from readlevel.usecases.writing.editor.preview_draft import preview_draft
from readlevel.usecases.writing.editor.save_draft import IncompleteDraft, save_draft
from tests.statements import recorded_statements
from tests.storage.cast import (
    BOOK,
    EVERY,
    MIGRAINE,
    NOW,
    WAITING,
    answer,
    clinician,
    lay,
    save,
    save_terms,
)

LAY, CLINICIAN = Audience.LAY, Audience.CLINICIAN
NOTHING = {CLINICIAN: 0, LAY: 0}


def draft(slug: str = "headache", **more: object) -> Draft:
    given: dict[str, object] = {
        "language": "en",
        "question": "What is headache?",
        "topics": (),
        "texts": {CLINICIAN: "Cephalalgia is common.", LAY: "Your head hurts."},
        "base_numbers": {CLINICIAN: 1, LAY: 1},
        "base_question": "What is headache?",
        **more,
    }
    return Draft(slug, **given)  # type: ignore[arg-type]


def save_one(session: Session, given: Draft, name: str = "Ed") -> bool:
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    who = find_by_email(session, f"{name}@example.org")
    if who is None:
        role = Role.REVIEWER if name == "Rita" else Role.EDITOR
        who = add(session, f"{name}@example.org", name, role, now=NOW)
    return save_draft(session, renderer, given, actor=who, why="clearer", now=NOW)


def markdown(session: Session, audience: Audience) -> str:
    found = open_editor(session, "headache", "en")
    assert found
    return found.texts[audience].markdown


def test_a_new_answer_is_made_of_its_first_draft(session: Session) -> None:
    given = draft(texts={LAY: "It hurts.", CLINICIAN: ""}, base_numbers=NOTHING, base_question="")
    assert save_one(session, given) is True
    found = open_editor(session, "headache", "en")
    assert found
    assert found.question == "What is headache?"
    assert found.texts[LAY].number == 1
    assert found.texts[CLINICIAN].number == 0
    review = found.texts[LAY].review
    assert review
    assert (review.status, review.author, review.updated) == (Status.DRAFT, "Ed", NOW.date())


def test_a_changed_text_is_a_draft_while_the_approved_one_stays_public(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    texts = {CLINICIAN: "Cephalalgia is common.", LAY: "Your head aches."}
    assert save_one(session, draft(texts=texts)) is True
    found = open_editor(session, "headache", "en")
    assert found
    assert (found.texts[LAY].number, found.texts[LAY].approved) == (2, "Your head hurts.")
    changed = found.texts[LAY].review
    assert changed
    assert changed.status is Status.DRAFT
    untouched = found.texts[CLINICIAN]
    assert untouched.review
    assert (untouched.number, untouched.review.status) == (1, Status.APPROVED)
    public = publications.find(session, "headache", LAY, "en", EVERY, show_unreviewed=True)
    assert public
    assert public.rendering
    assert public.rendering.plain_text == "Your head hurts."


def test_saving_what_is_there_changes_nothing(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    assert save_one(session, draft()) is False


def test_the_second_to_save_gets_both_edits_and_nothing_is_stored(session: Session) -> None:
    text = "One.\n\nTwo.\n\nThree.\n"
    save(session, answer("headache", lay(text), clinician()))
    theirs = {CLINICIAN: "Cephalalgia is common.", LAY: text.replace("Two", "Zwei")}
    assert save_one(session, draft(texts=theirs), "Ann") is True
    mine = {CLINICIAN: "Rare.", LAY: text.replace("Two", "2").replace("One", "1")}
    with pytest.raises(DraftEditConflict) as conflict:
        save_one(session, draft(texts=mine))
    assert conflict.value.expected_version == {CLINICIAN: 1, LAY: 1}
    assert conflict.value.found_version == {CLINICIAN: 1, LAY: 2}
    found = conflict.value.merge
    assert set(found.texts) == {LAY}
    (part,) = (part for part in found.texts[LAY] if part.conflicts)
    assert (part.base, part.mine, part.theirs) == ("Two.\n", "2.\n", "Zwei.\n")
    assert found.numbers == {CLINICIAN: 1, LAY: 2}
    assert markdown(session, LAY) == theirs[LAY]
    assert markdown(session, CLINICIAN) == "Cephalalgia is common."
    settled = draft(texts=mine, base_numbers=found.numbers)
    assert save_one(session, settled) is True
    assert markdown(session, LAY) == mine[LAY]


def test_a_change_by_only_the_other_editor_is_kept(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    save_one(session, draft(texts={LAY: "Your head aches."}))
    assert save_one(session, draft(texts={CLINICIAN: "Cephalalgia is frequent."})) is True
    assert markdown(session, LAY) == "Your head aches."
    assert markdown(session, CLINICIAN) == "Cephalalgia is frequent."


def test_a_question_changed_by_both_is_a_conflict(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    assert save_one(session, draft(question="Why does it hurt?"), "Rita") is True
    with pytest.raises(DraftEditConflict) as conflict:
        save_one(session, draft(question="What is a headache?"), "Rita")
    found = conflict.value.merge
    assert found.question
    assert found.question.theirs == "Why does it hurt?"


def test_an_unchanged_field_does_not_undo_a_concurrent_edit(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    began = draft(texts={LAY: "Mine.", CLINICIAN: "Cephalalgia is common."})
    save_one(session, draft(question="Why headache?", topics=("Nerves",)), "Rita")
    assert save_one(session, began) is True
    found = open_editor(session, "headache", "en")
    assert found
    assert found.answer
    assert (found.question, found.answer.topics) == ("Why headache?", ("Nerves",))
    assert found.texts[LAY].markdown == "Mine."


def test_the_question_of_an_approved_text_is_changed_by_those_who_review(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    with pytest.raises(IncompleteDraft, match="needs_reviewer"):
        save_one(session, draft(question="Why headache?"))
    assert save_one(session, draft(question="Why headache?"), "Rita") is True


def test_another_language_is_added_and_others_stay(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    given = draft(
        language="es",
        question="¿Qué es?",
        base_question="",
        texts={LAY: "Duele."},
        base_numbers={LAY: 0},
    )
    assert save_one(session, given) is True
    found = answers.get_answer(session, "headache")
    assert [(one.audience, one.language) for one in found.variants] == [
        (LAY, "en"),
        (CLINICIAN, "en"),
        (LAY, "es"),
    ]
    assert dict(found.question) == {"en": "What is headache?", "es": "¿Qué es?"}


def test_an_answer_that_is_none_is_refused(session: Session) -> None:
    with pytest.raises(IncompleteDraft, match="no_question"):
        save_one(session, draft("new", question=" ", base_question=""))
    nothing = {CLINICIAN: " ", LAY: ""}
    with pytest.raises(IncompleteDraft, match="no_text"):
        save_one(session, draft("new", texts=nothing, base_numbers=NOTHING, base_question=""))


def test_a_taken_address_is_refused(session: Session) -> None:
    save(session, answer("migraine", former_slugs=("headache",)))
    with pytest.raises(SlugTaken):
        save_one(session, draft(base_numbers=NOTHING, base_question=""))


def test_both_texts_are_stored_or_neither(engine: Engine) -> None:
    with write_transaction(engine) as session:
        save(session, answer("headache", lay(), clinician()))
    broken = draft(texts={CLINICIAN: "Better.", LAY: "x" * (MAX_CHARACTERS + 1)})
    with pytest.raises(UnreadableMarkdown), write_transaction(engine) as session:
        save_one(session, broken)
    with read_transaction(engine) as session:
        assert markdown(session, CLINICIAN) == "Cephalalgia is common."


def test_an_empty_desk_has_both_texts_and_no_revision() -> None:
    found = new_editor("en")
    assert [(text.audience, text.number, text.markdown) for text in found.texts.values()] == [
        (CLINICIAN, 0, ""),
        (LAY, 0, ""),
    ]


def test_the_date_of_review_does_not_move_with_a_draft(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    save_one(session, draft(texts={LAY: "Your head aches."}))
    public = publications.find(session, "headache", LAY, "en", EVERY, show_unreviewed=True)
    assert public
    assert public.review.reviewed == date(2026, 4, 2)


def test_a_preview_is_what_readers_would_get_and_stores_nothing(session: Session) -> None:
    save_terms(session, [MIGRAINE])
    save(session, answer("headache", lay(), clinician(), references=(BOOK,)))
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    one = answers.get_answer(session, "headache")
    text = "A migraine is *utilized*. [@book]"
    found = preview_draft(session, renderer, one, "en", text, DEFAULT_PERSONAS[0].tooltips)
    shown = found.rendering
    assert [term.slug for term in shown.terms] == ["migraine"]
    assert [reference.key for reference in shown.references] == ["book"]
    marks = [(mark.reason, mark.span) for one in found.reasons.sentences for mark in one.marks]
    assert (DifficultyReason.PLAINER, (15, 23)) in marks
    assert markdown(session, LAY) == "Your head hurts."
    save(session, answer("headache", lay(text), clinician(), references=(BOOK,)))
    public = publications.find(session, "headache", LAY, "en", EVERY, show_unreviewed=True)
    assert public
    assert public.rendering == shown


def test_the_author_of_a_revision_is_stored_with_it(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    texts = {CLINICIAN: "Cephalalgia is common.", LAY: "Your head aches."}
    save_one(session, draft(texts=texts), "Ann")
    answer_id = answers.find_id(session, "headache")
    assert answer_id
    ann = find_by_email(session, "Ann@example.org")
    assert ann
    revisions = {
        one.id: (one.audience, one.number)
        for audience in Audience
        for one in iter_revisions(session, answer_id, audience, "en")
    }
    authors = {name: authorship.find_authors(session, one) for one, name in revisions.items()}
    assert {name: own for name, own in authors.items() if own} == {(LAY, 2): {ann.id}}
    (entry,) = audit_log.list_entries(session)
    assert (entry.name, entry.action, entry.subject) == ("Ann", "answer.saved", "headache")
    assert entry.detail["revisions"] == {"lay": 2}


def list_statements(engine: Engine, slug: str, *, drafts: int, images: int) -> list[str]:
    """Return the statements of a save after a number of drafts, with a number of images."""
    shown = tuple(Image(f"{number}.png", b"scan") for number in range(images))
    languages = ("en", "es")
    texts = [part for one in languages for part in (lay(language=one), clinician(language=one))]
    question = dict.fromkeys(languages, f"What is {slug}?")
    with write_transaction(engine) as session:
        given = answer(slug, *texts, question=question, topics=("Pain", "Nerves"), images=shown)
        save(session, given)
        for number in range(drafts):
            words = {LAY: f"It hurts {number} times.", CLINICIAN: f"It aches {number} times."}
            known = number + 1 if number else 1
            began = {LAY: known, CLINICIAN: known}
            base = {"question": f"What is {slug}?", "base_question": f"What is {slug}?"}
            assert save_one(session, draft(slug, texts=words, base_numbers=began, **base)) is True
    with write_transaction(engine) as session:
        who = find_by_email(session, "Ed@example.org")
        assert who
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        last = draft(
            slug,
            question=f"What is {slug}?",
            base_question=f"What is {slug}?",
            texts={CLINICIAN: "Another.", LAY: "One more."},
            base_numbers={CLINICIAN: drafts + 1, LAY: drafts + 1},
            topics=("Pain", "Nerves"),
            base_topics=("Pain", "Nerves"),
        )
        with recorded_statements() as said:
            assert save_draft(session, renderer, last, actor=who, why="", now=NOW) is True
    return said


def test_a_save_reads_neither_images_nor_old_revisions(engine: Engine) -> None:
    short = list_statements(engine, "short", drafts=1, images=0)
    long = list_statements(engine, "long", drafts=12, images=5)
    assert long == short
    assert len(short) <= 30
    assert not [one for one in long if "FROM image" in one or "INTO image" in one]


def test_a_save_reads_as_many_revisions_after_a_long_history(engine: Engine) -> None:
    list_statements(engine, "long", drafts=12, images=0)
    with read_transaction(engine) as session:
        stored = answers.load_answer(session, "long")
        assert stored
        numbers = [one.number for one in stored.revisions if one.language == "en"]
    assert numbers == [14, 1, 14, 1]


def test_a_draft_changes_nothing_that_readers_get(session: Session) -> None:
    save(session, answer("headache", lay(), clinician()))
    before = site_version.get_version(session)
    texts = {CLINICIAN: "Cephalalgia is common.", LAY: "Your head aches and aches and aches."}
    assert save_one(session, draft(texts=texts)) is True
    assert site_version.get_version(session) == before
    listed = {
        one.audience: (one.number, one.status, one.public_status)
        for texts in answer_worklist.list_answers(session, WorklistFilter(), skip=0, limit=9)
        for one in texts
    }
    assert listed == {
        LAY: (2, Status.DRAFT, Status.APPROVED),
        CLINICIAN: (1, Status.APPROVED, Status.APPROVED),
    }


def test_a_draft_of_a_queued_answer_leaves_its_rendering_to_the_queue(engine: Engine) -> None:
    list_statements(engine, "headache", drafts=1, images=0)
    with write_transaction(engine) as session:
        who = find_by_email(session, "Ed@example.org")
        answer_id = answers.find_id(session, "headache")
        assert who and answer_id
        render_queue.enqueue(session, [answer_id])
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        last = draft(
            question="What is headache?",
            base_question="What is headache?",
            texts={CLINICIAN: "And one.", LAY: "And another."},
            base_numbers={CLINICIAN: 3, LAY: 3},
            topics=("Pain", "Nerves"),
            base_topics=("Pain", "Nerves"),
        )
        with recorded_statements() as said:
            assert save_draft(session, renderer, last, actor=who, why="", now=NOW) is True
        assert len(said) <= 30
        assert not [one for one in said if "rendering" in one or "publication" in one]
        assert render_queue.is_queued(session, answer_id)


def test_a_changed_question_is_public_at_once(session: Session) -> None:
    save(session, answer("headache", replace(lay(), review=WAITING)))
    before = site_version.get_version(session)
    given = draft(question="Why?", texts={LAY: "Your head hurts."}, base_numbers={LAY: 1})
    assert save_one(session, given) is True
    assert site_version.get_version(session) > before
    public = publications.find(session, "headache", LAY, "en", EVERY, show_unreviewed=True)
    assert public
    assert public.question == "Why?"

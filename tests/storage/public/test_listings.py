from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.core.model.slug import slugify
from readlevel.core.model.workflow import Status
from readlevel.storage.public import listings, update_listings
from readlevel.storage.public.listings import ListedAnswer, TopicCount
from tests.storage.cast import (
    APPROVED,
    DRAFT,
    WAITING,
    WITHDRAWN,
    answer,
    clinician,
    lay,
    save,
)


def newest(session: Session, language: str = "en", *, show_unreviewed: bool = True) -> list[str]:
    found = listings.list_newest(session, language, show_unreviewed=show_unreviewed, limit=10)
    return [one.slug for one in found]


def reviewed(on: date | None, text: str = "Words.") -> Variant:
    return lay(text, replace(APPROVED, reviewed=on))


def test_the_latest_reviewed_come_first(session: Session) -> None:
    save(
        session,
        answer("older", reviewed(date(2024, 1, 1))),
        answer("newest", reviewed(date(2026, 4, 1))),
        answer("newer", reviewed(date(2025, 1, 1))),
        answer("never", reviewed(None)),
    )
    assert newest(session) == ["newest", "never", "newer", "older"]
    page = listings.list_newest(session, "en", show_unreviewed=True, limit=2, offset=1)
    assert [one.slug for one in page] == ["never", "newer"]


def test_a_listed_answer_shows_the_plain_text_and_when_it_was_reviewed(session: Session) -> None:
    text = "## Heading\n\n" + "A *plain* word. " * 40
    save(session, answer("headache", clinician(), lay(text), topics=("Pain", "Nerves")))
    (listed,) = listings.list_newest(session, "en", show_unreviewed=True, limit=10)
    assert listed == ListedAnswer(
        "headache",
        "en",
        "What is headache?",
        listed.excerpt,
        ("Pain", "Nerves"),
        date(2026, 4, 2),
        approved=True,
    )
    assert listed.excerpt.startswith("A plain word.")
    assert listed.excerpt.endswith(" …")
    assert len(listed.excerpt) <= update_listings.EXCERPT_CHARACTERS + 2


def test_texts_that_wait_are_listed_where_they_are_shown(session: Session) -> None:
    save(
        session,
        answer("approved"),
        answer("waiting", lay(review=WAITING)),
        answer("draft", lay(review=DRAFT)),
        answer("withdrawn", lay(review=WITHDRAWN)),
        answer("half", lay(review=WAITING), clinician()),
    )
    assert sorted(newest(session)) == ["approved", "half", "waiting"]
    assert sorted(newest(session, show_unreviewed=False)) == ["approved", "half"]
    assert listings.count(session, "en", show_unreviewed=True) == 3
    assert listings.count(session, "en", show_unreviewed=False) == 2


def test_an_answer_with_a_waiting_text_is_listed_by_its_approved_one(session: Session) -> None:
    save(session, answer("half", lay("Secret.", WAITING), clinician("Public.")))
    (listed,) = listings.list_newest(session, "en", show_unreviewed=True, limit=10)
    assert listed.excerpt == "Public."


def test_each_language_has_its_own_lists(session: Session) -> None:
    save(
        session,
        answer(
            "headache",
            lay(),
            lay("Duele.", language="es"),
            lay("Fait mal.", WAITING, "fr"),
            question={"en": "Why?", "es": "¿Por qué?"},
            topics=("Pain",),
        ),
    )
    (listed,) = listings.list_newest(session, "es", show_unreviewed=False, limit=10)
    assert (listed.question, listed.excerpt) == ("¿Por qué?", "Duele.")
    assert newest(session, "fr", show_unreviewed=False) == []
    assert listings.list_languages(session, show_unreviewed=False) == {"en", "es"}
    assert listings.list_languages(session, show_unreviewed=True) == {"en", "es", "fr"}
    assert listings.list_topics(session, "es", show_unreviewed=False) == (
        TopicCount("pain", "Pain", 1),
    )


def test_a_topic_has_its_answers_however_it_is_written(session: Session) -> None:
    save(
        session,
        answer("one", topics=("Primary care",)),
        answer("two", lay(review=WAITING), topics=("primary care", "Zoster", "Ácaros")),
    )
    assert listings.list_topics(session, "en", show_unreviewed=True) == (
        TopicCount("acaros", "Ácaros", 1),
        TopicCount("primary-care", "primary care", 2),
        TopicCount("zoster", "Zoster", 1),
    )
    assert listings.list_topics(session, "en", show_unreviewed=False) == (
        TopicCount("primary-care", "primary care", 1),
    )
    found = listings.list_by_topic(session, "en", "primary-care", show_unreviewed=True, limit=10)
    assert {one.slug for one in found} == {"one", "two"}
    found = listings.list_by_topic(session, "en", "primary-care", show_unreviewed=False, limit=10)
    assert {one.slug for one in found} == {"one"}
    assert listings.find_topic(session, "en", "zoster", show_unreviewed=False) is None
    assert listings.find_topic(session, "en", "none", show_unreviewed=True) is None
    zoster = listings.find_topic(session, "en", "zoster", show_unreviewed=True)
    assert zoster == TopicCount("zoster", "Zoster", 1)


def test_answers_are_found_by_their_addresses(session: Session) -> None:
    save(session, answer("b"), answer("a"), answer("c", lay(review=WAITING)))
    found = listings.find_by_slugs(session, "en", ["c", "b", "a", "none"], show_unreviewed=True)
    assert [one.slug for one in found] == ["a", "b", "c"]
    found = listings.find_by_slugs(session, "en", ["c", "b"], show_unreviewed=False)
    assert [one.slug for one in found] == ["b"]


_states = st.builds(
    lambda number, status, topics, language: Answer(
        f"answer-{number}",
        {"en": "Why?"},
        (Variant(Audience.LAY, language, f"Text {status}.", replace(APPROVED, status=status)),),
        topics=tuple(topics),
    ),
    st.integers(1, 3),
    st.sampled_from(Status),
    st.lists(st.sampled_from(["Pain", "pain", "Nerves", "Été"]), unique=True, max_size=3),
    st.just("en"),
)


# What an earlier example left is counted too: the counts hold after any history.
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_states, min_size=1, max_size=6))
def test_counts_are_those_of_the_lists_after_any_changes(
    session: Session, changes: list[Answer]
) -> None:
    save(session, *changes)
    for show_unreviewed in (True, False):
        listed = listings.list_newest(session, "en", show_unreviewed=show_unreviewed, limit=10)
        assert listings.count(session, "en", show_unreviewed=show_unreviewed) == len(listed)
        wanted = Counter(slug for one in listed for slug in {slugify(t) for t in one.topics})
        topics = listings.list_topics(session, "en", show_unreviewed=show_unreviewed)
        assert {topic.slug: topic.answers for topic in topics} == wanted
        for topic in topics:
            found = listings.list_by_topic(
                session, "en", topic.slug, show_unreviewed=show_unreviewed, limit=10
            )
            assert len(found) == topic.answers

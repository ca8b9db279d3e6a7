import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.workflow import Status
from readlevel.core.readability.level_comparison import Direction, compare_levels
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.database.errors import CorruptRendering
from readlevel.storage.public import publications
from readlevel.storage.public.publications import Publication, Sibling
from tests.statements import recorded_statements
from tests.storage.cast import (
    APPROVED,
    DRAFT,
    EVERY,
    SPECIALIST,
    WAITING,
    WITHDRAWN,
    answer,
    clinician,
    lay,
    save,
)


def find(
    session: Session,
    audience: Audience = Audience.LAY,
    language: str = "en",
    *,
    show_unreviewed: bool = True,
    policy: str = EVERY,
) -> Publication | None:
    return publications.find(
        session, "headache", audience, language, policy, show_unreviewed=show_unreviewed
    )


def words(found: Publication | None) -> str | None:
    return found.rendering.plain_text if found and found.rendering else None


def test_an_approved_text_is_found_with_all_its_page_says(session: Session) -> None:
    save(session, answer(question={"en": "Why?", "es": "¿Por qué?"}, topics=("Pain", "Nerves")))
    found = find(session)
    assert found is not None
    assert (found.slug, found.audience, found.language) == ("headache", Audience.LAY, "en")
    assert (found.question, found.question_language) == ("Why?", "en")
    assert found.number == 1
    assert found.topics == ("Pain", "Nerves")
    assert found.review == APPROVED
    assert found.siblings == (
        Sibling(Audience.CLINICIAN, "en", Status.APPROVED),
        Sibling(Audience.LAY, "en", Status.APPROVED),
    )
    assert words(found) == "Your head hurts."


def test_a_text_knows_the_levels_of_all_public_texts_in_its_language(session: Session) -> None:
    hard = "Intracerebral microhemorrhages represent hypertensive arteriolosclerosis. " * 10
    easy = "Your head hurts and you need to rest. " * 10
    save(session, answer("headache", clinician(hard), lay(easy)))
    found = find(session)
    assert found is not None
    assert found.levels.keys() == {Audience.CLINICIAN, Audience.LAY}
    difference = compare_levels(found.levels[Audience.LAY], found.levels[Audience.CLINICIAN])
    assert difference is not None
    assert difference.direction is Direction.HARDER
    assert publications.find_levels(session, "headache", "en") == found.levels
    assert publications.find_levels(session, "headache", "es") == {}


def test_each_audience_has_the_renderings_of_its_personas(session: Session) -> None:
    save(session, answer())
    assert words(find(session, Audience.CLINICIAN, policy=EVERY)) == "Cephalalgia is common."
    assert words(find(session, Audience.CLINICIAN, policy=SPECIALIST)) == "Cephalalgia is common."
    assert words(find(session, Audience.LAY)) == "Your head hurts."


def test_finding_takes_one_statement(engine: Engine) -> None:
    with write_transaction(engine) as session:
        save(session, answer())
    with read_transaction(engine) as session, recorded_statements() as said:
        assert find(session) is not None
    assert len(said) == 1


@pytest.mark.parametrize(
    ("reviews", "shown", "hidden"),
    [
        ((APPROVED,), "1", "1"),
        ((WAITING,), "1", None),
        ((Review(Status.SUBMITTED),), "1", None),
        ((DRAFT,), None, None),
        ((Review(Status.CHANGES_REQUESTED),), None, None),
        ((APPROVED, WAITING), "1", "1"),
        ((APPROVED, DRAFT), "1", "1"),
        ((WAITING, DRAFT), "1", None),
        ((APPROVED, APPROVED), "2", "2"),
        ((WAITING, APPROVED, DRAFT), "2", "2"),
        ((WITHDRAWN, APPROVED), "2", "2"),
    ],
    ids=lambda value: "-".join(r.status for r in value) if isinstance(value, tuple) else None,
)
def test_which_revision_is_public(
    session: Session, reviews: tuple[Review, ...], shown: str | None, hidden: str | None
) -> None:
    for number, review in enumerate(reviews, start=1):
        save(session, answer("headache", lay(str(number), review)))
    assert words(find(session, show_unreviewed=True)) == shown
    assert words(find(session, show_unreviewed=False)) == hidden


def test_a_withdrawn_text_is_found_without_its_words(session: Session) -> None:
    save(session, answer("headache", lay("Harmful words.")))
    save(session, answer("headache", lay("Harmful words.", WITHDRAWN)))
    for show_unreviewed in (True, False):
        found = find(session, show_unreviewed=show_unreviewed)
        assert found is not None
        assert found.rendering is None
        assert found.review.withdrawn_because == "A trial showed harm."


def test_siblings_are_those_that_may_be_shown(session: Session) -> None:
    save(
        session,
        answer(
            "headache",
            lay(),
            clinician(review=WAITING),
            lay("Duele.", DRAFT, "es"),
            clinician("Cefalea.", WITHDRAWN, "es"),
        ),
    )
    every = find(session)
    reviewed = find(session, show_unreviewed=False)
    assert every is not None
    assert reviewed is not None
    assert [(one.audience, one.language) for one in every.siblings] == [
        ("clinician", "en"),
        ("clinician", "es"),
        ("lay", "en"),
    ]
    assert [(one.audience, one.language) for one in reviewed.siblings] == [
        ("clinician", "es"),
        ("lay", "en"),
    ]
    assert publications.find_siblings(session, "headache", show_unreviewed=True) == every.siblings


def test_a_question_in_another_language_names_it(session: Session) -> None:
    save(session, answer("headache", lay("Duele.", language="es"), question={"en": "Why?"}))
    found = find(session, language="es")
    assert found is not None
    assert (found.question, found.question_language) == ("Why?", "en")


def test_nothing_is_found_where_nothing_is(session: Session) -> None:
    save(session, answer("headache", lay()))
    assert find(session, Audience.CLINICIAN) is None
    assert find(session, language="es") is None
    assert publications.find_siblings(session, "other", show_unreviewed=True) == ()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM rendering",
        "UPDATE rendering SET stored = '{'",
        "UPDATE rendering SET stored = '{}'",
        "UPDATE rendering SET stored = '[1]'",
        "UPDATE publication SET facts = '{}'",
    ],
)
def test_a_damaged_rendering_says_how_to_make_it_again(session: Session, damage: str) -> None:
    save(session, answer())
    session.execute(text(damage))
    with pytest.raises(CorruptRendering, match=r"'headache'.*'readlevel rerender --all'"):
        find(session)

"""Each public text is listed with its own status, and readers get the one that suits them."""

from sqlalchemy import Integer, Text, column, select, table
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.topic_names import TopicNames
from readlevel.storage.answers import topic_names
from readlevel.storage.database.content_tables import public_text
from readlevel.storage.public import public_texts
from readlevel.storage.public.public_texts import ChosenText, TextChoice
from tests.storage.cast import APPROVED, DRAFT, WAITING, WITHDRAWN, answer, clinician, lay, save

search_bodies = table("search", column("rowid", Integer), column("name", Text))


def chosen(
    session: Session,
    audience: Audience = Audience.LAY,
    *languages: str,
    show_unreviewed: bool = True,
) -> ChosenText | None:
    choice = TextChoice(audience, languages or ("en",), show_unreviewed)
    return public_texts.find_chosen(session, ["a"], choice).get("a")


def test_each_reader_gets_their_own_text_and_its_status(session: Session) -> None:
    save(session, answer("a", lay("Plain words.", WAITING), clinician("Terse words.", APPROVED)))
    plain, terse = chosen(session), chosen(session, Audience.CLINICIAN)
    assert plain and terse
    assert (plain.excerpt, plain.approved, plain.reviewed) == ("Plain words.", False, None)
    assert (terse.excerpt, terse.approved) == ("Terse words.", True)
    assert terse.reviewed == APPROVED.reviewed


def test_the_approved_text_is_listed_where_pending_ones_are_hidden(session: Session) -> None:
    save(session, answer("a", lay("Plain words.", WAITING), clinician("Terse words.", APPROVED)))
    found = chosen(session, show_unreviewed=False)
    assert found
    assert found.audience is Audience.CLINICIAN


def test_the_audience_counts_more_than_the_language(session: Session) -> None:
    save(session, answer("a", lay("Llano.", language="es"), clinician("Terse.")))
    found = chosen(session, Audience.LAY, "en", "es")
    assert found
    assert found.language == "es"


def test_texts_that_are_not_public_are_not_listed(session: Session) -> None:
    save(session, answer("a", lay("Plain.", DRAFT), clinician("Terse.", WITHDRAWN)))
    assert chosen(session) is None


def test_headings_are_kept_apart(session: Session) -> None:
    save(session, answer("a", lay("## What to do\n\nRest.")))
    found = chosen(session)
    assert found
    assert found.headings == ("What to do",)
    assert found.excerpt == "Rest."


def test_topics_keep_names_of_another_language_only_if_they_have_no_own(session: Session) -> None:
    """Stems of one language mislead in another: "care" has that of "cara"."""
    topic_names.save(session, TopicNames("primary-care", {"es": "Salud"}))
    words = answer(
        "a",
        lay("x", language="es"),
        lay("y"),
        question={"en": "y?", "es": "x?"},
        topics=("Primary care",),
    )
    save(session, words)
    rows = session.execute(
        select(public_text.c.language, search_bodies.c.name)
        .join(search_bodies, search_bodies.c.rowid == public_text.c.id)
        .order_by(public_text.c.language)
    ).all()
    assert ["care" in name or " car " in name for _, name in rows] == [True, False]

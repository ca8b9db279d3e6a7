from sqlalchemy.orm import Session

from readlevel.storage.public import sitemap_entries
from tests.storage.cast import APPROVED, DRAFT, WAITING, answer, clinician, lay, save


def published(session: Session, part: int, *, show_unreviewed: bool) -> dict[str, list[str]]:
    found = sitemap_entries.list_published(session, part, 2, show_unreviewed=show_unreviewed)
    return {one.slug: [f"{text.audience}.{text.language}" for text in one.texts] for one in found}


def test_answers_stand_in_parts_by_when_they_were_made(session: Session) -> None:
    save(
        session,
        answer("one", lay("Words.", APPROVED), clinician("Words.", APPROVED)),
        answer("two", lay("Words.", DRAFT)),
        answer("three", lay("Words.", DRAFT)),
        answer("four", lay("Words.", DRAFT)),
        answer("five", lay("Words.", WAITING)),
    )
    assert sitemap_entries.list_parts(session, 2, show_unreviewed=True) == (1, 3)
    assert sitemap_entries.list_parts(session, 2, show_unreviewed=False) == (1,)
    assert published(session, 1, show_unreviewed=True) == {"one": ["clinician.en", "lay.en"]}
    assert published(session, 3, show_unreviewed=True) == {"five": ["lay.en"]}
    assert published(session, 3, show_unreviewed=False) == {}


def test_a_text_knows_when_readers_last_got_something_else(session: Session) -> None:
    save(session, answer("one", lay("Words.", APPROVED)))
    (found,) = sitemap_entries.list_published(session, 1, 10, show_unreviewed=True)
    changed = found.texts[0].changed
    assert changed is not None
    assert changed.tzinfo is not None

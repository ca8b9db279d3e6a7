from datetime import date

from sqlalchemy.orm import Session

from readlevel.core.rendering.html import inline
from readlevel.storage.answers import pages
from readlevel.storage.answers.pages import SitePage

ABOUT = SitePage("about", "en", "About", "# About\n\nUs.", inline("Us."), date(2026, 1, 1))
SOBRE = SitePage("about", "es", "Sobre", "# Sobre\n\nNos.", inline("Nos."), None)
POLICY = SitePage("policy", "en", "Policy", "# Policy\n\nTwo.", inline("Two."), None)


def test_pages_are_found_by_name_and_language(session: Session) -> None:
    for page in (POLICY, SOBRE, ABOUT):
        assert pages.save_page(session, page)
    assert pages.find_page(session, "about", "en") == ABOUT
    assert pages.find_page(session, "about", "es") == SOBRE
    assert pages.find_page(session, "policy", "es") is None
    assert list(pages.iter_pages(session)) == [ABOUT, SOBRE, POLICY]
    assert pages.list_titles(session, "en") == (("about", "About"), ("policy", "Policy"))


def test_a_page_with_the_same_text_stays_as_it_is(session: Session) -> None:
    pages.save_page(session, ABOUT)
    again = SitePage("about", "en", "About", ABOUT.markdown, ABOUT.html, date(2026, 5, 5))
    assert not pages.save_page(session, again)
    assert pages.find_page(session, "about", "en") == ABOUT


def test_a_page_with_another_text_takes_its_place(session: Session) -> None:
    pages.save_page(session, ABOUT)
    other = SitePage("about", "en", "About us", "# About us\n\nUs.", inline("Us."), None)
    assert pages.save_page(session, other)
    assert list(pages.iter_pages(session)) == [other]

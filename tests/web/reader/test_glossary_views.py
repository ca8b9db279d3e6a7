"""The glossary by letter and by search, and the page of a term."""

import pytest

from readlevel.core.model.term import Term
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.glossary.store_terms import save_terms
from tests.web.conftest import NOW, Site


def test_the_glossary_opens_at_its_first_letter(site: Site) -> None:
    page = site.get("/glossary").text
    assert 'href="/glossary/brain"' in page
    assert 'href="/glossary/stroke"' not in page
    assert 'href="/glossary?letter=S"' in page


def test_a_letter_shows_its_terms(site: Site) -> None:
    page = site.get("/glossary?letter=s").text
    assert 'href="/glossary/stroke"' in page
    assert 'href="/glossary/brain"' not in page


def test_the_glossary_can_be_searched(site: Site) -> None:
    page = site.get("/glossary?q=HYPER").text
    assert 'href="/glossary/hypertension"' in page
    assert 'href="/glossary/brain"' not in page


@pytest.mark.parametrize("query", ["letter=%00", "letter=ZZZ", "q=%00", "q=%25", "letter=%F0%28"])
def test_any_letter_or_search_is_a_page(site: Site, query: str) -> None:
    assert site.get(f"/glossary?{query}").status_code == 200


def test_the_glossary_is_searched_by_other_forms_too(site: Site) -> None:
    assert 'href="/glossary/hypertension"' in site.get("/glossary?q=high+blood").text


def test_a_list_of_terms_shows_words_and_no_marks(site: Site) -> None:
    assert "A part of the brain gets no O2." in site.get("/glossary?letter=s").text


def test_a_glossary_without_words_leads_to_one_that_has_some(site: Site) -> None:
    empty = site.get("/es/glossary").text
    assert '<a href="/glossary" lang="en" hreflang="en">' in empty
    assert 'class="letters"' not in empty


def test_a_word_of_another_language_is_found_there(site: Site) -> None:
    assert 'href="/glossary?q=stroke" lang="en"' in site.get("/es/glossary?q=stroke").text
    for path in ("/es/glossary?q=xylophone", "/glossary?q=stroke"):
        assert "?q=stroke" not in site.get(path).text


def test_a_term_has_both_definitions_and_the_answers_that_use_it(site: Site) -> None:
    page = site.get("/glossary/hypertension").text
    assert "High blood pressure." in page
    assert "Systolic pressure of 140&nbsp;mmHg or more." in page
    assert "What is high blood pressure?" in page
    assert '"@type":"DefinedTerm"' in page


def test_a_definition_is_shown_as_it_was_written(site: Site) -> None:
    page = site.get("/glossary/stroke").text
    assert "A part of the <em>brain</em> gets no O<sub>2</sub>." in page


def test_a_term_points_to_others(site: Site) -> None:
    assert '<a href="/glossary/brain">brain</a>' in site.get("/glossary/stroke").text


def test_a_term_without_translation_is_shown_as_it_is_and_marked(site: Site) -> None:
    page = site.get("/es/glossary/stroke").text
    assert '<html lang="es"' in page
    assert '<h1 class="term-title" lang="en" dir="ltr">' in page
    assert 'rel="canonical" href="http://127.0.0.1:8000/glossary/stroke"' in page


@pytest.mark.parametrize("slug", ["nothing", "%00", "stroke%20", "a" * 3000])
def test_an_unknown_term_is_not_found(site: Site, slug: str) -> None:
    assert site.get(f"/glossary/{slug}").status_code == 404


def test_letters_and_terms_stand_in_the_order_of_their_language(own_site: Site) -> None:
    engine = make_engine(own_site.settings.database_url)
    names = ("ojo", "ñandú", "nuca", "Ñame", "nódulo", "oído")
    terms = [Term(f"t{place}", name, "es", "Algo.") for place, name in enumerate(names)]
    with write_transaction(engine) as session:
        save_terms(session, terms, author="Ed", now=NOW)
    engine.dispose()
    page = own_site.get("/es/glossary?letter=N").text
    assert page.index(">N<") < page.index(">Ñ<") < page.index(">O<")
    assert page.index(">nódulo<") < page.index(">nuca<")
    assert ">ñandú<" not in page
    page = own_site.get("/es/glossary?letter=%C3%B1").text
    assert page.index(">Ñame<") < page.index(">ñandú<")


def test_a_misspelled_word_is_put_right(site: Site) -> None:
    page = site.get("/glossary?q=stroake").text
    assert "Showing words for <b>stroke</b>" in page
    assert 'href="/glossary/stroke"' in page

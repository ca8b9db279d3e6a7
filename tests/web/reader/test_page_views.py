"""Site pages."""

from tests.web.conftest import Site


def test_a_written_page_is_shown_and_named_at_the_foot_of_every_page(site: Site) -> None:
    page = site.get("/editorial-policy").text
    assert "Two people read every answer." in page
    assert "January 1, 2026" in page
    for path in ("/", "/answers/both", "/glossary", "/nowhere"):
        assert 'href="/editorial-policy"' in site.get(path).text


def test_a_page_that_is_not_translated_is_shown_in_the_sites_language(site: Site) -> None:
    page = site.get("/es/editorial-policy").text
    assert '<html lang="es"' in page
    assert '<article lang="en" dir="ltr">' in page
    assert 'rel="canonical" href="http://127.0.0.1:8000/editorial-policy"' in page


def test_a_page_nobody_wrote_is_not_found(site: Site) -> None:
    assert site.get("/imprint").status_code == 404


def test_a_languages_first_page_stands_at_its_tag(site: Site) -> None:
    assert site.get("/es/").status_code == 200
    assert site.get("/es", follow_redirects=True).status_code == 200

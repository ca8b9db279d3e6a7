"""Search, topics and the newest answers."""

import pytest

from tests.web.conftest import Site


def test_the_newest_answers_and_the_topics_are_shown(site: Site) -> None:
    page = site.get("/").text
    assert "What is high blood pressure?" in page
    assert 'href="/topics/cardiology"' in page
    assert "What is secret?" not in page
    assert "What was wrong?" not in page


def test_search_finds_marks_and_ranks(site: Site) -> None:
    page = site.get("/?q=pressure").text
    assert "<mark>pressure</mark>" in page
    assert "What is high blood pressure?" in page
    assert "Is garlic useful?" in site.get("/?q=GARL").text


@pytest.mark.parametrize(
    "query",
    [
        "xylophone",
        "%22",
        "*",
        "'; DROP TABLE answer--",
        "%00",
        "NEAR(a b)",
        "AND",
        "%F0%28",
        "a" * 5000,
    ],
)
def test_a_search_for_anything_is_a_page(site: Site, query: str) -> None:
    assert site.get("/", query_string=f"q={query}").status_code == 200


def test_a_query_is_shown_as_inert_text(site: Site) -> None:
    page = site.get("/", query_string={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_choice_made_is_shown_on_the_first_page(site: Site) -> None:
    assert "aria-pressed" not in site.get("/").text
    site.client.set_cookie("readlevel", "clinician")
    page = site.get("/").text
    assert 'value="clinician" aria-pressed="true"' in page
    assert page.count('aria-pressed="true"') == 1


def test_another_language_lists_its_own_answers(site: Site) -> None:
    page = site.get("/es/").text
    assert '<html lang="es"' in page
    assert "What is it in Spanish?" in page
    assert "What is high blood pressure?" not in page


def test_the_languages_to_choose_are_those_with_something_to_read(site: Site) -> None:
    page = site.get("/").text
    assert 'href="/es/"' in page
    assert 'href="/ar/"' not in page
    assert 'href="/ar/"' in site.get("/ar/").text


def test_a_topic_lists_its_answers(site: Site) -> None:
    page = site.get("/topics/cardiology").text
    assert "What is high blood pressure?" in page
    assert "What is a plain answer?" in page
    assert "Is garlic useful?" not in page
    assert site.get("/topics/primary-care").status_code == 200


@pytest.mark.parametrize("topic", ["nothing", "%00", "a" * 3000, "Cardiology/x"])
def test_a_topic_without_answers_is_not_found(site: Site, topic: str) -> None:
    assert site.get(f"/topics/{topic}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "two", "99999999999", "2", "%00", "²"])
def test_any_page_number_is_a_page(site: Site, page: str) -> None:
    for path in ("/", "/topics/cardiology", "/glossary"):
        assert site.get(f"{path}?page={page}").status_code == 200


SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}


def test_a_browser_in_another_language_is_led_to_it_from_the_root(site: Site) -> None:
    led = site.get("/", headers=SPANISH)
    assert (led.status_code, led.location) == (302, "/es/")
    assert "private" in led.headers["Cache-Control"]
    assert {"Cookie", "Accept-Language"} <= set(led.vary)
    assert site.get("/es/", headers={"Accept-Language": "en"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {"Accept-Language": "en-GB,es;q=0.5"}),
        ("/", {"Accept-Language": "de"}),
        ("/", {"Accept-Language": "*"}),
        ("/", {"Accept-Language": "ar"}),
        ("/", {"Accept-Language": "es;q=x,,;"}),
        ("/", {"Accept-Language": "es," * 1_000}),
        ("/", SPANISH | {"Sec-Fetch-Site": "same-origin"}),
        ("/", SPANISH | {"Referer": "http://localhost/es/"}),
        ("/?q=pressure", SPANISH),
        ("/answers/translated", SPANISH),
        ("/glossary", SPANISH),
    ],
)
def test_nobody_is_led_away_from_what_they_asked_for_or_can_read(
    site: Site, path: str, headers: dict[str, str]
) -> None:
    site.get("/", headers=SPANISH)
    assert site.get(path, headers=headers).status_code == 200


def test_a_field_of_medicine_is_named_in_the_language_of_the_page(site: Site) -> None:
    assert '<span class="topic-name">Cardiology</span>' in site.get("/").text
    assert ">Cardiología</a>" in site.get("/es/answers/both").text


def test_a_misspelled_search_says_what_is_shown_instead(site: Site) -> None:
    page = site.get("/?q=presure").text
    assert "Showing results for" in page
    assert 'href="/?q=pressure"' in page
    assert "What is high blood pressure?" in page
    as_written = site.get("/?q=presure&exact=1").text
    assert "Showing results for" not in as_written


def test_a_search_that_fits_nothing_does_not_claim_to(site: Site) -> None:
    page = site.get("/?q=sunburn").text
    assert "No answers found for “sunburn”" in page
    assert "answers for “sunburn”" not in page


def test_a_search_that_says_nothing_is_told_so(site: Site) -> None:
    assert "is too general" in site.get("/?q=what+is+it").text


def test_a_term_that_is_asked_for_stands_above_the_answers(site: Site) -> None:
    page = site.get("/?q=what+is+a+stroke%3F").text
    assert 'class="asked-term"' in page
    assert page.index('class="asked-term"') < page.index('id="found"')
    assert 'href="/glossary/stroke"' in page
    assert 'class="asked-term"' not in site.get("/?q=pressure+and+stroke").text


def test_a_hit_is_the_text_of_the_reader(site: Site) -> None:
    site.client.set_cookie("readlevel", "clinician")
    assert "Not reviewed yet" in site.get("/?q=garlic").text


@pytest.mark.parametrize("path", ["/answers/both", "/glossary"])
def test_every_page_leads_to_the_search_field(site: Site, path: str) -> None:
    assert 'class="bar-find" href="/#query"' in site.get(path).text

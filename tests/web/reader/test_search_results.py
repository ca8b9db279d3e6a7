"""The page of a search: whatever is typed, it says something clear."""

import pytest

from tests.web.conftest import Site

HOSTILE = (
    "",
    "a",
    "?!",
    "what is it",
    '"heart AND NEAR(* -x',
    "\U0001f912",
    "\0",
    "he\0art",
    "\u202eheart\u202c \u200f",
    "قلب heart 心",
    "<script>alert(1)</script>",
    "heart " * 1700,
    "x" * 10_000,
)


@pytest.mark.parametrize("query", HOSTILE)
def test_any_search_gives_a_clear_page(site: Site, query: str) -> None:
    for path in ("/", "/ar/", "/glossary"):
        page = site.get(path, query_string={"q": query})
        assert page.status_code == 200
        assert "<script>alert" not in page.text
    for path in ("/api/v1/answers", "/api/v1/glossary"):
        assert site.get(path, query_string={"q": query}).status_code in (200, 400)


def test_a_list_does_not_become_empty_while_words_of_a_question_are_typed(site: Site) -> None:
    typed = {"Readlevel-Search": "typing"}
    assert "is too general" in site.get("/?q=what+is+a").text
    page = site.get("/?q=what+is+a", headers=typed).text
    assert "is too general" not in page
    assert "The closest pages" in page


def test_a_search_keeps_the_chooser_and_comes_back_to_itself(site: Site) -> None:
    page = site.get("/?q=plain+answer").text
    assert 'name="next" value="/?q=plain+answer"' in page
    assert 'name="persona"' in page


def test_a_search_that_finds_nothing_offers_topics_and_the_editors(site: Site) -> None:
    page = site.get("/?q=xylophone+lessons").text
    assert "No answers found for “xylophone lessons”" in page
    assert 'action="/search/ask"' in page
    assert "/topics/herbs" in page


def test_the_topic_of_the_best_hit_is_named_beside_it(site: Site) -> None:
    found = site.get("/?q=plain+answer").text.partition('class="fitting-topics"')[2]
    assert "/topics/cardiology" in found.partition("</nav>")[0]

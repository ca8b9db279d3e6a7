"""Pasted HTML of Word and web pages becomes Markdown, with its losses as sentences."""

import pytest
from werkzeug.test import TestResponse

from tests.web.desk.conftest import DeskSite


def clean(desk: DeskSite, html: str) -> TestResponse:
    client = desk.client("editor")
    token = {"X-CSRF-Token": desk.token(client), "Accept": "application/json"}
    return client.post("/edit/clean", data={"html": html}, headers=token)


def test_pasted_html_becomes_markdown(desk: DeskSite) -> None:
    answer = clean(desk, "<h2>Gout</h2><p><b>Rest</b> &amp; drink.</p><script>alert(1)</script>")
    assert answer.json == {"markdown": "## Gout\n\n**Rest** & drink.\n", "losses": []}


def test_losses_are_reported_in_sentences(desk: DeskSite) -> None:
    answer = clean(
        desk,
        '<p>A <img alt="<b>red</b>\ntoe" src="x.png"> <s>one & two</s><s>one & two</s> b</p>'
        '<p><img src="data:image/png;base64,AAAA"></p>',
    )
    assert answer.json is not None
    assert answer.json["losses"] == [
        "The image “<b>red</b> toe” was not imported."
        " Add it under Images, then insert it in the text.",
        "An image was not imported. Add it under Images, then insert it in the text.",
        "“one & two” was crossed out or deleted, so it was not imported. (2 times)",
    ]


@pytest.mark.parametrize(
    ("html", "status"),
    [("<div>" * 5_000, 422), ("<p>" * 40_000, 422), ("a " * 300_000, 422), ("a" * 2_000_001, 413)],
)
def test_too_much_input_is_refused(desk: DeskSite, html: str, status: int) -> None:
    assert clean(desk, html).status_code == status


def test_nothing_becomes_nothing(desk: DeskSite) -> None:
    for html in ("", "\0", "<", "<!--"):
        assert clean(desk, html).status_code == 200


def test_all_that_was_selected_is_pasted(desk: DeskSite) -> None:
    answer = clean(desk, "<body><nav>Menu</nav><article>One</article></body><p>Two</p>")
    assert answer.json is not None
    assert answer.json["markdown"].split() == ["Menu", "One", "Two"]
    assert answer.json["losses"] == []

"""Previews as any persona, and links to them for people without an account."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import Client

from readlevel.storage.accounts import accounts
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.writing import preview_links
from tests.web.desk.conftest import DeskSite

PATH = "/edit/answers/both/preview"
DRAFT = "A draft that nobody else may read."


def write(desk: DeskSite, client: Client) -> None:
    """Add a second revision of the lay text, a draft."""
    page = client.get("/edit/answers/both").text
    began = re.search(r'name="began_from_clinician" value="(\d+)"', page)
    clinician = re.search(r'name="clinician"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert began
    assert clinician
    given = {
        "question": "What is high blood pressure?",
        "began_with": "What is high blood pressure?",
        "lay": DRAFT,
        "clinician": clinician[1],
        "began_from_lay": "1",
        "began_from_clinician": began[1],
        "do": "save",
    }
    assert desk.post(client, "/edit/answers/both", given).status_code == 303


def share(desk: DeskSite, client: Client, days: int = 7) -> str:
    answer = desk.post(client, f"{PATH}/links", {"persona": "patient", "days": str(days)})
    assert answer.status_code == 303
    made = re.search(r'id="made" value="http://127\.0\.0\.1:8000([^"]+)"', get(client, answer))
    assert made
    return made[1]


def get(client: Client, answer: object) -> str:
    return client.get(answer.location).text  # type: ignore[attr-defined]


def test_each_persona_is_shown_the_text_and_the_words_of_its_own(desk: DeskSite) -> None:
    client = desk.client("editor")
    shown = {
        persona: client.get(f"{PATH}/page?persona={persona}").text
        for persona in ("patient", "student", "clinician")
    }
    assert "the push of blood is too strong" in shown["patient"]
    assert "High blood pressure." in shown["student"]
    assert "High blood pressure." not in shown["clinician"]


def test_the_frame_shows_the_chosen_text(desk: DeskSite) -> None:
    client = desk.client("editor")
    write(desk, client)
    page = client.get(f"{PATH}?persona=patient&theme=dark&width=phone&embedded=yes").text
    framed = re.search(r'<iframe class="look look-phone"[^>]* src="([^"]+)"', page)
    assert framed
    shown = client.get(framed[1].replace("&amp;", "&"))
    assert 'data-theme="dark"' in shown.text
    assert 'class="bar"' not in shown.text
    assert DRAFT in shown.text
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert DRAFT not in client.get(f"{PATH}/page?persona=patient&number=1").text


@pytest.mark.parametrize("query", ["persona=king&language=xx&number=x", "number=1000000000"])
def test_nonsense_parameters_give_the_newest_text_in_the_own_language(
    desk: DeskSite, query: str
) -> None:
    assert desk.client("editor").get(f"{PATH}/page?{query}").status_code == 200


def test_a_text_that_is_not_there_is_said(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = client.get("/edit/answers/only-lay/preview?persona=clinician")
    assert "This text does not exist yet." in page.text
    assert client.get("/edit/answers/only-lay/preview/page?persona=clinician").status_code == 404
    assert client.get("/edit/answers/nowhere/preview").status_code == 404


def test_a_shared_draft_is_read_by_whoever_has_its_link_and_nobody_else(desk: DeskSite) -> None:
    client, nobody = desk.client("editor"), desk.client()
    write(desk, client)
    link = share(desk, client)
    page = nobody.get(link)
    assert DRAFT in page.text
    assert "Ed Editor shared this preview with you" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert DRAFT not in nobody.get("/answers/both/lay").text
    for forged in (link + "x", link[:-1], "/edit/shared/1", "/edit/shared/" + "a" * 500):
        assert nobody.get(forged).status_code == 404


def test_a_link_shows_its_revision_however_the_text_goes_on(desk: DeskSite) -> None:
    client = desk.client("editor")
    link = share(desk, client)
    write(desk, client)
    assert DRAFT not in desk.client().get(link).text


def test_a_link_that_was_taken_back_says_so(desk: DeskSite) -> None:
    client = desk.client("editor")
    link = share(desk, client)
    number = re.search(r'name="link" value="(\d+)"', client.get(PATH).text)
    assert number
    other = "/edit/answers/pending/preview/revocation"
    assert desk.post(client, other, {"link": number[1]}).status_code == 404
    assert desk.post(client, f"{PATH}/revocation", {"link": number[1]}).status_code == 303
    gone = desk.client().get(link)
    assert gone.status_code == 410
    assert "This preview has expired" in gone.text


def test_a_link_ends_with_its_time_and_with_the_account_of_who_shared_it(desk: DeskSite) -> None:
    client = desk.client("editor")
    link = share(desk, client, days=1)
    engine = make_engine(desk.settings.database_url)
    token = link.rpartition("/")[2]
    now = datetime.now(UTC)
    with write_transaction(engine) as session:
        assert preview_links.open_preview_link(session, None, token, now=now).by == "Ed Editor"
        with pytest.raises(preview_links.PreviewLinkExpired):
            preview_links.open_preview_link(session, None, token, now=now + timedelta(days=1))
        accounts.update_account(session, desk.account("editor").id, disabled_at=now)
    engine.dispose()
    assert desk.client().get(link).status_code == 410


def test_pictures_of_a_draft_are_shown_where_it_is_shared(desk: DeskSite) -> None:
    client = desk.client("editor")
    link = share(desk, client)
    assert desk.client().get(f"{link}/images/drawing.svg").status_code == 200
    assert desk.client().get(f"{link}/images/notes.html").status_code == 404
    assert desk.client().get(f"{link}x/images/drawing.svg").status_code == 404


@pytest.mark.parametrize("days", ["", "0", "365", "x"])
def test_a_link_lasts_as_long_as_is_offered(desk: DeskSite, days: str) -> None:
    answer = desk.post(desk.client("editor"), f"{PATH}/links", {"days": days})
    assert answer.status_code == 422


def test_a_preview_speaks_the_language_of_its_text(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = client.get("/edit/answers/translated/preview/page?language=es").text
    assert '<html lang="es" dir="ltr"' in page
    assert "Buscar en las respuestas" in page
    assert "not there in" not in page
    assert "Share with someone" in client.get("/edit/answers/translated/preview?language=es").text

"""The state of translations, and the source beside the editor."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import Client

from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from tests.storage.cast import APPROVED
from tests.web.desk.conftest import DeskSite

PATH = "/edit/answers/gout"
ENGLISH, SPANISH = "Gout hurts <b>for</b> 7 days [@key].", "La gota duele 7 días."
BESIDE = {"question": "¿Gota?", "began_with": "", "topics": "", "began_topics": "", "why": ""}


def keep(desk: DeskSite, english: str = ENGLISH, minutes: int = 0, **others: str) -> None:
    """Import texts of an answer as approved."""
    engine = make_engine(desk.settings.database_url)
    texts = {"en": english, **others}
    variants = [Variant(Audience.LAY, tag, words, APPROVED) for tag, words in texts.items()]
    answer = Answer("gout", {"en": "What is gout?"}, tuple(variants))
    with write_transaction(engine) as session:
        renderer = Renderer(session, desk.settings.personas, "en")
        now = datetime.now(UTC) + timedelta(minutes=minutes)
        publish.save_answer(session, replace(answer), renderer, author="Ed", why="", now=now)
    engine.dispose()


@pytest.fixture
def client(desk: DeskSite) -> Client:
    keep(desk, es=SPANISH)
    return desk.client("editor")


def test_each_language_says_how_far_it_is(client: Client) -> None:
    assert "out of date. They appear here" in client.get("/edit/behind/translations").text
    page = client.get(f"{PATH}/translations").text
    assert "up to date" in page
    assert f'href="{PATH}?language=es&amp;beside=lay">Translate next to the original' in page
    assert f'href="{PATH}?language=ar&amp;beside=lay">Start translating' in page
    assert "out of date" not in page.replace("is out of date when", "")


def test_a_translation_that_is_behind_says_so_and_leads_to_what_changed(
    desk: DeskSite, client: Client
) -> None:
    keep(desk, "Gout hurts for 9 days.", 1, es=SPANISH)
    page = client.get(f"{PATH}/translations").text
    assert "1 translation is out of date." in page
    listed = client.get("/edit/behind/translations").text
    assert listed.count(f'href="{PATH}/translations"') == 1
    assert 'translations">Translations <span class="count">1<' in client.get("/edit/due").text
    home = client.get("/edit").text
    assert "Translations that are out of date" in home
    assert f'href="{PATH}/translations"' in home
    assert f'href="{PATH}/lay/en/compare?old=1&amp;new=2">See what changed' in page
    beside = client.get(f"{PATH}?language=es&beside=lay").text
    assert "has changed in meaning" in beside
    assert "Gout hurts for 9 days." in beside


def test_a_source_stands_beside_its_translation_as_it_is_written(client: Client) -> None:
    page = client.get(f"{PATH}?language=es&beside=lay").text
    assert "Original: English" in page
    assert "Gout hurts &lt;b&gt;for&lt;/b&gt; 7 days [@key]." in page
    assert page.index("Original: English") < page.index('id="text-lay"')
    assert page.index('id="text-lay"') < page.index('id="text-clinician"')


def test_a_preview_does_not_say_that_another_language_is_missing(
    desk: DeskSite, client: Client
) -> None:
    given = {"language": "es", "question": "¿Gota?", "lay": SPANISH, "do": "preview"}
    page = desk.post(client, PATH, given).text
    assert "La gota duele" in page
    assert "This answer is not there" not in page


@pytest.mark.parametrize("query", ["language=es", "language=en&beside=lay", "language=es&beside=x"])
def test_no_source_is_shown_where_there_is_none_or_it_is_not_asked_for(
    client: Client, query: str
) -> None:
    page = client.get(f"{PATH}?{query}")
    assert page.status_code == 200
    assert "Original: English" not in page.text


def test_one_writes_on_beside_the_source_after_saving(desk: DeskSite, client: Client) -> None:
    given = {**BESIDE, "language": "ar", "lay": "النقرس يؤلم.", "beside": "lay", "do": "save"}
    answer = desk.post(client, PATH, given)
    assert answer.status_code == 303
    assert answer.location.startswith(f"{PATH}?language=ar&beside=lay&said=")


def test_an_unsaved_translation_is_shown_beside_its_source(desk: DeskSite, client: Client) -> None:
    given = {**BESIDE, "question": "", "language": "es", "beside": "lay", "do": "save"}
    answer = desk.post(client, PATH, given)
    assert answer.status_code == 422
    assert "Original: English" in answer.text


def test_a_site_in_one_language_speaks_of_no_translations(
    make_desk: Callable[..., DeskSite],
) -> None:
    desk = make_desk(languages=("en",))
    keep(desk)
    page = desk.client("editor").get(PATH).text
    assert "/translations" not in page
    assert "Translate next to" not in page


def test_translations_of_no_answer_are_not_there(client: Client) -> None:
    assert client.get("/edit/answers/nowhere/translations").status_code == 404

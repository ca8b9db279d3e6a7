"""Card images are drawn when texts are published."""

import gettext
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import readlevel
from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.rendering.card_image import CardText, draw_card
from readlevel.storage.public import cards
from readlevel.usecases.publishing import cards as publishing_cards
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from tests.storage.cast import DRAFT, NOW, WITHDRAWN, answer, clinician, lay

LOCALES = Path(readlevel.__file__).parent / "locale"
LAY, CLINICIAN = (Audience.LAY, "en"), (Audience.CLINICIAN, "en")


@pytest.fixture
def renderer(session: Session) -> Renderer:
    return Renderer(session, DEFAULT_PERSONAS, "en", site_name="Health")


def save(session: Session, renderer: Renderer, *variants: object, slug: str = "a") -> None:
    given = answer(slug, *variants)  # type: ignore[arg-type]
    publish.save_answer(session, given, renderer, author="Ed", why="test", now=NOW)


def test_each_public_text_has_a_card(session: Session, renderer: Renderer) -> None:
    save(session, renderer, lay(), clinician(), lay("Borrador.", DRAFT, "es"))
    digests = cards.list_digests(session, "a")
    assert set(digests) == {LAY, CLINICIAN}
    assert digests[LAY] != digests[CLINICIAN]
    image = cards.find_image(session, "a", *LAY)
    assert image is not None
    assert image.startswith(b"\x89PNG")


def test_a_card_is_drawn_again_only_if_it_says_something_else(
    session: Session, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(session, renderer, lay(), clinician())
    before = cards.list_digests(session, "a")
    drawn: list[CardText] = []

    def draw(card: CardText) -> bytes | None:
        drawn.append(card)
        return draw_card(card)

    monkeypatch.setattr(publishing_cards, "draw_card", draw)
    save(session, renderer, lay("Other words."), clinician())
    assert drawn == []
    other = Renderer(session, DEFAULT_PERSONAS, "en", site_name="New name")
    save(session, other, lay("Third words."), clinician())
    assert len(drawn) == 2
    assert not set(before.values()) & set(cards.list_digests(session, "a").values())


def test_the_card_of_a_sample_says_so(
    session: Session, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[CardText] = []

    def draw(card: CardText) -> bytes | None:
        drawn.append(card)
        return draw_card(card)

    monkeypatch.setattr(publishing_cards, "draw_card", draw)
    question = {"en": "What is a?", "es": "¿Qué es a?"}
    texts = (lay(), lay("Duele.", language="es"))
    given = replace(answer("a", *texts, question=question), is_sample=True)
    publish.save_answer(session, given, renderer, author="Ed", why="test", now=NOW)
    assert {card.badge for card in drawn} == {
        "Sample, not medical advice",
        gettext.translation("messages", LOCALES, ["es"]).gettext("Sample, not medical advice"),
    }


def test_a_text_that_leaves_loses_its_card(session: Session, renderer: Renderer) -> None:
    save(session, renderer, lay(), clinician())
    save(session, renderer, lay(review=WITHDRAWN), clinician(review=DRAFT))
    assert cards.list_digests(session, "a") == {}
    assert cards.find_image(session, "a", *LAY) is None


def test_without_a_name_of_the_site_stored_cards_stay(session: Session, renderer: Renderer) -> None:
    save(session, renderer, lay(), clinician())
    before = cards.list_digests(session, "a")
    save(session, Renderer(session, DEFAULT_PERSONAS, "en"), lay("New words."), clinician())
    assert cards.list_digests(session, "a") == before


@pytest.mark.parametrize("language", [path.name for path in LOCALES.iterdir()])
def test_badges_are_translated(language: str) -> None:
    catalogue = gettext.translation("messages", LOCALES, [language])
    badges = publishing_cards._BADGES
    assert set(badges) == set(Audience)
    for words in (*badges.values(), publishing_cards._SAMPLE):
        assert catalogue.gettext(words) != words

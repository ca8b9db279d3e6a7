"""Draws the card images of public texts when they are published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from sqlalchemy.orm import Session

import readlevel
from readlevel.core.model.answer import AnswerHead, Audience
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.card_image import CardText, draw_card
from readlevel.storage import slow_work
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.public import cards
from readlevel.storage.public.cards import StoredCard

Key = tuple[Audience, str]

_LOCALES = Path(readlevel.__file__).parent / "locale"
_BADGES = {Audience.LAY: "Plain language", Audience.CLINICIAN: "For health professionals"}
"""Messages that templates have too (`desk/layout/_status_labels.html`)."""
_SAMPLE = "Sample, not medical advice"
"""As in `reader/parts/_answer_cards.html`."""


@dataclass(frozen=True, slots=True)
class AnswerCards:
    """The cards of an answer after it is published."""

    digests: Mapping[Key, str] = field(default_factory=dict)
    drawn: Mapping[Key, StoredCard] = field(default_factory=dict)
    """Those whose stored image is missing or says something else."""
    outdated: frozenset[Key] = frozenset()
    """Stored ones that no public text has any more."""


def draw_cards(
    session: Session, answer: AnswerHead, public: Mapping[Key, StoredRevision], site_name: str
) -> AnswerCards:
    """Draw the cards that are not stored yet; nothing is stored.

    Texts that cannot be drawn get none. Without a name of the site, those that are stored stay.
    """
    stored = cards.list_digests(session, answer.slug)
    shown = [key for key, one in public.items() if one.review.status is not Status.WITHDRAWN]
    if not site_name:
        kept = {key: digest for key, digest in stored.items() if key in shown}
        return AnswerCards(kept, outdated=frozenset(stored).difference(kept))
    digests: dict[Key, str] = {}
    drawn: dict[Key, StoredCard] = {}
    for audience, language in shown:
        asked, question = answer.question_in(language, audience)
        badge = _translations(asked).gettext(_SAMPLE if answer.is_sample else _BADGES[audience])
        card = CardText(question, badge, site_name, asked)
        digest = card.digest
        if stored.get((audience, language)) != digest:
            image = slow_work.do(draw_card, card)
            if image is None:
                continue
            drawn[audience, language] = StoredCard(digest, image)
        digests[audience, language] = digest
    return AnswerCards(digests, drawn, frozenset(stored).difference(digests))


def store_cards(session: Session, slug: str, made: AnswerCards) -> None:
    """Store the new cards of an answer, and remove those of texts that left."""
    cards.save_cards(session, slug, made.drawn)
    cards.remove_cards(session, slug, made.outdated)


@cache
def _translations(language: str) -> NullTranslations:
    return translation("messages", _LOCALES, [language.replace("-", "_")], fallback=True)

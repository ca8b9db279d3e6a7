"""What makes a draft hard to read, and how far it is from its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.house_style.find_wordings import WordingUse, find_wordings
from readlevel.core.house_style.house_rule import NO_STYLE, HouseStyle
from readlevel.core.model.answer import Audience
from readlevel.core.readability.readability import measure
from readlevel.core.readability.targets import TARGETS
from readlevel.core.rendering.pipeline import parse_source
from readlevel.core.simplify.proposal import ABOUT_WORDS, Proposal
from readlevel.core.simplify.queue import count_to_target, list_proposals
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers.answer_heads import find_id
from readlevel.storage.answers.answers import find_texts
from readlevel.storage.writing import ignored_proposals
from readlevel.storage.writing.ignored_proposals import IgnoredProposals, TextPlace

NOTHING_IGNORED = IgnoredProposals()
MAX_KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class SimplifyQueue:
    """The proposals for a text, the most valuable first."""

    proposals: Sequence[Proposal]
    target: float
    """The highest grade of the target."""
    to_target: int | None
    """How many of the first proposals bring the text to its target: 0 if it is there, None if all
    of them do not or its grade is unknown."""
    ignored: int = 0
    """How many proposals are left out because they are ignored."""


def list_simplifications(
    markdown: str,
    language: str,
    audience: Audience,
    target: str,
    glossary: Glossary | None = None,
    house_style: HouseStyle = NO_STYLE,
    ignored: IgnoredProposals = NOTHING_IGNORED,
) -> SimplifyQueue:
    """Return what would make a text easier to read; `target` is the name of one in `TARGETS`.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    for_patients = audience is Audience.LAY
    found = list_proposals(
        markdown,
        language,
        glossary,
        for_patients=for_patients,
        house_style=house_style.select(audience, language),
    )
    proposals = [one for one in found if not _is_ignored(one, ignored)]
    high = TARGETS[target].high
    grade = measure(parse_source(markdown, language).prose, language).headline.grade_high
    to_target = None if grade is None else count_to_target(proposals, grade, high)
    return SimplifyQueue(proposals, high, to_target, len(found) - len(proposals))


def list_unwanted_wordings(
    markdown: str, language: str, audience: Audience, style: HouseStyle, glossary: Glossary
) -> list[WordingUse]:
    """Return the wordings in a text that the house style does not want.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    source = parse_source(markdown, language)
    own = style.select(audience, language)
    return list(find_wordings(own, source.document, source.prose, language, glossary))


def find_ignored(
    session: Session, slug: str, audience: Audience, language: str
) -> IgnoredProposals:
    """Return what is ignored in a text; nothing in one that is not saved yet."""
    place = _find_place(session, slug, audience, language)
    return NOTHING_IGNORED if place is None else ignored_proposals.find_ignored(session, place)


def find_saved_text(session: Session, slug: str, audience: Audience, language: str) -> str | None:
    """Return the newest saved text of an answer for an audience, or None."""
    answer = find_texts(session, slug)
    place = (audience, language)
    texts = answer.variants if answer else ()
    return next((one.markdown for one in texts if (one.audience, one.language) == place), None)


def ignore_proposal(
    session: Session,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    key: str,
    *,
    is_word: bool,
    now: datetime,
) -> bool:
    """Leave a proposal out for all who write this text, or all proposals for a word.

    Return whether there is such an answer. Raise ValueError for a key that no proposal has.
    """
    key = key.strip().lower() if is_word else key
    if not key or len(key) > MAX_KEY_LENGTH:
        raise ValueError("no proposal has this key")
    place = _find_place(session, slug, audience, language)
    if place is not None:
        ignored_proposals.ignore(session, place, account.id, key, is_word=is_word, now=now)
    return place is not None


def restore_ignored(session: Session, slug: str, audience: Audience, language: str) -> bool:
    """Offer all proposals for a text again; return whether there is such an answer."""
    place = _find_place(session, slug, audience, language)
    if place is not None:
        ignored_proposals.restore_all(session, place)
    return place is not None


def _find_place(session: Session, slug: str, audience: Audience, language: str) -> TextPlace | None:
    answer_id = find_id(session, slug)
    return None if answer_id is None else TextPlace(answer_id, audience, language)


def _is_ignored(proposal: Proposal, ignored: IgnoredProposals) -> bool:
    return proposal.key in ignored.keys or (
        proposal.kind in ABOUT_WORDS and proposal.text.lower() in ignored.words
    )

"""The state of an answer's translations, and the source beside a translation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.languages.direction import direction
from readlevel.core.model.answer import AnswerTexts, Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import answers
from readlevel.usecases.publishing.translation_sync import (
    TranslationState,
    load_translation_history,
)
from readlevel.usecases.writing.editor.editor_state import AUDIENCES
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.answer_header import AnswerHeader
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.writing.writing_pages import TranslationSource
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import services

_AUDIENCE_ORDER = (Audience.LAY, Audience.CLINICIAN)


@dataclass(frozen=True, slots=True)
class TranslationRow:
    """A text in one language."""

    standing: TranslationState
    path: str
    """Path of its writing page, beside its source if it has one."""
    review_path: str
    change_path: str
    """Path of the source's diff; empty if there is none."""
    is_source_withdrawn: bool


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """The texts of an answer in one language."""

    tag: str
    name: str
    is_own: bool
    """Whether it is the site's language, which others are translated from."""
    texts: Sequence[TranslationRow]


@dataclass(frozen=True, slots=True)
class TranslationsPage:
    """`/edit/answers/<slug>/translations` (`desk/writing/translations.html`)."""

    layout: DeskLayout
    head: AnswerHeader
    own: str
    """Tag of the site's language, which others are translated from."""
    languages: Sequence[LanguageRow]
    behind: int


def present_languages(session: Session, slug: str) -> list[LanguageRow]:
    """Return the texts of an answer by language."""
    tags = services().settings.languages
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        return []
    texts = load_translation_history(session, answer_id)
    return [
        LanguageRow(
            tag,
            name_language(tag),
            tag == tags[0],
            [
                _present_text(slug, standing)
                for standing in (texts.find(audience, tag, tags[0]) for audience in _AUDIENCE_ORDER)
                if standing.newest or standing.source
            ],
        )
        for tag in dict.fromkeys([*tags, *texts.languages])
    ]


def present_source(
    session: Session, slug: str, language: str, asked: str | None
) -> TranslationSource | None:
    """Return the source of the translation that `asked` names, or None."""
    own, audience = services().settings.languages[0], read_beside_audience(asked)
    answer_id = answers.find_id(session, slug) if slug and audience else None
    if answer_id is None or audience is None:
        return None
    standing = load_translation_history(session, answer_id).find(audience, language, own)
    if standing.source is None:
        return None
    return TranslationSource(
        audience=audience,
        language=own,
        direction=direction(own),
        question=answers.find_question(session, answer_id, own)[1],
        markdown=standing.source.markdown,
        is_withdrawn=_is_withdrawn(standing),
        behind=standing.behind,
        change_path=_find_change(slug, standing),
    )


def read_beside_audience(asked: str | None) -> Audience | None:
    """Return the audience of the text to show beside its source, or None."""
    return Audience(asked) if asked in set(Audience) else None


def find_beside_paths(answer: AnswerTexts | None, language: str) -> Mapping[Audience, str]:
    """Return the paths on which texts are written beside their source, for those with one."""
    own = services().settings.languages[0]
    if answer is None or language == own:
        return {}
    return {
        one.audience: urls.write_beside_source(answer.slug, language, one.audience)
        for one in answer.variants
        if one.language == own
    }


def order_panes(source: TranslationSource | None) -> Sequence[Audience]:
    """Return both audiences in display order; the text beside its source comes first."""
    if source is None:
        return AUDIENCES
    return sorted(AUDIENCES, key=lambda audience: audience is not source.audience)


def _present_text(slug: str, standing: TranslationState) -> TranslationRow:
    audience, language = standing.audience, standing.language
    return TranslationRow(
        standing,
        urls.write_beside_source(slug, language, audience)
        if standing.source
        else urls.answer(slug, language),
        urls.review(slug, audience, language),
        _find_change(slug, standing),
        _is_withdrawn(standing),
    )


def _is_withdrawn(standing: TranslationState) -> bool:
    return standing.source is not None and standing.source.review.status is Status.WITHDRAWN


def _find_change(slug: str, standing: TranslationState) -> str:
    """Return the path of the source's diff since the translation was approved."""
    old, new = standing.seen, standing.source
    if not standing.behind or old is None or new is None or old.number == new.number:
        return ""
    return urls.compare(slug, new.audience, new.language, old.number, new.number)

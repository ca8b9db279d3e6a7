"""Parses URLs of this site's answers."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona, find_persona, get_own_persona
from readlevel.core.model.slug import is_slug
from readlevel.settings import Settings
from readlevel.web.http.frame_options import EMBED_ROOT, LANGUAGE
from readlevel.web.http.persona_cookie import PERSONA_PARAMETER, parse_query
from readlevel.web.infobutton.request import choose_language

_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class AnswerTarget:
    """The answer, language and persona that a URL names."""

    slug: str
    language: str
    persona: Persona | None


def parse_answer_url(url: str, settings: Settings, host: str = "") -> AnswerTarget | None:
    """Parse the URL of an answer of this site, of one of its texts, or of its frame.

    Return None for any other URL. `host` is the host of the request, which may be another name of
    this site.
    """
    if len(url) > _LONGEST:
        return None
    try:
        parts, own = urlsplit(url), urlsplit(settings.base_url)
    except ValueError:
        return None
    names = {own.netloc.lower(), host.lower()} - {""}
    if parts.scheme not in ("http", "https") or parts.netloc.lower() not in names:
        return None
    given = parse_query(parts.query)
    first, *_ = languages = settings.languages
    steps = unquote(parts.path).strip("/").split("/")
    if steps[0] == EMBED_ROOT.strip("/") and len(steps) == 2:
        wanted = given.get(LANGUAGE, first)
        named = find_persona(settings.personas, given.get(PERSONA_PARAMETER))
        return _named(steps[1], choose_language((wanted,), languages), named)
    language = steps.pop(0) if steps[0] in languages[1:] else first
    return _read_answer(steps, language, given.get(PERSONA_PARAMETER), settings)


def _read_answer(
    steps: list[str], language: str, persona: str | None, settings: Settings
) -> AnswerTarget | None:
    if len(steps) not in (2, 3) or steps[0] != "answers":
        return None
    if len(steps) == 2:
        return _named(steps[1], language, find_persona(settings.personas, persona))
    if steps[2] not in set(Audience):
        return None
    own = get_own_persona(settings.personas, Audience(steps[2]))
    return _named(steps[1], language, own)


def _named(slug: str, language: str, persona: Persona | None) -> AnswerTarget | None:
    return AnswerTarget(slug, language, persona) if is_slug(slug) else None

"""Parses requests of HL7's Context-Aware Knowledge Retrieval (Infobutton), URL-based form.

Parameter names are case-insensitive, because health records differ in their spelling. Repeated
criteria all count; of other repeated parameters the first wins, as everywhere on the site.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from babel.core import get_global

from readlevel.core.languages.tags import normalise_tag, primary
from readlevel.core.model.answer import CODE_SYSTEMS, Audience
from readlevel.interchange.files.safe_xml import keep_allowed
from readlevel.interchange.glossary.code_systems import find_searched_system
from readlevel.usecases.public.infobutton import Criterion

_CRITERION = re.compile(r"mainsearchcriteria\.v\.(c|cs|csn|dn|ot)(\d{0,3})")
"""The number may be missing. Parameters with the same number belong to one criterion; of repeated
ones, the first of each, the second of each, and so on."""
_AUDIENCES = {"pat": Audience.LAY, "prov": Audience.CLINICIAN}
_RECIPIENT_ROLES = ("informationrecipient", "performer")
"""The recipient takes precedence over the performer."""
_LANGUAGE = ".languagecode.c"
_SHORT_TAGS: Mapping[str, str] = get_global("language_aliases")
_CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*(?:\.[A-Za-z_$][A-Za-z0-9_$]*)*")
_MAX_CALLBACK_LENGTH = 100
_MAX_VALUE_LENGTH = 400
_MAX_CRITERIA = 20
_MAX_ECHOES = 100
_ECHOED = re.compile(
    r"(?:mainSearchCriteria|subTopic|taskContext|informationRecipient|performer|age|ageGroup"
    r"|patientPerson|administrativeGenderCode|encounter|observation|severityObservation"
    r"|serviceDeliveryLocation|representedOrganization|assignedAuthorizedPerson"
    r"|assignedEntity|locationOfInterest)(?:\.[A-Za-z0-9.]+)?",
    re.IGNORECASE,
)
"""The parameters defined by the guide."""


class ResponseFormat(StrEnum):
    """The requested response format; the value is its media type."""

    HTML = "text/html"
    ATOM = "application/atom+xml"
    XML = "text/xml"
    APPLICATION_XML = "application/xml"
    JSON = "application/json"
    SCRIPT = "application/javascript"


class InvalidInfobuttonRequest(Exception):
    """The request cannot be answered; `code` is `no_criteria` or `bad_callback`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class InfobuttonRequest:
    """The parts of a health record's request that the answers depend on."""

    criteria: tuple[Criterion, ...]
    audience: Audience | None
    """The requested audience; None if the request does not say."""
    languages: tuple[str, ...]
    """The requested languages, in order of preference."""
    callback: str | None
    """Name of the JSONP callback."""
    echoes: tuple[tuple[str, str], ...]
    """The request's parameters that the guide defines, to repeat in the response."""


def find_format(parameters: Sequence[tuple[str, str]]) -> ResponseFormat:
    """Return the requested response format; HTML if it is unknown."""
    given = _fold_names(parameters).get("knowledgeresponsetype", "")
    named = given.partition(";")[0].strip().lower()
    return next((one for one in ResponseFormat if one == named), ResponseFormat.HTML)


def read_request(parameters: Sequence[tuple[str, str]], form: ResponseFormat) -> InfobuttonRequest:
    """Parse a request. Raise `InvalidInfobuttonRequest` if it has no criteria or a bad callback."""
    folded = _fold_names(parameters)
    criteria = _read_criteria(parameters)
    if not criteria:
        raise InvalidInfobuttonRequest("no_criteria")
    audiences = (_AUDIENCES.get(folded.get(role, "").strip().lower()) for role in _RECIPIENT_ROLES)
    tags = (_read_tag(folded.get(role + _LANGUAGE, "")) for role in _RECIPIENT_ROLES)
    return InfobuttonRequest(
        criteria,
        next((audience for audience in audiences if audience is not None), None),
        tuple(filter(None, tags)),
        _read_callback(folded) if form is ResponseFormat.SCRIPT else None,
        tuple(
            (name, clean)
            for name, value in parameters
            if _ECHOED.fullmatch(name) and (clean := _clean(value))
        )[:_MAX_ECHOES],
    )


def choose_language(asked: Sequence[str], offered: Sequence[str]) -> str:
    """Return the first requested language that is offered, with or without its region.

    Return the first offered language if none matches.
    """
    for tag in asked:
        if tag in offered:
            return tag
        near = next((one for one in offered if primary(one) == primary(tag)), None)
        if near is not None:
            return near
    return offered[0]


def _fold_names(parameters: Iterable[tuple[str, str]]) -> dict[str, str]:
    folded: dict[str, str] = {}
    for name, value in parameters:
        folded.setdefault(name.lower(), value)
    return folded


def _read_criteria(parameters: Iterable[tuple[str, str]]) -> tuple[Criterion, ...]:
    groups: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, value in parameters:
        found = _CRITERION.fullmatch(name.lower())
        if found:
            groups[found[2]][found[1]].append(_clean(value))
    ordered = sorted(groups.items(), key=lambda group: int(group[0] or "0"))
    read = (criterion for _, given in ordered for criterion in _read_group(given))
    return tuple(one for one in read if one.code or one.names)[:_MAX_CRITERIA]


def _read_group(given: Mapping[str, Sequence[str]]) -> Iterable[Criterion]:
    """Yield the criteria of one number: parameters at the same place belong together.

    A system that is given once holds for all codes.
    """
    for place in range(max(map(len, given.values()))):
        one = {name: values[place] for name, values in given.items() if place < len(values)}
        for name in ("cs", "csn"):
            if len(given.get(name, ())) == 1:
                one[name] = given[name][0]
        yield _read_criterion(one)


def _read_criterion(given: Mapping[str, str]) -> Criterion:
    names = tuple(given[key] for key in ("dn", "ot") if given.get(key))
    named = given.get("cs") or given.get("csn")
    if not named:
        return Criterion(given.get("c", ""), CODE_SYSTEMS, names)
    system = find_searched_system(named)
    return Criterion(given.get("c", ""), () if system is None else (system,), names)


def _read_tag(given: str) -> str | None:
    """Return a normalised language tag; records may send three-letter codes."""
    try:
        tag = normalise_tag(given.strip())
    except ValueError:
        return None
    return _SHORT_TAGS.get(tag, tag)


def _read_callback(folded: Mapping[str, str]) -> str | None:
    name = folded.get("callback")
    if not name:
        return None
    if len(name) > _MAX_CALLBACK_LENGTH or not _CALLBACK.fullmatch(name):
        raise InvalidInfobuttonRequest("bad_callback")
    return name


def _clean(value: str) -> str:
    """Return a value on one line, shortened, without characters that XML and databases forbid."""
    return " ".join(keep_allowed(value[:_MAX_VALUE_LENGTH]).split())

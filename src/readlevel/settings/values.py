"""Validators and parsers of setting values."""

import json
import re
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, field_validator

from readlevel.core.checks.registry import FINDING_CODES
from readlevel.core.languages.tags import normalise_tag
from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona, TermSelection, TooltipPolicy
from readlevel.core.readability.targets import TARGETS

T = TypeVar("T")

_PERSONA_KEY = re.compile(r"[a-z][a-z0-9-]{0,31}")
_FRAME_SOURCE = re.compile(r"\*|'self'|https?://(\*\.)?[A-Za-z0-9.-]+(:(\d+|\*))?")
_EMERGENCY_NUMBER = re.compile(r"[A-Z]{2}:\+?[0-9-]{2,15}")
_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")
_MIN_SECRET_LENGTH = 16


class PersonaTable(BaseModel):
    """One `[[personas]]` table of the settings file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    audience: Audience
    explain: TermSelection = TermSelection.EVERY
    words: Audience | None = None
    """Whose definitions are shown; the persona's own audience by default."""
    labels: dict[str, str] = {}
    disclaimers: dict[str, str] = {}

    @field_validator("key")
    @classmethod
    def _check_key(cls, key: str) -> str:
        if not _PERSONA_KEY.fullmatch(key):
            raise ValueError("a key is small letters, digits and hyphens, 32 at most")
        return key

    def persona(self) -> Persona:
        """Return the persona that the table describes."""
        policy = TooltipPolicy(self.explain, self.words or self.audience)
        return Persona(self.key, self.audience, policy, self.labels, self.disclaimers)


def split(value: Any) -> Any:
    """Split a list separated by commas or spaces."""
    return re.split(r"[,\s]+", value.strip(" ,")) if isinstance(value, str) else value


def read_group_roles(value: Any) -> Any:
    """Read `group=role` pairs separated by commas; a table of the settings file stays as it is."""
    if not isinstance(value, str):
        return value
    roles: dict[str, str] = {}
    for pair in filter(None, map(str.strip, value.split(","))):
        group, _, role = pair.rpartition("=")
        if not group.strip():
            raise ValueError(f"{pair!r} is not group=role, such as desk-editors=editor")
        roles[group.strip()] = role.strip()
    return roles


def check_blocking(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Validate codes of findings and remove duplicates; `none` means no codes."""
    given = tuple(dict.fromkeys(codes))
    if given == ("none",):
        return ()
    unknown = [code for code in given if code not in FINDING_CODES]
    if unknown:
        raise ValueError(
            f"{unknown[0]!r} is no finding. Choose among {', '.join(FINDING_CODES)}, or none"
        )
    return given


def remove_duplicates(given: tuple[T, ...]) -> tuple[T, ...]:
    """Return the values in their order, each once."""
    return tuple(dict.fromkeys(given))


def check_languages(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Normalise language tags and remove duplicates."""
    normal = tuple(dict.fromkeys(normalise_tag(tag) for tag in tags))
    if not normal:
        raise ValueError("at least one language is needed")
    return normal


def check_frame_ancestors(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Validate sources for the `frame-ancestors` directive."""
    if sources in (("'none'",), ("none",)):
        return ("'none'",)
    for source in sources:
        if not _FRAME_SOURCE.fullmatch(source):
            raise ValueError(f"{source!r} is not an address such as https://www.example.org")
    return sources or ("'none'",)


def check_emergency_numbers(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Validate emergency numbers by country (`US:911`); `none` means no numbers."""
    if numbers in (("none",), ("'none'",)):
        return ()
    for number in numbers:
        if not _EMERGENCY_NUMBER.fullmatch(number):
            raise ValueError(f"{number!r} is not a country's code and number, such as US:911")
    return numbers


def check_site_frame_ancestors(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Validate sources for the `frame-ancestors` directive, without the wildcard `*`."""
    if "*" in sources:
        raise ValueError("the whole site is framed by named hosts only, not by every site (*)")
    return check_frame_ancestors(sources)


def read_personas(value: Any) -> Any:
    """Parse personas from tables, or from JSON."""
    if isinstance(value, str):
        value = _read_json(value)
    if not isinstance(value, list | tuple):
        raise ValueError("a list of tables is needed")
    return tuple(_persona(number, one) for number, one in enumerate(value, 1))


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _persona(number: int, value: Any) -> Persona:
    if isinstance(value, Persona):
        return value
    try:
        return PersonaTable.model_validate(value).persona()
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "table"
        raise ValueError(f"persona {number}, {where}: {first['msg']}") from None


def check_personas(personas: tuple[Persona, ...]) -> tuple[Persona, ...]:
    """Check that keys are unique and each audience has a persona."""
    keys = [persona.key for persona in personas]
    if len(set(keys)) < len(keys):
        raise ValueError("two personas have the same key")
    for audience in Audience:
        if audience not in {persona.audience for persona in personas}:
            raise ValueError(f"no persona has the audience {audience}, and each needs one")
    return personas


def check_base_url(value: str) -> str:
    """Validate a base URL and return its scheme and host."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or parts.query or parts.fragment:
        raise ValueError("an address with http:// or https:// and a host is needed")
    if not _HOST.fullmatch(parts.netloc):
        raise ValueError("an address with http:// or https:// and a host is needed")
    if parts.path.strip("/"):
        raise ValueError("the site stands at the root of its host, so the address has no path")
    return f"{parts.scheme}://{parts.netloc}"


def check_web_address(value: str) -> str:
    """Validate the address of a page, which may be empty."""
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc)):
        raise ValueError("an address with http:// or https:// and a host is needed")
    return value


def is_loopback_url(base_url: str) -> bool:
    """Return whether browsers treat the URL as secure without https, as it is loopback."""
    host = urlsplit(base_url).hostname or ""
    return host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".localhost")


def check_database_url(value: str) -> str:
    """Validate a database URL, and make the path of a file absolute."""
    scheme, separator, rest = value.partition("://")
    if not separator or scheme.partition("+")[0] not in {"sqlite", "postgresql"}:
        raise ValueError("a URL that begins with sqlite:/// or postgresql:// is needed")
    if scheme.startswith("sqlite"):
        if rest in {"", "/", "/:memory:"} or not rest.startswith("/"):
            raise ValueError("a file is needed, for what is in memory ends with each command")
        # Processes with another working directory must find the same file.
        return f"{scheme}:///{Path(rest[1:]).absolute()}"
    return value


def check_replica_url(value: str | None) -> str | None:
    """Validate the URL of a replica, which is PostgreSQL's."""
    if value is not None and value.partition("://")[0].partition("+")[0] != "postgresql":
        raise ValueError("a URL that begins with postgresql:// is needed")
    return value


def check_target(name: str) -> str:
    """Check that the target exists."""
    if name not in TARGETS:
        raise ValueError(f"known targets are {', '.join(TARGETS)}")
    return name


def check_secret(secret: SecretStr | None) -> SecretStr | None:
    """Check that a secret is long enough."""
    if secret is not None and len(secret.get_secret_value()) < _MIN_SECRET_LENGTH:
        raise ValueError(f"at least {_MIN_SECRET_LENGTH} characters are needed")
    return secret


def check_folder(path: Path | None) -> Path | None:
    """Check that a folder is there, and make its path absolute."""
    if path is None:
        return None
    if not path.is_dir():
        raise ValueError("there is no such folder")
    return path.absolute()

"""Loads the settings, with one sentence for each problem."""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticUndefined

from readlevel.core.model.persona import Persona
from readlevel.settings.config_file import CONFIG_VARIABLE, read_file
from readlevel.settings.model import PREFIX, Settings
from readlevel.settings.problems import SettingsProblem
from readlevel.settings.secret_files import SECRET_SETTINGS, name_file_variable

_HIDDEN_SETTINGS = {*SECRET_SETTINGS} - {"database_url", "replica_url"}
"""Settings whose values are not repeated in messages, because others may read the log."""

_PASSWORD = re.compile(r"(://[^:/@]*):[^/]*@")

_TEST_PREFIX = "READLEVEL_TEST_"
"""Prefix of variables that configure the project's tests."""


@dataclass(frozen=True, slots=True)
class SettingDescription:
    """The documentation of one setting."""

    variable: str
    default: str
    description: str
    example: str


def load_settings() -> Settings:
    """Load the settings from the environment and the file it names.

    Raise SettingsProblem with one sentence for each problem.
    """
    path = os.environ.get(CONFIG_VARIABLE, "")
    unknown = [*_unknown_variables(os.environ), *_unknown_keys(path)]
    if unknown:
        raise SettingsProblem(unknown)
    try:
        return Settings()
    except ValidationError as problem:
        sentences = [_sentence(error, path) for error in problem.errors()]
        raise SettingsProblem(sentences) from None


def describe_settings() -> Iterator[SettingDescription]:
    """Yield every setting in the order of `Settings`."""
    for name, field in Settings.model_fields.items():
        example = field.examples[0] if field.examples else ""
        yield SettingDescription(
            PREFIX + name.upper(),
            _format_default(field.default),
            field.description or "",
            str(example),
        )


def dump_public_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings that are not left at their defaults, except secrets, as JSON types."""
    shown = settings.model_fields_set - _HIDDEN_SETTINGS
    dumped: dict[str, Any] = settings.model_dump(mode="json", include=shown)
    for name in dumped.keys() & {"database_url", "replica_url"}:
        dumped[name] = _PASSWORD.sub(r"\1:***@", dumped[name])
    return dumped


def _format_default(value: Any) -> str:
    """Return a default as it is written in the environment."""
    if value is None or value is PydanticUndefined:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(one.key if isinstance(one, Persona) else str(one) for one in value)
    return str(value)


def _unknown_variables(environ: Mapping[str, str]) -> Iterator[str]:
    known = [PREFIX + name.upper() for name in Settings.model_fields] + [CONFIG_VARIABLE]
    known += [name_file_variable(PREFIX, name) for name in SECRET_SETTINGS]
    for name in sorted(environ):
        upper = name.upper()
        if upper.startswith(PREFIX) and upper not in known and not upper.startswith(_TEST_PREFIX):
            yield f"{name} is not a setting. {_suggestion(upper, known)}"


def _unknown_keys(path: str) -> Iterator[str]:
    known = list(Settings.model_fields)
    for key in read_file(path):
        if key not in known:
            yield f"{key} in {path} is not a setting. {_suggestion(key.lower(), known)}"


def _suggestion(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."


def _sentence(error: ErrorDetails, path: str) -> str:
    """Describe a problem: the setting, its value, what is wrong, and an example that works."""
    message = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    if not error["loc"]:
        return f"{message}."
    name = str(error["loc"][0])
    variable = PREFIX + name.upper()
    file_variable = name_file_variable(PREFIX, name)
    where = variable if os.environ.get(variable) else f"{name} in {path}"
    if name in SECRET_SETTINGS and os.environ.get(file_variable):
        where = f"The content of {file_variable}"
    field = Settings.model_fields[name]
    value = "set" if name in _HIDDEN_SETTINGS else _shortened(error["input"])
    example = field.examples[0] if field.examples else _format_default(field.default)
    return f"{where} is {value}, which cannot be used: {message}. Write, for example: {example}"


def _shortened(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"

"""Secrets in files: `READLEVEL_…_FILE` names a file that holds the value of a secret setting."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from readlevel.settings.problems import SettingsProblem

SECRET_SETTINGS = (
    "database_url",
    "replica_url",
    "media_url",
    "secret_key",
    "former_secret_key",
    "mail_url",
    "oidc_client_secret",
    "assistant_key",
    "metrics_token",
    "sentry_dsn",
)
"""Settings that may hold a password, so that a file may hold them."""

_ENDING = "_FILE"


class SecretFileSource(PydanticBaseSettingsSource):
    """The files that the environment names, as container platforms mount secrets."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: all values are read at once."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the settings that are in files."""
        return read_secret_files(os.environ, str(self.config["env_prefix"]))


def name_file_variable(prefix: str, setting: str) -> str:
    """Return the variable that names the file of a secret setting."""
    return f"{prefix}{setting.upper()}{_ENDING}"


def read_secret_files(environ: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Return the secret settings whose files the environment names, without a final line break.

    Raise SettingsProblem if a file cannot be read, or if the setting itself is given too.
    """
    read = {}
    for setting in SECRET_SETTINGS:
        variable = name_file_variable(prefix, setting)
        path = environ.get(variable)
        if not path:
            continue
        if environ.get(f"{prefix}{setting.upper()}"):
            raise SettingsProblem(
                [f"{variable} and {prefix}{setting.upper()} are both set. Unset one of them."]
            )
        try:
            read[setting] = Path(path).read_text("utf-8").rstrip("\r\n")
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or "it is not text"
            raise SettingsProblem(
                [f"{variable} is {path!r}, which cannot be read ({reason}). Name a text file."]
            ) from None
    return read

"""The settings file: TOML, named by `READLEVEL_CONFIG`."""

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from readlevel.settings.problems import SettingsProblem

CONFIG_VARIABLE = "READLEVEL_CONFIG"


class FileSource(PydanticBaseSettingsSource):
    """The TOML file that `READLEVEL_CONFIG` names."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return no value: the file is read as a whole."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the settings of the file."""
        return read_file(os.environ.get(CONFIG_VARIABLE, ""))


def read_file(path: str) -> dict[str, Any]:
    """Read a TOML file; return {} for an empty path. Raise SettingsProblem if it is unreadable."""
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        raise SettingsProblem(
            [
                f"{CONFIG_VARIABLE} is {path!r}, which cannot be read ({reason})."
                " Name a TOML file that is there, or unset the variable."
            ]
        ) from None
    except (ValueError, RecursionError) as problem:
        raise SettingsProblem(
            [f"{path} is not TOML ({problem}). Correct that line, or unset {CONFIG_VARIABLE}."]
        ) from None

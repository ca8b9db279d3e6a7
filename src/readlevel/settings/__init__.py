"""The settings of a site: typed, documented and validated.

A setting is read from the environment (`READLEVEL_` and its name in capitals), else from the TOML
file that `READLEVEL_CONFIG` names, else it has the default in `Settings`.
"""

from readlevel.settings.config_file import CONFIG_VARIABLE
from readlevel.settings.loading import (
    SettingDescription,
    describe_settings,
    dump_public_settings,
    load_settings,
)
from readlevel.settings.model import PREFIX, Settings
from readlevel.settings.problems import SettingsProblem
from readlevel.settings.served_address import (
    find_reachable_host,
    is_reached_by_others,
    name_url,
    read_served_address,
    write_served_address,
)

__all__ = [
    "CONFIG_VARIABLE",
    "PREFIX",
    "SettingDescription",
    "Settings",
    "SettingsProblem",
    "describe_settings",
    "dump_public_settings",
    "find_reachable_host",
    "is_reached_by_others",
    "load_settings",
    "name_url",
    "read_served_address",
    "write_served_address",
]

"""Every setting, typed, documented and checked in one place.

A setting comes from the environment (`READLEVEL_` and its name in capitals), else from the TOML
file that `READLEVEL_CONFIG` names, else from the default that stands in `Settings`.
"""

from readlevel.settings.loading import SettingDescription, describe_settings, load_settings
from readlevel.settings.model import CONFIG_VARIABLE, PREFIX, Settings
from readlevel.settings.problems import SettingsProblem
from readlevel.settings.served_address import read_served_address, write_served_address

__all__ = [
    "CONFIG_VARIABLE",
    "PREFIX",
    "SettingDescription",
    "Settings",
    "SettingsProblem",
    "describe_settings",
    "load_settings",
    "read_served_address",
    "write_served_address",
]

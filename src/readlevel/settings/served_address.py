"""The URL at which a site is or was last served locally, for commands that print links."""

from contextlib import suppress
from pathlib import Path

from readlevel.settings.model import Settings
from readlevel.settings.values import check_base_url, is_loopback_url

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""The loopback address that reaches a server listening on all interfaces."""


def find_reachable_host(host: str) -> str:
    """Return the address by which this machine reaches a server that listens on `host`."""
    return _ANY_ADDRESS.get(host, host)


def is_reached_by_others(host: str) -> bool:
    """Return whether other machines can reach a server that listens on `host`."""
    return host not in _LOOPBACK


def name_url(host: str, port: int) -> str:
    """Return the URL by which this machine reaches a server that listens on an address."""
    host = find_reachable_host(host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def write_served_address(settings: Settings, url: str) -> None:
    """Write the URL beside the SQLite database; do nothing without one or without permission."""
    path = _file(settings)
    if path is not None:
        with suppress(OSError):
            path.write_text(f"{url}\n", "utf-8")


def read_served_address(settings: Settings) -> str | None:
    """Return the URL that was written last if it is a loopback URL, else None."""
    path = _file(settings)
    if path is None:
        return None
    try:
        url = check_base_url(path.read_text("utf-8").strip())
    except (OSError, ValueError):
        return None
    return url if is_loopback_url(url) else None


def _file(settings: Settings) -> Path | None:
    database = settings.sqlite_file
    return database and database.with_suffix(".address")

"""Retention of backups: which of those in a folder are kept, by their times."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

PERIODS = {
    "hourly": "%Y-%m-%dT%H",
    "daily": "%Y-%m-%d",
    "weekly": "%G-W%V",
    "monthly": "%Y-%m",
    "yearly": "%Y",
}
"""Kinds of periods, and how the period of a time is written, in UTC."""

_NAME = re.compile(r"readlevel-(\d{8}T\d{6})Z(?:-\d+)?\.tar\.gz(?:\.age|\.gpg)?")
_TIME = "%Y%m%dT%H%M%S"


def backup_name(made_at: datetime, suffix: str = "", number: int = 1) -> str:
    """Return the name of a backup's file; `number` tells those of the same second apart."""
    more = f"-{number}" if number > 1 else ""
    return f"readlevel-{made_at.astimezone(UTC).strftime(_TIME)}Z{more}.tar.gz{suffix}"


def list_backups(folder: Path) -> dict[Path, datetime]:
    """Return the backups in a folder, with the times in their names."""
    found = {}
    for path in sorted(folder.iterdir()):
        named = _NAME.fullmatch(path.name)
        if named is not None and path.is_file():
            try:
                found[path] = datetime.strptime(named[1], _TIME).replace(tzinfo=UTC)
            except ValueError:
                continue
    return found


def choose_expired(
    made: Mapping[Path, datetime], keep: Mapping[str, int], *, newest: Path
) -> list[Path]:
    """Return the backups that may be deleted.

    For each kind in `keep`, the newest backup of each of the newest periods that have one is kept.
    `newest`, the one just made, is always kept, even if the clock was set back since the others.
    """
    kept = {newest}
    for kind, number in keep.items():
        kept.update(_newest_of_periods(made, PERIODS[kind], number))
    return [path for path in made if path not in kept]


def _newest_of_periods(made: Mapping[Path, datetime], period: str, number: int) -> Iterable[Path]:
    by_period: dict[str, Path] = {}
    for path in sorted(made, key=lambda one: (made[one], one.name)):
        by_period[made[path].strftime(period)] = path
    newest = sorted(by_period, key=lambda one: made[by_period[one]], reverse=True)
    return [by_period[one] for one in newest[:number]]

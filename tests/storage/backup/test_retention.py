from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from readlevel.storage.backup.retention import PERIODS, backup_name, choose_expired, list_backups

START = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


def daily(days: int) -> dict[Path, datetime]:
    """Return a backup of each night."""
    times = [START + timedelta(days=day) for day in range(days)]
    return {Path(backup_name(time)): time for time in times}


def kept(made: dict[Path, datetime], keep: dict[str, int]) -> list[str]:
    newest = max(made, key=lambda path: made[path])
    expired = choose_expired(made, keep, newest=newest)
    return [f"{made[path]:%m-%d}" for path in sorted(made.keys() - set(expired))]


def test_seven_days_and_five_weeks_are_kept() -> None:
    assert kept(daily(60), {"daily": 7, "weekly": 5}) == [
        *("04-05", "04-12", "04-19"),
        *("04-23", "04-24", "04-25", "04-26", "04-27", "04-28", "04-29"),
    ]


def test_the_newest_of_a_day_is_kept() -> None:
    made = {Path(backup_name(START + timedelta(hours=hour))): START for hour in range(5)}
    made = {path: START + timedelta(hours=hour) for hour, path in enumerate(made)}
    assert kept(made, {"daily": 1}) == ["03-01"]
    expired = choose_expired(made, {"daily": 1}, newest=max(made))
    assert expired == sorted(made)[:-1]


def test_a_new_backup_is_kept_when_the_clock_was_set_back() -> None:
    made = daily(30)
    just_made = Path(backup_name(START - timedelta(days=400)))
    made[just_made] = START - timedelta(days=400)
    assert just_made not in choose_expired(made, {"daily": 7}, newest=just_made)


@given(
    st.sets(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), min_size=1),
    st.dictionaries(st.sampled_from(sorted(PERIODS)), st.integers(1, 9), min_size=1),
)
def test_each_kind_keeps_so_many_periods(times: set[datetime], keep: dict[str, int]) -> None:
    made = {Path(str(time)): time.replace(tzinfo=UTC) for time in times}
    newest = max(made, key=lambda path: made[path])
    left = made.keys() - set(choose_expired(made, keep, newest=newest))
    assert newest in left
    for kind, number in keep.items():
        periods = {made[path].strftime(PERIODS[kind]) for path in made}
        periods_left = {made[path].strftime(PERIODS[kind]) for path in left}
        newest_periods = sorted(
            periods,
            key=lambda one: max(
                made[path] for path in made if made[path].strftime(PERIODS[kind]) == one
            ),
        )[-number:]
        assert periods_left >= set(newest_periods)


def test_only_backups_are_seen(tmp_path: Path) -> None:
    names = [backup_name(START), backup_name(START, ".age", 2), backup_name(START, ".gpg")]
    for name in [*names, "readlevel.sqlite", "readlevel-20269999T000000Z.tar.gz", "notes.txt"]:
        (tmp_path / name).write_text("")
    assert list_backups(tmp_path) == {tmp_path / name: START for name in names}

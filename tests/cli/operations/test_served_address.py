"""Links printed by commands use the URL at which the site is served."""

from pathlib import Path
from urllib.request import urlopen

import pytest

from readlevel.settings import Settings, read_served_address, write_served_address
from tests.cli.command import Command
from tests.web.serving import serving


def settings(folder: Path, **given: object) -> Settings:
    return Settings.model_validate(
        {"database_url": f"sqlite:///{folder}/readlevel.sqlite", **given}
    )


WARNING = "READLEVEL_BASE_URL is not set: links in mails, in feeds and from commands lead to"


def test_links_lead_to_where_the_site_was_served_last_unless_a_base_url_is_set(
    readlevel: Command, database_url: str, tmp_path: Path
) -> None:
    public = Command({**readlevel.settings, "READLEVEL_BASE_URL": "https://a.example.org"})
    with serving(database_url, tmp_path / "log") as port:
        added = readlevel("user", "add", "ann@example.org", "--role", "editor").out
        added_there = public("user", "add", "bob@example.org", "--role", "editor").out
    assert f"\nhttp://127.0.0.1:{port}/edit/links/" in added
    assert "\nhttps://a.example.org/edit/links/" in added_there
    reset = readlevel("user", "reset", "ann@example.org").out
    assert f"\nhttp://127.0.0.1:{port}/edit/links/" in reset
    log = (tmp_path / "log").read_text()
    assert f"Readlevel is at http://127.0.0.1:{port}/" in log
    assert WARNING not in log


def test_a_site_for_other_machines_says_which_links_they_cannot_open(
    readlevel: Command, database_url: str, tmp_path: Path
) -> None:
    with serving(database_url, tmp_path / "log", host="0.0.0.0") as port:
        added = readlevel("user", "add", "ann@example.org", "--role", "editor").out
        with urlopen(f"http://127.0.0.1:{port}/sitemap.xml") as response:
            sitemap = response.read().decode()
    assert (tmp_path / "log").read_text().count(f"{WARNING} http://127.0.0.1:{port}. ") == 1
    assert f"\nhttp://127.0.0.1:{port}/edit/links/" in added
    assert f"<loc>http://127.0.0.1:{port}/" in sitemap


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("localhost", "http://localhost:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::", "http://[::1]:8123"),
        ("192.0.2.7", "http://192.0.2.7:8123"),
    ],
)
def test_links_of_a_site_that_was_never_served_lead_to_where_its_settings_put_it(
    readlevel: Command, host: str, base: str
) -> None:
    site = Command({**readlevel.settings, "READLEVEL_HOST": host, "READLEVEL_PORT": "8123"})
    added = site("user", "add", "ann@example.org", "--role", "editor").out
    assert f"\n{base}/edit/links/" in added


def test_a_site_with_a_base_url_for_other_machines_says_nothing_and_writes_no_address(
    database_url: str, tmp_path: Path
) -> None:
    log, base = tmp_path / "log", "https://a.example.org"
    with serving(database_url, log, host="0.0.0.0", base_url=base):
        assert read_served_address(Settings(database_url=database_url)) is None
    assert WARNING not in log.read_text()


@pytest.mark.parametrize(
    "written",
    ["", "nonsense", "https://elsewhere.example.org", "file:///etc", "http://127.0.0.1/x"],
)
def test_an_address_of_another_machine_is_ignored(tmp_path: Path, written: str) -> None:
    site = settings(tmp_path)
    write_served_address(site, written)
    assert (tmp_path / "readlevel.address").exists()
    assert read_served_address(site) is None


def test_a_folder_that_is_missing_is_no_error(tmp_path: Path) -> None:
    site = settings(tmp_path / "nowhere")
    write_served_address(site, "http://127.0.0.1:8080")
    assert read_served_address(site) is None


def test_without_an_sqlite_file_nothing_is_written() -> None:
    site = Settings(database_url="postgresql://readlevel@localhost/readlevel")
    write_served_address(site, "http://127.0.0.1:8080")
    assert read_served_address(site) is None

"""`readlevel remind` lists what is due and mails it to reviewers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.command import Command, answer
from tests.mail_server import serving_mail
from tests.ports import free_port

TODAY = datetime.now(UTC).date()
SOON, LATER = TODAY + timedelta(days=10), TODAY + timedelta(days=100)


@pytest.fixture
def site(readlevel: Command, tmp_path: Path) -> Command:
    """A site on which one text is due soon and another later, with a reviewer."""
    readlevel("init")
    path = tmp_path / "answers.jsonl"
    path.write_text(answer("gout") + "\n" + answer("flu") + "\n")
    readlevel("import", path)
    folder = tmp_path / "out"
    readlevel("export", folder)
    for slug, day in (("gout", SOON), ("flu", LATER)):
        (toml,) = folder.rglob(f"{slug}/answer.toml")
        text = toml.read_text()
        toml.write_text(
            text.replace("[review.lay.en]", f"[review.lay.en]\nnext_review = {day.isoformat()}")
        )
    readlevel("import", *sorted(path.parent for path in folder.rglob("answer.toml")))
    readlevel("user", "add", "rita@example.org", "--role", "reviewer")
    readlevel("user", "add", "ed@example.org", "--role", "editor")
    return readlevel


def with_mail(site: Command, port: int) -> Command:
    mail = {"READLEVEL_MAIL_URL": f"smtp://127.0.0.1:{port}", "READLEVEL_MAIL_FROM": "d@x.org"}
    return Command({**site.settings, **mail})


def test_due_reviews_are_listed_and_mailed_to_reviewers(site: Command) -> None:
    with serving_mail() as start:
        box, port = start()
        said = with_mail(site, port)("remind").lines
        url = "http://127.0.0.1:8000/edit/answers/gout/lay/en/review"
        assert said == [
            f"{SOON}\tlay\ten\tWhat helps against gout?\t{url}",
            "Mailed to rita@example.org.",
        ]
        message = box.next()
        assert message["To"] == "rita@example.org"
        assert message["Subject"] == "A text is due for review"
        text = message.get_content()
        assert "* What helps against gout? (Plain language, English), due on " in text
        assert url in text
        assert len(box.envelopes) == 1
        both = with_mail(site, port)("remind", "--within", "366").lines
        assert len(both) == 3
        assert box.next()["Subject"] == "2 texts are due for review"


def test_nothing_due_is_said_and_mailed_to_nobody(site: Command) -> None:
    said = with_mail(site, free_port())("remind", "--within", "0")
    assert said.out == "Nothing is due within 0 days.\n"


def test_without_mail_it_lists_and_says_what_is_missing(site: Command) -> None:
    said = site("remind")
    assert "What helps against gout?" in said.out
    assert "READLEVEL_MAIL_URL" in said.err
    assert site("remind", "--dry-run").err == ""


def test_a_mail_server_that_fails_is_an_error_for_the_timer(site: Command) -> None:
    said = with_mail(site, free_port())("remind", status=1)
    assert "rita@example.org: not sent" in said.err

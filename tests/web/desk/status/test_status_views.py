"""The status page tells administrators what is wrong, and what to do about mails."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from readlevel.core.model.mail_kind import MailKind
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.storage.mail import outbox
from readlevel.usecases.operations.backup import make_backup
from readlevel.usecases.operations.mail import OutgoingMail
from tests.ports import free_port
from tests.storage.cast import save
from tests.web.conftest import CAST
from tests.web.desk.conftest import DeskSite

STATUS = "/edit/status"


@pytest.fixture
def failing(make_desk: Callable[..., DeskSite]) -> DeskSite:
    """A site with a mail that was refused."""
    gone = SecretStr(f"smtp://127.0.0.1:{free_port()}")
    desk = make_desk(mail_url=gone, mail_from="desk@example.org")
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        now = datetime.now(UTC)
        mail = OutgoingMail(MailKind.INVITATION, "bo@example.org", "Hello", "secret link")
        outbox.enqueue(session, [mail], now=now)
        claimed = outbox.claim_next(session, now=now)
        assert claimed is not None
        outbox.record_failure(session, claimed.id, "550 <nobody> here", None)
    engine.dispose()
    return desk


def test_a_site_without_problems_says_so(desk: DeskSite, tmp_path: Path) -> None:
    page = desk.client("admin").get(STATUS).text
    assert "No problems" in page
    assert "None made with “readlevel backup”" in page
    engine = make_engine(desk.settings.database_url)
    make_backup(engine, tmp_path, settings={}, now=datetime.now(UTC))
    engine.dispose()
    assert "None made with" not in desk.client("admin").get(STATUS).text


def test_only_administrators_see_it(desk: DeskSite) -> None:
    assert desk.client("reviewer").get(STATUS).status_code == 403
    assert STATUS in desk.client("admin").get("/edit/people").text


def test_a_mail_that_was_refused_is_shown_without_its_text(failing: DeskSite) -> None:
    page = failing.client("admin").get(STATUS).text
    assert "Some emails could not be sent." in page
    assert "bo@example.org" in page
    assert "550 &lt;nobody&gt; here" in page
    assert "secret link" not in page
    ready = failing.client(None).get("/readyz")
    assert ready.status_code == 200
    assert ready.json == {"status": "degraded", "rerendering": 0, "problems": ["mail_failing"]}


def test_a_mail_is_removed(failing: DeskSite) -> None:
    client = failing.client("admin")
    answer = failing.post(client, f"{STATUS}/mails/1", {"move": "remove"})
    assert answer.headers["Location"].endswith("said=mail_removed")
    assert "bo@example.org" not in client.get(STATUS).text
    assert failing.client(None).get("/readyz").json == {"status": "ok", "rerendering": 0}
    # Two administrators at once: what is gone already is no error.
    assert failing.post(client, f"{STATUS}/mails/1", {"move": "retry"}).status_code == 303


def test_an_administrator_removes_all_samples_in_one_act(desk: DeskSite) -> None:
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        save(session, replace(CAST[0], is_sample=True))
    engine.dispose()
    admin, path = desk.client("admin"), f"{STATUS}/samples"
    assert "Samples on this site: 1." in admin.get(STATUS).text
    refused = desk.post(admin, path)
    assert refused.status_code == 422
    assert "Nothing was removed" in refused.text
    assert desk.post(desk.client("reviewer"), path, {"confirmed": "on"}).status_code == 403
    done = desk.post(admin, path, {"confirmed": "on"})
    assert "Samples removed." in admin.get(done.location).text
    assert "Samples on this site" not in admin.get(STATUS).text
    gone = desk.client().get("/answers/both/lay")
    assert gone.status_code == 410
    assert "This answer was removed" in gone.text

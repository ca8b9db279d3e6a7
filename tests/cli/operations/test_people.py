"""`readlevel user`."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.storage.accounts import accounts, second_factors
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.web.wsgi import application
from tests.cli.command import Command
from tests.mail_server import serving_mail
from tests.ports import free_port

PASSWORD = "four quiet rivers"


@contextmanager
def browser(readlevel: Command) -> Iterator[Client]:
    layer = application(Settings(database_url=readlevel.settings["READLEVEL_DATABASE_URL"]))
    yield Client(layer, TestResponse)
    layer.close()


def test_the_link_that_is_printed_opens_the_desk_once(readlevel: Command) -> None:
    readlevel("init")
    added = readlevel("user", "add", "Ann@Example.org", "--role", "admin").out
    found = re.search(r"http://127\.0\.0\.1:8000(/edit/links/\S+)", added)
    assert found
    path = found[1]
    with browser(readlevel) as client:
        assert "ann@example.org" in client.get(path).text
        weak = client.post(path, data={"name": "Ann", "password": "password"})
        assert weak.status_code == 422
        assert "too common" in weak.text
        done = client.post(path, data={"name": "Ann", "password": PASSWORD})
        assert done.location == "/edit/sign-in?said=password_set"
        for again in (client.get(path), client.post(path, data={"password": PASSWORD})):
            assert again.status_code == 410
            assert "no longer works" in again.text
        given = {"email": "ann@example.org", "password": PASSWORD}
        assert client.post("/edit/sign-in", data=given).status_code == 303
        assert "Ann" in client.get("/edit").text
    assert readlevel("user", "list").out == "ann@example.org\tAnn\tadmin\tactive\n"


def test_a_new_link_ends_the_one_before(readlevel: Command) -> None:
    readlevel("init")
    first = readlevel("user", "add", "ann@example.org", "--role", "editor").out.split()[-1]
    second = readlevel("user", "reset", "ann@example.org").out.split()[-1]
    with browser(readlevel) as client:
        paths = [link.partition(":8000")[2] for link in (first, second)]
        assert [client.get(path).status_code for path in paths] == [410, 200]


def test_the_link_is_mailed_too_where_mail_is_set_up(readlevel: Command) -> None:
    with serving_mail() as start:
        box, port = start()
        mail = {"READLEVEL_MAIL_URL": f"smtp://127.0.0.1:{port}", "READLEVEL_MAIL_FROM": "d@x.org"}
        mailing = Command({**readlevel.settings, **mail})
        mailing("init")
        said = mailing("user", "add", "ann@example.org", "--role", "editor").lines
        assert said[-1] == "It was mailed to ann@example.org too."
        assert said[-2] in box.next().get_content()


def test_a_mail_server_that_fails_leaves_the_link(readlevel: Command) -> None:
    mail = {
        "READLEVEL_MAIL_URL": f"smtp://127.0.0.1:{free_port()}",
        "READLEVEL_MAIL_FROM": "d@x.org",
    }
    mailing = Command({**readlevel.settings, **mail})
    mailing("init")
    said = mailing("user", "add", "ann@example.org", "--role", "editor")
    assert "/edit/links/" in said.lines[-1]
    assert "Give them the link yourself" in said.err


def test_a_disabled_account_gets_no_link_until_it_is_enabled(readlevel: Command) -> None:
    readlevel("init")
    readlevel("user", "add", "ann@example.org", "--role", "editor")
    readlevel("user", "disable", "ANN@example.org")
    assert readlevel("user", "list").out.endswith("\tdisabled\n")
    assert "readlevel user enable" in readlevel("user", "reset", "ann@example.org", status=1).err
    readlevel("user", "enable", "ann@example.org")
    assert "/edit/links/" in readlevel("user", "reset", "ann@example.org").out


def test_a_lost_second_factor_is_removed(readlevel: Command) -> None:
    readlevel("init")
    readlevel("user", "add", "ann@example.org", "--role", "admin")
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with write_transaction(engine) as session:
        account = accounts.find_by_email(session, "ann@example.org")
        assert account
        second_factors.add_unconfirmed(session, (), account.id, "GEZDGNBVGY3TQOJQ")
        second_factors.record_used_step(session, account.id, 1)
        accounts.update_account(session, account.id, password_hash="kept")
    for options, is_kept in (((), True), (("--without-second-factor",), False)):
        readlevel("user", "reset", "ann@example.org", *options)
        with read_transaction(engine) as session:
            assert accounts.get(session, account.id).has_second_factor is is_kept
    engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("add", "ann", "--role", "editor"), 1, "'ann' is not an e-mail address"),
        (("add", "a b@example.org", "--role", "editor"), 1, "is not an e-mail address"),
        (("add", "old@example.org", "--role", "admin"), 1, "readlevel user reset old@example.org"),
        (("reset", "nobody@example.org"), 1, "readlevel user list"),
        (("disable", "nobody@example.org"), 1, "readlevel user list"),
        (("enable", "nobody@example.org"), 1, "readlevel user list"),
        (("add", "x@example.org", "--role", "king"), 2, "'king' is not one of"),
    ],
)
def test_an_impossible_action_is_reported(
    readlevel: Command, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    readlevel("init")
    readlevel("user", "add", "old@example.org", "--role", "editor")
    assert sentence in readlevel("user", *arguments, status=status).err


def test_secrets_of_second_factors_follow_the_secret_key(readlevel: Command) -> None:
    readlevel("init")
    readlevel("user", "add", "ann@example.org", "--role", "admin")
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with write_transaction(engine) as session:
        account = accounts.find_by_email(session, "ann@example.org")
        assert account
        second_factors.add_unconfirmed(session, ("the first secret",), account.id, "GEZDGNBV")
    engine.dispose()
    new = {**readlevel.settings, "READLEVEL_SECRET_KEY": "the second secret"}
    lost = Command(new)("user", "reseal", status=1).err
    assert "ann@example.org: no secret of the site opens this one" in lost
    both = Command({**new, "READLEVEL_FORMER_SECRET_KEY": "the first secret"})
    assert both("user", "reseal").out == "Encrypted with the current secret: 1.\n"
    assert Command(new)("user", "reseal").out == "Encrypted with the current secret: 0.\n"

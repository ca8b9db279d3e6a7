"""The outbox sends each mail once, tries again what fails, and loses none."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine

from readlevel.core.model.mail_kind import MailKind
from readlevel.core.model.roles import Role
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.mail import outbox
from readlevel.usecases.accounts.invitations import invite
from readlevel.usecases.operations import mail
from readlevel.usecases.operations.mail import MailRefused, OutgoingMail, StoredMail
from tests.conftest import ON_SQLITE
from tests.storage.cast import NOW

pytestmark = ON_SQLITE


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Server:
    """A mail server that says of each mail what it is told to say."""

    def __init__(self, refusal: MailRefused | None = None) -> None:
        self.refusal = refusal
        self.taken: list[str] = []
        self.asked = 0

    def __call__(self, stored: StoredMail) -> None:
        self.asked += 1
        if self.refusal is not None:
            raise self.refusal
        self.taken.append(stored.mail.to)


def refusal(*, permanent: bool = False, unreachable: bool = False) -> MailRefused:
    refused = MailRefused("451 later")
    refused.is_permanent, refused.is_unreachable = permanent, unreachable
    return refused


@pytest.fixture
def clock() -> Clock:
    return Clock()


def enqueue(engine: Engine, *names: str) -> None:
    mails = [
        OutgoingMail(MailKind.REVIEWS_DUE, f"{name}@example.org", "Due", "Text") for name in names
    ]
    with write_transaction(engine) as session:
        mail.enqueue(session, mails, now=NOW)


def counts(engine: Engine) -> tuple[int, int, int]:
    with read_transaction(engine) as session:
        found = outbox.count(session)
    return found.waiting, found.retrying, found.failed


def test_each_mail_is_sent_in_order_and_once(engine: Engine, clock: Clock) -> None:
    enqueue(engine, "a", "b", "c")
    server = Server()
    assert mail.send_due(engine, server, clock) == 3
    assert mail.send_due(engine, server, clock) == 0
    assert server.taken == ["a@example.org", "b@example.org", "c@example.org"]
    assert counts(engine) == (0, 0, 0)


def test_a_mail_of_a_transaction_that_fails_is_never_sent(engine: Engine, clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError), write_transaction(engine) as session:
        mail.enqueue(
            session, [OutgoingMail(MailKind.INVITATION, "a@example.org", "x", "x")], now=NOW
        )
        raise ZeroDivisionError
    assert mail.send_due(engine, Server(), clock) == 0


def test_failed_mails_are_retried_with_growing_pauses_and_then_given_up(
    engine: Engine, clock: Clock
) -> None:
    enqueue(engine, "a")
    server = Server(refusal())
    for pause in mail.PAUSES:
        assert mail.send_due(engine, server, clock) == 0
        asked = server.asked
        clock.now += pause - timedelta(seconds=1)
        mail.send_due(engine, server, clock)
        assert server.asked == asked
        assert counts(engine) == (1, 1, 0)
        clock.now += timedelta(seconds=1)
    mail.send_due(engine, server, clock)
    assert server.asked == len(mail.PAUSES) + 1
    assert counts(engine) == (0, 0, 1)
    assert clock.now - NOW > timedelta(hours=40)
    with read_transaction(engine) as session:
        (problem,) = mail.list_problems(session, 10)
    assert (problem.problem, problem.next_attempt_at) == ("451 later", None)


def test_a_permanently_refused_mail_is_given_up_and_stops_no_other(
    engine: Engine, clock: Clock
) -> None:
    enqueue(engine, "bad", "good")

    def deliver(stored: StoredMail) -> None:
        if "bad" in stored.mail.to:
            raise refusal(permanent=True)

    assert mail.send_due(engine, deliver, clock) == 1
    assert counts(engine) == (0, 0, 1)


def test_while_the_server_is_away_it_is_asked_once(engine: Engine, clock: Clock) -> None:
    enqueue(engine, "a", "b", "c")
    server = Server(refusal(unreachable=True))
    mail.send_due(engine, server, clock)
    assert server.asked == 1
    assert counts(engine) == (3, 1, 0)
    server.refusal = None
    clock.now += mail.PAUSES[0]
    assert mail.send_due(engine, server, clock) == 3


def test_a_mail_whose_sender_was_killed_is_sent_later(engine: Engine, clock: Clock) -> None:
    enqueue(engine, "a")

    def die(stored: StoredMail) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mail.send_due(engine, die, clock)
    server = Server()
    assert mail.send_due(engine, server, clock) == 0
    clock.now += outbox.CLAIM
    assert mail.send_due(engine, server, clock) == 1


def test_a_clock_that_jumps_back_sends_nothing_twice(engine: Engine, clock: Clock) -> None:
    enqueue(engine, "a")
    server = Server(refusal())
    mail.send_due(engine, server, clock)
    clock.now -= timedelta(days=30)
    server.refusal = None
    assert mail.send_due(engine, server, clock) == 1
    clock.now = NOW + mail.PAUSES[0]
    assert mail.send_due(engine, server, clock) == 0


def test_mails_of_before_the_clock_was_set_back_do_not_wait_for_that_time(
    engine: Engine, clock: Clock
) -> None:
    enqueue(engine, "a")
    clock.now = NOW - timedelta(hours=1)
    server = Server()
    assert mail.send_due(engine, server, clock) == 1
    assert mail.send_due(engine, server, clock) == 0
    assert server.taken == ["a@example.org"]


def test_another_server_whose_clock_is_behind_keeps_to_every_pause(
    engine: Engine, clock: Clock
) -> None:
    enqueue(engine, "a")
    server = Server(refusal())
    for tried, pause in enumerate(mail.PAUSES, start=1):
        mail.send_due(engine, server, clock)
        clock.now -= timedelta(seconds=5)
        mail.send_due(engine, server, clock)
        assert server.asked == tried
        clock.now += pause + timedelta(seconds=5)


def test_several_senders_send_each_mail_once(engine: Engine, clock: Clock) -> None:
    enqueue(engine, *map(str, range(20)))
    server = Server()
    senders = [Thread(target=mail.send_due, args=(engine, server, clock)) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(server.taken) == sorted(f"{number}@example.org" for number in range(20))


def test_an_administrator_sends_again_or_removes(engine: Engine, clock: Clock) -> None:
    enqueue(engine, "a", "b")
    mail.send_due(engine, Server(refusal(permanent=True)), clock)
    with write_transaction(engine) as session:
        newest, oldest = mail.list_problems(session, 10)
        mail.retry(session, oldest.id, now=clock())
        mail.give_up(session, newest.id)
    server = Server()
    assert mail.send_due(engine, server, clock) == 1
    assert server.taken == ["a@example.org"]
    assert counts(engine) == (0, 0, 0)


def test_mails_given_up_long_ago_are_removed(engine: Engine, clock: Clock) -> None:
    enqueue(engine, "a", "b")
    mail.send_due(engine, Server(refusal(permanent=True)), clock)
    for age, gone in ((mail.KEPT, 0), (mail.KEPT + timedelta(days=1), 2)):
        with write_transaction(engine) as session:
            assert mail.purge(session, now=NOW + age) == gone


def test_a_token_refuses_one_kind_of_mail_of_one_person(engine: Engine) -> None:
    with write_transaction(engine) as session:
        ann, _ = invite(session, None, "ann@example.org", Role.REVIEWER, now=NOW)
        bob, _ = invite(session, None, "bob@example.org", Role.REVIEWER, now=NOW)
        token = mail.make_unsubscribe_token(session, ann.id, MailKind.REVIEWS_DUE)
        for wrong in ("", "x", token + "x", "x" * 5000, token.replace(".", "")):
            assert mail.unsubscribe(session, wrong) is None
        assert mail.unsubscribe(session, token) is MailKind.REVIEWS_DUE
        both = [ann, bob]
        assert mail.list_willing(session, both, MailKind.REVIEWS_DUE) == [bob]
        assert mail.list_willing(session, both, MailKind.MISTAKE_REPORTED) == both
        mail.refuse_kinds(session, ann.id, [MailKind.INVITATION, MailKind.MISTAKE_REPORTED])
        # Nobody refuses what they have to get.
        assert mail.find_refused_kinds(session, ann.id) == {MailKind.MISTAKE_REPORTED}

"""The second factor: which codes are taken, when, and how often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import Type, extract_parameters
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts as stored_accounts
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts import second_factors as stored
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.second_factors import SecondFactor
from readlevel.storage.database import desk_tables
from readlevel.usecases.accounts import audit, second_factors
from readlevel.usecases.accounts import sign_in as sign_in_usecases
from readlevel.usecases.accounts.sign_in import ClientInfo, CurrentUser, TooManyAttempts

NOW = datetime(2026, 5, 4, 12, 0, 10, tzinfo=UTC)
HERE, THERE = ClientInfo("192.0.2.1", "Here"), ClientInfo("198.51.100.7", "There")
KEYS = ("a secret of this site",)
# What the standard tests with (RFC 6238, appendix B), as base 32.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture
def ed(session: Session) -> Account:
    return stored_accounts.add(session, "ed@example.org", "Ed Editor", Role.EDITOR, now=NOW)


def sign_in(session: Session, account: Account, now: datetime = NOW) -> CurrentUser:
    token = sign_in_usecases.start_session(session, account, HERE, now=now)
    entered = sign_in_usecases.find_current_user(session, token, now=now)
    assert entered
    return entered


def enrol(session: Session, ed: Account, hashes: Sequence[str] = ()) -> str:
    """Set up a second factor a minute before `NOW`, and give its secret."""
    second_factors.start_enrolment(session, KEYS, ed)
    secret = second_factors.find_pending_secret(session, KEYS, ed)
    assert secret
    moment = NOW - timedelta(minutes=1)
    proof = second_factors.verify_code(session, KEYS, ed, pyotp.TOTP(secret).at(moment), now=moment)
    assert proof
    assert second_factors.confirm_enrolment(
        session, KEYS, sign_in(session, ed), proof, hashes, now=moment
    )
    return secret


def take(session: Session, ed: Account, code: str, now: datetime = NOW) -> bool:
    attempt = second_factors.count_attempt(session, ed, HERE, now=now)
    try:
        proof = second_factors.verify_code(session, KEYS, ed, code, now=now)
    except TooManyAttempts:
        sign_in_usecases.uncount_attempt(session, attempt)
        raise
    if proof is None:
        return False
    sign_in_usecases.uncount_attempt(session, attempt)
    return second_factors.consume_code(session, KEYS, ed, proof)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    factor = SecondFactor(RFC_SECRET, None, ())
    moment = datetime.fromtimestamp(seconds, UTC)
    assert second_factors.match_time_step(factor, code, now=moment) == seconds // 30


@given(st.text())
def test_nothing_but_six_digits_is_a_code(code: str) -> None:
    factor = SecondFactor(RFC_SECRET, None, ())
    assert second_factors.match_time_step(factor, code + "x", now=NOW) is None


def test_nobody_is_asked_for_a_code_before_the_app_has_given_one(
    session: Session, ed: Account
) -> None:
    second_factors.start_enrolment(session, KEYS, ed)
    secret = second_factors.find_pending_secret(session, KEYS, ed)
    second_factors.start_enrolment(session, KEYS, ed)
    assert second_factors.find_pending_secret(session, KEYS, ed) == secret
    assert not stored_accounts.get(session, ed.id).has_second_factor
    assert not sign_in(session, stored_accounts.get(session, ed.id)).waits_for_code


def test_a_second_factor_is_asked_for_from_the_next_sign_in_on(
    session: Session, ed: Account
) -> None:
    other = sign_in_usecases.start_session(session, ed, THERE, now=NOW)
    enrol(session, ed)
    assert second_factors.find_pending_secret(session, KEYS, ed) is None
    assert sign_in_usecases.find_current_user(session, other, now=NOW) is None
    assert sign_in(session, stored_accounts.get(session, ed.id)).waits_for_code
    actions = [entry.action for entry in audit_log.list_entries(session)]
    assert "account.second_factor_added" in actions


def test_a_code_is_taken_once(session: Session, ed: Account) -> None:
    secret = enrol(session, ed)
    code = pyotp.TOTP(secret).at(NOW)
    assert take(session, ed, f" {code[:3]} {code[3:]} ")
    assert not take(session, ed, code)
    assert not take(session, ed, code, NOW + timedelta(seconds=20))


def test_two_who_give_the_same_code_at_once_do_not_both_come_in(
    session: Session, ed: Account
) -> None:
    secret = enrol(session, ed)
    code = pyotp.TOTP(secret).at(NOW)
    proofs = [second_factors.verify_code(session, KEYS, ed, code, now=NOW) for _ in range(2)]
    assert [second_factors.consume_code(session, KEYS, ed, proof) for proof in proofs if proof] == [
        True,
        False,
    ]


def test_two_who_give_the_same_recovery_code_at_once_do_not_both_come_in(
    session: Session, ed: Account
) -> None:
    shown, hashes = second_factors.generate_recovery_codes()
    enrol(session, ed, hashes)
    proofs = [second_factors.verify_code(session, KEYS, ed, shown[0], now=NOW) for _ in range(2)]
    assert [second_factors.consume_code(session, KEYS, ed, proof) for proof in proofs if proof] == [
        True,
        False,
    ]


def test_how_somebody_came_in_is_recorded(session: Session, ed: Account) -> None:
    shown, hashes = second_factors.generate_recovery_codes()
    secret = enrol(session, ed, hashes)
    ed = stored_accounts.get(session, ed.id)
    for code in (pyotp.TOTP(secret).at(NOW), shown[0]):
        proof = second_factors.verify_code(session, KEYS, ed, code, now=NOW)
        assert proof
        waiting = sign_in(session, ed)
        assert second_factors.complete_sign_in(session, KEYS, waiting, proof, HERE, now=NOW)
    entries = audit_log.list_entries(session)
    kinds = [one.detail["kind"] for one in entries if one.action == "session.code_given"]
    assert kinds == ["recovery", "app"]


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_may_be_one_step_off(
    session: Session, ed: Account, seconds: int, is_taken: bool
) -> None:
    secret = enrol(session, ed)
    later = NOW + timedelta(hours=1)
    code = pyotp.TOTP(secret).at(later + timedelta(seconds=seconds))
    assert take(session, ed, code, later) is is_taken


def test_an_earlier_code_is_not_taken_after_a_later_one(session: Session, ed: Account) -> None:
    secret = enrol(session, ed)
    made = pyotp.TOTP(secret)
    assert take(session, ed, made.at(NOW + timedelta(seconds=30)))
    assert not take(session, ed, made.at(NOW))


@pytest.mark.usefixtures("costly_digests")
def test_recovery_codes_are_kept_as_digests_that_are_costly_to_guess() -> None:
    _, hashes = second_factors.generate_recovery_codes()
    kept = [extract_parameters(one) for one in hashes]
    assert {(one.type, one.memory_cost, one.time_cost) for one in kept} == {(Type.ID, 19 * 1024, 2)}


def test_each_recovery_code_is_taken_once_however_it_is_written(
    session: Session, ed: Account
) -> None:
    shown, hashes = second_factors.generate_recovery_codes()
    enrol(session, ed, hashes)
    assert len(set(shown)) == second_factors.RECOVERY_CODE_COUNT
    assert second_factors.count_recovery_codes(session, ed) == second_factors.RECOVERY_CODE_COUNT
    assert take(session, ed, shown[3].upper().replace("-", " "))
    assert not take(session, ed, shown[3])
    assert take(session, ed, shown[0])
    assert (
        second_factors.count_recovery_codes(session, ed) == second_factors.RECOVERY_CODE_COUNT - 2
    )
    factor = stored.find(session, KEYS, ed.id)
    assert factor
    assert not any(shown[1].replace("-", "") in one for one in factor.recovery_hashes)


def test_new_recovery_codes_end_the_old(session: Session, ed: Account) -> None:
    old, hashes = second_factors.generate_recovery_codes()
    enrol(session, ed, hashes)
    new, hashes = second_factors.generate_recovery_codes()
    second_factors.replace_recovery_codes(session, ed, hashes, now=NOW)
    assert not take(session, ed, old[0])
    assert take(session, ed, new[0])


def test_a_verified_code_starts_another_session(session: Session, ed: Account) -> None:
    secret = enrol(session, ed)
    ed = stored_accounts.get(session, ed.id)
    waiting = sign_in_usecases.start_session(session, ed, HERE, now=NOW)
    entered = sign_in_usecases.find_current_user(session, waiting, now=NOW)
    assert entered
    proof = second_factors.verify_code(session, KEYS, ed, pyotp.TOTP(secret).at(NOW), now=NOW)
    assert proof
    token = second_factors.complete_sign_in(session, KEYS, entered, proof, HERE, now=NOW)
    assert token
    assert sign_in_usecases.find_current_user(session, waiting, now=NOW) is None
    inside = sign_in_usecases.find_current_user(session, token, now=NOW)
    assert inside
    assert not inside.waits_for_code
    assert second_factors.complete_sign_in(session, KEYS, entered, proof, HERE, now=NOW) is None


def test_after_some_wrong_codes_the_right_one_waits_from_every_address(
    session: Session, ed: Account
) -> None:
    secret = enrol(session, ed)
    for number in range(second_factors.MAX_FAILURES):
        visitor = ClientInfo(f"203.0.113.{number}", "scan")
        second_factors.count_attempt(session, ed, visitor, now=NOW)
        second_factors.record_failed_code(session, ed, visitor, now=NOW)
    with pytest.raises(TooManyAttempts):
        take(session, ed, pyotp.TOTP(secret).at(NOW))
    later = NOW + sign_in_usecases.FAILURE_WINDOW + timedelta(seconds=1)
    assert take(session, ed, pyotp.TOTP(secret).at(later), later)


def test_wrong_codes_of_before_the_clock_was_set_back_stop_nobody(
    session: Session, ed: Account
) -> None:
    secret = enrol(session, ed)
    later, ahead = NOW + timedelta(minutes=1), NOW + timedelta(days=365)
    for _ in range(second_factors.MAX_FAILURES_PER_DAY):
        second_factors.count_attempt(session, ed, THERE, now=ahead)
    with pytest.raises(TooManyAttempts):
        take(session, ed, pyotp.TOTP(secret).at(ahead), ahead)
    assert take(session, ed, pyotp.TOTP(secret).at(later), later)


def test_a_code_is_taken_once_even_if_its_time_comes_again(session: Session, ed: Account) -> None:
    secret = enrol(session, ed)
    later = NOW + timedelta(minutes=2)
    code = pyotp.TOTP(secret).at(later)
    assert take(session, ed, code, later)
    earlier = NOW + timedelta(minutes=1)
    assert not take(session, ed, pyotp.TOTP(secret).at(earlier), earlier)
    assert not take(session, ed, code, later)
    afterwards = later + timedelta(seconds=second_factors.STEP_SECONDS)
    assert take(session, ed, pyotp.TOTP(secret).at(afterwards), afterwards)


def test_nobody_guesses_for_days(session: Session, ed: Account) -> None:
    secret = enrol(session, ed)
    moment = NOW
    for _ in range(second_factors.MAX_FAILURES_PER_DAY):
        second_factors.count_attempt(session, ed, THERE, now=moment)
        second_factors.record_failed_code(session, ed, THERE, now=moment)
        sign_in_usecases.start_session(session, ed, THERE, now=moment)
        moment += timedelta(minutes=14)
    moment += sign_in_usecases.FAILURE_WINDOW
    with pytest.raises(TooManyAttempts):
        take(session, ed, pyotp.TOTP(secret).at(moment), moment)
    moment += sign_in_usecases.FAILURE_RETENTION
    assert take(session, ed, pyotp.TOTP(secret).at(moment), moment)


def test_without_one_no_code_is_right(session: Session, ed: Account) -> None:
    shown, hashes = second_factors.generate_recovery_codes()
    secret = enrol(session, ed, hashes)
    second_factors.remove_second_factor(session, ed, ed, now=NOW)
    assert not stored_accounts.get(session, ed.id).has_second_factor
    assert not take(session, ed, pyotp.TOTP(secret).at(NOW))
    assert not take(session, ed, shown[0])
    assert not second_factors.consume_code(
        session, KEYS, ed, second_factors.VerifiedCode(step=10**9)
    )


def test_apps_are_told_whose_code_it_is(ed: Account) -> None:
    address = second_factors.provisioning_uri(RFC_SECRET, ed, "St. Mary's & more")
    assert address == (
        f"otpauth://totp/St.%20Mary%27s%20%26%20more:ed%40example.org?secret={RFC_SECRET}"
        "&issuer=St.%20Mary%27s%20%26%20more"
    )


def read_columns(session: Session, account: Account) -> tuple[str | None, str | None]:
    """Return the secret of an account as the database holds it, plain and encrypted."""
    table = desk_tables.account
    row = session.execute(
        select(table.c.totp_secret, table.c.totp_sealed).where(table.c.id == account.id)
    ).one()
    return row.totp_secret, row.totp_sealed


@pytest.mark.parametrize("secrets", [KEYS, ()], ids=["secret key", "own key"])
def test_the_database_holds_no_secret_in_plain(
    session: Session, ed: Account, secrets: tuple[str, ...]
) -> None:
    second_factors.start_enrolment(session, secrets, ed)
    secret = second_factors.find_pending_secret(session, secrets, ed)
    assert secret
    plain, sealed = read_columns(session, ed)
    assert plain is None
    assert sealed
    assert secret not in sealed


def test_a_secret_that_an_earlier_version_stored_is_encrypted_when_it_is_used(
    session: Session, ed: Account
) -> None:
    table = desk_tables.account
    session.execute(update(table).values(totp_secret=RFC_SECRET, totp_last_step=1))
    assert take(session, ed, pyotp.TOTP(RFC_SECRET).at(NOW))
    plain, sealed = read_columns(session, ed)
    assert plain is None
    assert sealed
    later = NOW + timedelta(minutes=2)
    assert take(session, ed, pyotp.TOTP(RFC_SECRET).at(later), later)


def test_the_former_secret_opens_until_all_are_encrypted_with_the_new_one(
    session: Session, ed: Account
) -> None:
    secret, rotated = enrol(session, ed), ("a new secret of this site", *KEYS)
    assert stored.find(session, rotated[:1], ed.id) == SecondFactor(
        None, stored_step(session, ed), ()
    )
    assert second_factors.reseal_all(session, rotated[:1]) == (0, [ed.email])
    assert second_factors.reseal_all(session, rotated) == (1, [])
    assert second_factors.reseal_all(session, rotated) == (0, [])
    found = stored.find(session, rotated[:1], ed.id)
    assert found
    assert found.secret == secret


def stored_step(session: Session, account: Account) -> int | None:
    found = stored.find(session, KEYS, account.id)
    assert found
    return found.last_step


def test_the_secret_key_may_be_set_later(session: Session, ed: Account) -> None:
    second_factors.start_enrolment(session, (), ed)
    secret = second_factors.find_pending_secret(session, (), ed)
    assert second_factors.find_pending_secret(session, KEYS, ed) == secret
    assert second_factors.reseal_all(session, KEYS) == (1, [])
    assert second_factors.find_pending_secret(session, (), ed) is None


def test_with_a_lost_secret_recovery_codes_are_taken_and_no_others(
    session: Session, ed: Account
) -> None:
    codes, hashes = second_factors.generate_recovery_codes()
    secret = enrol(session, ed, hashes)
    lost = ("another secret of this site",)
    for code, is_right in ((pyotp.TOTP(secret).at(NOW), False), (codes[0], True)):
        second_factors.count_attempt(session, ed, HERE, now=NOW)
        proof = second_factors.verify_code(session, lost, ed, code, now=NOW)
        assert (proof is not None) is is_right


def test_addresses_of_failed_sign_ins_leave_the_audit_log_and_nothing_else_does(
    session: Session, ed: Account
) -> None:
    second_factors.record_failed_code(session, ed, HERE, now=NOW)
    sign_in_usecases.record_failed_sign_in(session, "no@example.org", HERE, now=NOW)
    later = NOW + timedelta(days=40)
    second_factors.record_failed_code(session, ed, THERE, now=later)
    sign_in(session, ed, now=NOW)
    before = audit_log.list_entries(session)
    assert audit.forget_addresses(session, days=90, now=later) == 0
    assert audit.forget_addresses(session, days=30, now=later) == 2
    assert audit.forget_addresses(session, days=30, now=later) == 0
    after = audit_log.list_entries(session)
    old = {"session.refused", "session.code_refused"}
    assert after == [
        replace(one, detail={}) if one.action in old and one.at == NOW else one for one in before
    ]
    assert [one.detail["address"] for one in after if one.detail] == [
        HERE.ip_address,
        THERE.ip_address,
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"detail": '{"address": "203.0.113.9"}'},
        {"name": "Somebody", "detail": "{}"},
        {"action": "session.opened", "detail": "{}"},
    ],
)
def test_the_database_allows_no_other_change_of_a_failed_sign_in(
    session: Session, ed: Account, change: dict[str, str]
) -> None:
    second_factors.record_failed_code(session, ed, HERE, now=NOW)
    with pytest.raises(DatabaseError, match="only added to"):
        session.execute(update(audit_log.table).values(change))
    session.rollback()

"""The client's address behind proxies cannot be forged by headers."""

import socket
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.storage.accounts import audit_log
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.web.http.client_address import find_client_address
from tests.web.serving import serving

PEER = "10.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "hops", "found"),
    [
        ("192.0.2.9", 0, PEER),
        ("", 1, PEER),
        ("192.0.2.9", 1, "192.0.2.9"),
        ("6.6.6.6, 192.0.2.9", 1, "192.0.2.9"),
        ("6.6.6.6,192.0.2.9 ,10.0.0.7", 2, "192.0.2.9"),
        ("192.0.2.9", 2, PEER),
        ("6.6.6.6, unknown", 1, PEER),
        ("6.6.6.6, ", 1, PEER),
        ("192.0.2.9:51234", 1, "192.0.2.9"),
        ("[2001:DB8::0:1]:443", 1, "2001:db8::1"),
        ("2001:db8::1", 1, "2001:db8::1"),
        ("fe80::1%eth0", 1, "fe80::1"),
        ("::ffff:192.0.2.9", 1, "192.0.2.9"),
        ("192.0.2.9\n6.6.6.6", 1, PEER),
        ("<script>", 1, PEER),
        ("[", 1, PEER),
    ],
)
def test_the_address_stands_so_many_hops_from_the_end(
    forwarded: str, hops: int, found: str
) -> None:
    assert find_client_address(PEER, forwarded, hops) == found


@given(st.text(), st.integers(1, 3))
def test_nothing_that_a_visitor_writes_changes_what_the_proxies_add(
    written: str, hops: int
) -> None:
    added = ["192.0.2.9", "10.0.0.8", "10.0.0.7"][:hops]
    assert find_client_address(PEER, ",".join([written, *added]), hops) == "192.0.2.9"


@given(st.text(), st.text(), st.integers(0, 10))
def test_any_header_has_an_answer(peer: str, forwarded: str, hops: int) -> None:
    assert isinstance(find_client_address(peer, forwarded, hops), str)


def test_headers_that_come_in_two_lines_are_read_as_one(
    migrated_file: Path, tmp_path: Path
) -> None:
    """Some proxies add a header line of their own instead of appending to the client's."""
    path = copy(migrated_file, tmp_path / "hops.sqlite")
    forged = b"X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 192.0.2.9\r\n"
    with (
        serving(f"sqlite:///{path}", tmp_path / "log", trusted_hops=1) as port,
        socket.create_connection(("127.0.0.1", port), 60) as connection,
    ):
        body = b"email=nobody%40example.org&password=wrong"
        connection.sendall(
            b"POST /edit/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + forged
            + b"Content-Type: application/x-www-form-urlencoded\r\n"
            + b"Content-Length: %d\r\n\r\n" % len(body)
            + body
        )
        assert b" 422 " in connection.makefile("rb").readline()
    engine = make_engine(f"sqlite:///{path}")
    with read_transaction(engine) as session:
        assert audit_log.list_entries(session)[0].detail == {"address": "192.0.2.9"}
    engine.dispose()

"""Mails, sent to a real server: what arrives, and what happens where it does not."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr

from readlevel.settings import Settings
from readlevel.smtp import Mail, MailNotSent, deliver
from tests.mail_server import Serve, serving_mail
from tests.ports import free_port

UNENCRYPTED = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
MAIL = Mail("ann@example.org", "Ihr Zugang für Ä", "Hello\n\nhttps://example.org/edit/links/x\n")


@pytest.fixture
def serve() -> Iterator[Serve]:
    with serving_mail() as start:
        yield start


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for this machine, which is trusted while the test runs."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    public, private = tmp_path / "public.pem", tmp_path / "private.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context


def settings(url: str | None, sender: str = "The desk <desk@example.org>") -> Settings:
    return Settings(mail_url=None if url is None else SecretStr(url), mail_from=sender)


def test_a_mail_arrives_as_it_was_written(serve: Serve) -> None:
    box, port = serve()
    deliver(settings(f"smtp://127.0.0.1:{port}"), MAIL)
    (envelope,), (message,) = box.envelopes, box.messages
    assert (envelope.mail_from, envelope.rcpt_tos) == ("desk@example.org", ["ann@example.org"])
    assert message["From"] == "The desk <desk@example.org>"
    assert message["Subject"] == MAIL.subject
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"]
    assert message["Message-ID"].endswith("@example.org>")
    assert message.get_content().replace("\r\n", "\n") == MAIL.text


def test_a_line_break_in_a_subject_adds_no_header(serve: Serve) -> None:
    box, port = serve()
    deliver(
        settings(f"smtp://127.0.0.1:{port}"), Mail("a@example.org", "x\r\nBcc: b@example.org", "")
    )
    assert box.messages[0]["Subject"] == "x Bcc: b@example.org"
    assert box.messages[0]["Bcc"] is None
    assert box.envelopes[0].rcpt_tos == ["a@example.org"]


@UNENCRYPTED
def test_name_and_password_are_given_where_the_address_has_them(serve: Serve) -> None:
    box, port = serve(auth_required=True, auth_require_tls=False)
    deliver(settings(f"smtp://des%40k:pa%2Fss@127.0.0.1:{port}"), MAIL)
    assert box.names == [b"des@k"]
    assert len(box.envelopes) == 1
    with pytest.raises(MailNotSent, match="Authentication"):
        deliver(settings(f"smtp://desk:wrong@127.0.0.1:{port}"), MAIL)


def test_mail_is_encrypted_as_soon_as_the_server_offers_it(
    serve: Serve, certificate: ssl.SSLContext
) -> None:
    box, port = serve(tls_context=certificate, require_starttls=True)
    deliver(settings(f"smtp://127.0.0.1:{port}"), MAIL)
    assert box.encrypted == [True]


def test_mail_can_be_encrypted_from_the_start(serve: Serve, certificate: ssl.SSLContext) -> None:
    box, port = serve(ssl_context=certificate)
    deliver(settings(f"smtps://127.0.0.1:{port}"), MAIL)
    assert len(box.envelopes) == 1


def test_a_server_whose_certificate_nobody_knows_gets_nothing(
    serve: Serve, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    box, port = serve(tls_context=certificate)
    with pytest.raises(MailNotSent, match="certificate"):
        deliver(settings(f"smtp://127.0.0.1:{port}"), MAIL)
    assert box.envelopes == []


@UNENCRYPTED
def test_a_password_is_never_sent_unencrypted_to_another_machine(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, port = serve(auth_required=True, auth_require_tls=False)
    monkeypatch.setattr("readlevel.smtp.is_loopback_host", lambda host: False)
    with pytest.raises(MailNotSent, match="password was not sent"):
        deliver(settings(f"smtp://desk:pa%2Fss@127.0.0.1:{port}"), MAIL)
    assert box.names == []


def test_a_mail_that_is_refused_for_good_is_told_from_one_to_send_again(serve: Serve) -> None:
    box, port = serve()
    with pytest.raises(MailNotSent, match=r"said: \(554, b'Not here'\)") as refused:
        deliver(settings(f"smtp://127.0.0.1:{port}"), Mail("a@example.org", "x", "refuse"))
    assert (refused.value.is_permanent, refused.value.is_unreachable) == (True, False)
    assert box.envelopes == []


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(MailNotSent, match="refused") as gone:
        deliver(settings(f"smtp://desk:hush@127.0.0.1:{free_port()}"), MAIL)
    assert (gone.value.is_permanent, gone.value.is_unreachable) == (False, True)
    assert "hush" not in str(gone.value)


def test_a_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readlevel.smtp.TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(MailNotSent, match="timed out") as hanging:
            deliver(settings(f"smtp://127.0.0.1:{port}"), MAIL)
    assert hanging.value.is_unreachable


def test_mail_programs_learn_how_to_stop_mails_of_a_kind(serve: Serve) -> None:
    box, port = serve()
    url = "https://example.org/edit/mails/x"
    deliver(settings(f"smtp://127.0.0.1:{port}"), Mail("a@example.org", "x", "x", url))
    (message,) = box.messages
    assert message["List-Unsubscribe"] == f"<{url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_server_nothing_is_sent() -> None:
    with pytest.raises(MailNotSent, match="READLEVEL_MAIL_URL"):
        deliver(settings(None), MAIL)

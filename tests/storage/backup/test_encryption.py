import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from readlevel.storage.backup import encryption
from readlevel.storage.backup.problems import BackupProblem

SECRET = b"what readers sent" * 1000


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "backup.tar.gz"
    path.write_bytes(SECRET)
    return path


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A GnuPG keyring with a key for backups."""
    if shutil.which("gpg") is None:
        pytest.skip("GnuPG is not installed")
    # The socket of its agent needs a short path.
    with TemporaryDirectory(dir="/tmp", prefix="gpg-") as folder:
        monkeypatch.setenv("GNUPGHOME", folder)
        generate = ["--quick-generate-key", "backup@example.org", "rsa2048", "encrypt,sign"]
        subprocess.run(
            ["gpg", "--batch", "--quiet", "--passphrase", "", *generate, "never"],
            check=True,
            capture_output=True,
        )
        yield
        subprocess.run(["gpgconf", "--kill", "all"], check=False, capture_output=True)


def test_gnupg_encrypts_and_decrypts(keyring: None, plain: Path, tmp_path: Path) -> None:
    assert encryption.suffix_for("backup@example.org") == ".gpg"
    encrypted = tmp_path / "backup.tar.gz.gpg"
    encryption.encrypt(plain, encrypted, "backup@example.org")
    assert SECRET[:100] not in encrypted.read_bytes()
    encrypted = encrypted.rename(tmp_path / "backup-of-tuesday")
    with encryption.decrypted(encrypted, None, tmp_path) as path:
        assert path.read_bytes() == SECRET
    assert not path.exists()
    with pytest.raises(BackupProblem, match=r"stranger@example.org.* failed: "):
        encryption.encrypt(plain, tmp_path / "other.gpg", "stranger@example.org")
    encrypted.write_bytes(encrypted.read_bytes()[:300])
    with (
        pytest.raises(BackupProblem, match=r"Decryption of .* failed: "),
        encryption.decrypted(encrypted, None, tmp_path),
    ):
        pytest.fail("what was cut was decrypted")


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_age_encrypts_and_decrypts(plain: Path, tmp_path: Path) -> None:
    identity = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", identity], check=True, capture_output=True)
    said = subprocess.run(
        ["age-keygen", "-y", identity], check=True, capture_output=True, text=True
    )
    recipient = said.stdout.strip()
    assert encryption.suffix_for(recipient) == ".age"
    encrypted = tmp_path / "backup.tar.gz.age"
    encryption.encrypt(plain, encrypted, recipient)
    assert SECRET[:100] not in encrypted.read_bytes()
    # The name says nothing: what was encrypted into a file of any name is recognised.
    renamed = encrypted.rename(tmp_path / "backup-of-monday")
    with encryption.decrypted(renamed, identity, tmp_path) as path:
        assert path.read_bytes() == SECRET
    renamed.rename(encrypted)
    with (
        pytest.raises(BackupProblem, match="--identity"),
        encryption.decrypted(encrypted, None, tmp_path),
    ):
        pytest.fail("what needs a key was decrypted without")


def test_an_unencrypted_backup_is_read_as_it_is(plain: Path, tmp_path: Path) -> None:
    assert encryption.suffix_for(None) == ""
    with encryption.decrypted(plain, None, tmp_path) as path:
        assert path == plain


def test_a_missing_program_is_named(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for recipient, program in (("age1qq", "age"), ("someone", "gpg")):
        with pytest.raises(BackupProblem, match=f"program {program} is not installed"):
            encryption.encrypt(plain, tmp_path / "encrypted", recipient)

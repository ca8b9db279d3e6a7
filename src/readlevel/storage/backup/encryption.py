"""Encryption of backups by age or GnuPG, where one of them is installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from readlevel.storage.backup.external_tools import find_program, run
from readlevel.storage.backup.problems import BackupProblem

AGE, GNUPG = ".age", ".gpg"
"""Endings of encrypted files, by the program that decrypts them."""

_AGE_BEGINNING = b"age-encryption.org/"
_GNUPG_PACKETS = (b"\x84", b"\x85", b"\xc1")
"""First bytes of what is encrypted for a key: a packet with its session key (RFC 4880, 4.2)."""

_AGE_RECIPIENTS = ("age1", "ssh-ed25519 ", "ssh-rsa ")


def suffix_for(recipient: str | None) -> str:
    """Return the ending of files encrypted for a recipient; empty without one."""
    if recipient is None:
        return ""
    return AGE if recipient.startswith(_AGE_RECIPIENTS) else GNUPG


def encrypt(plain: Path, encrypted: Path, recipient: str) -> None:
    """Encrypt a file for a recipient: a public key of age or SSH, else a key of GnuPG.

    Raise `BackupProblem` if the program is missing or refuses the key.
    """
    if suffix_for(recipient) == AGE:
        program = find_program("age", "age")
        options = ["--encrypt"]
    else:
        program = find_program("gpg", "gnupg")
        options = ["--batch", "--quiet", "--trust-model", "always", "--encrypt"]
    run(
        [program, *options, "--recipient", recipient, "--output", encrypted, plain],
        f"Encryption for {recipient!r}",
    )


@contextmanager
def decrypted(path: Path, identity: Path | None, scratch: Path) -> Iterator[Path]:
    """Yield the path of a backup, decrypted into the folder `scratch` for the time of the block.

    `identity` is the file of the private key, which age needs; GnuPG asks its agent.
    Raise `BackupProblem` if the backup cannot be decrypted.
    """
    kind = _detect(path)
    if not kind:
        yield path
        return
    with TemporaryDirectory(dir=scratch, prefix=".readlevel-decrypted-") as folder:
        plain = Path(folder, "plain")
        _decrypt(path, kind, plain, identity)
        yield plain


def _detect(path: Path) -> str:
    """Return the usual ending of an encrypted file, by its content; empty for any other file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        beginning = file.read(len(_AGE_BEGINNING))
    if beginning == _AGE_BEGINNING:
        return AGE
    return GNUPG if beginning[:1] in _GNUPG_PACKETS else ""


def _decrypt(path: Path, kind: str, plain: Path, identity: Path | None) -> None:
    doing = f"Decryption of {path}"
    if kind == GNUPG:
        program = find_program("gpg", "gnupg")
        run([program, "--batch", "--quiet", "--decrypt", "--output", plain, path], doing)
        return
    if identity is None:
        raise BackupProblem(
            f"{path} is encrypted with age. Name the file of the private key with --identity."
        )
    program = find_program("age", "age")
    run([program, "--decrypt", "--identity", identity, "--output", plain, path], doing)

"""Encryption of backups by age or GnuPG, where one of them is installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from readlevel.storage.backup.external_tools import find_program, run
from readlevel.storage.backup.problems import BackupProblem

AGE, GNUPG = ".age", ".gpg"
"""Endings of encrypted files, by the program that decrypts them."""

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
    if path.suffix not in (AGE, GNUPG):
        yield path
        return
    if not path.is_file():
        raise BackupProblem(f"There is no file {path}. Name a backup that is there.")
    with TemporaryDirectory(dir=scratch, prefix=".readlevel-decrypted-") as folder:
        plain = Path(folder, path.stem)
        _decrypt(path, plain, identity)
        yield plain


def _decrypt(path: Path, plain: Path, identity: Path | None) -> None:
    doing = f"Decryption of {path}"
    if path.suffix == GNUPG:
        program = find_program("gpg", "gnupg")
        run([program, "--batch", "--quiet", "--decrypt", "--output", plain, path], doing)
        return
    if identity is None:
        raise BackupProblem(
            f"{path} is encrypted with age. Name the file of the private key with --identity."
        )
    program = find_program("age", "age")
    run([program, "--decrypt", "--identity", identity, "--output", plain, path], doing)

"""Files written as a whole or not at all."""

import errno
from pathlib import Path

import pytest

from readlevel.interchange.files.text_files import write_bytes


def test_a_disk_without_room_is_named_by_its_file_and_leaves_the_one_before(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    path = tmp_path / "lay.en.md"
    path.write_bytes(b"before")
    (tmp_path / "lay.en.md.partial").symlink_to(full)
    with pytest.raises(OSError, match="No space") as caught:
        write_bytes(path, b"after")
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(path)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [
        ("lay.en.md", b"before")
    ]

from pathlib import Path

import pytest

from readlevel.core.model.answer import Image
from readlevel.interchange.answers import images
from readlevel.interchange.files.problems import BadRecord
from tests.interchange.strategies import PNG


def put(folder: Path, name: str, content: bytes) -> Path:
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images" / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scan.png", PNG),
        ("scan.jpg", b"\xff\xd8\xff\xe0"),
        ("scan.JPEG", b"\xff\xd8\xff\xe1"),
        ("scan.gif", b"GIF89a"),
        ("scan_2.v1.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("scan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("scan.svg", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- by hand -->\n<svg\n width='1'/>"),
        ("scan.svg", b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'><svg >"),
    ],
)
def test_a_picture_of_a_known_kind_is_read(name: str, content: bytes, tmp_path: Path) -> None:
    assert list(images.read(put(tmp_path, name, content))) == [Image(name, content)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", b"<html><script>"),
        ("page.svg", b"<html><svg></svg></html>"),
        ("page.svg", b"<?xml version='1.0'?><html></html>"),
        ("page.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg></svg>"),
        ("sound.webp", b"RIFF\x10\0\0\0WAVEfmt "),
        ("empty.png", b""),
        ("scan.gif", PNG),
        ("page.html", b"<svg >"),
        ("scan.avif", b"\0\0\0\x1cftypavif"),
    ],
)
def test_a_file_that_is_not_an_image_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="is not what its name says") as refused:
        list(images.read(put(tmp_path, name, content)))
    assert refused.value.path == tmp_path / "images" / name


@pytest.mark.parametrize("name", ["a b.png", "-a.png", "à.png", "png", "a..png", "x" * 97 + ".png"])
def test_a_name_that_is_awkward_in_an_address_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="A picture's name has letters"):
        list(images.read(put(tmp_path, name, PNG)))


def test_a_picture_of_more_than_5_mb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="larger than 5,000 kB"):
        list(images.read(put(tmp_path, "scan.png", PNG + b"\0" * 5_000_000)))


def test_a_folder_among_the_pictures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "images" / "old.png").mkdir(parents=True)
    with pytest.raises(BadRecord, match="not a file"):
        list(images.read(tmp_path))


def test_a_long_comment_before_an_svg_costs_no_time(tmp_path: Path) -> None:
    content = b"<!--" * 1_000_000 + b"<svg >"
    with pytest.raises(BadRecord):
        list(images.read(put(tmp_path, "scan.svg", content)))

"""The look of a site is written as a folder and read back as it was."""

from pathlib import Path

import pytest

from readlevel.core.look.site_look import FileRole, SiteLook
from readlevel.interchange.answers import look_folder
from readlevel.interchange.documents.look_files import clean_file
from readlevel.interchange.files.problems import RecordProblem

LOGO = clean_file(
    FileRole.LOGO,
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>',
)
LOOK = SiteLook(
    accent="#005eb8",
    font="Georgia, Times New Roman",
    contact="desk@example.org",
    files={FileRole.LOGO: LOGO.file},
    footer_links={"en": (("St. Mary’s", "https://example.org/"), ("Write", "mailto:a@b.org"))},
    home_title={"en": "Answers", "ar": "إجابات"},
    home_text={"en": 'Written by "us".'},
)


def test_a_look_is_read_as_it_was_written(tmp_path: Path) -> None:
    contents = {LOGO.file.name: LOGO.content}
    look_folder.write(LOOK, contents, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"look.toml", "logo.svg"}
    assert look_folder.read(tmp_path) == (LOOK, contents)


def test_an_empty_look_is_a_look(tmp_path: Path) -> None:
    look_folder.write(SiteLook(), {}, tmp_path)
    assert look_folder.read(tmp_path) == (SiteLook(), {})


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ('font = "Georgia"\naccent = "teal"', 2, "is not a colour"),
        ("colour = 1", None, "colour"),
        ("accent = 1", None, "accent"),
        ('contact = "nobody"', 1, "neither an email address"),
        ('[footer_links]\nen = ["Home"]', 1, "is not a label"),
        ("[home_title]\nen = 3", None, "home_title.en"),
        ('[home_title]\nen = "One"\nEN = "Two"', None, "home_title"),
        ('[files]\nlogo = "../../secret"', None, "secret"),
        ('[files]\nlogo = "missing.svg"', None, "missing.svg"),
        ('[files]\nscript = "a.js"', None, "script"),
        ("[[", None, "TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, source: str, line: int | None, reason: str
) -> None:
    (tmp_path / "look.toml").write_text(source, "utf-8")
    found = look_folder.read(tmp_path)
    assert isinstance(found, RecordProblem)
    assert reason in str(found)
    if line is not None:
        assert found.line == line


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "look.toml").write_text('[files]\nlogo = "logo.svg"\n', "utf-8")
    (tmp_path / "logo.svg").write_text("<svg><script/></svg>", "utf-8")
    found = look_folder.read(tmp_path)
    assert isinstance(found, RecordProblem)
    assert found.path.name == "logo.svg"


def test_a_dark_logo_needs_a_logo_beside_it(tmp_path: Path) -> None:
    (tmp_path / "look.toml").write_text('[files]\nlogo_dark = "dark.svg"\n', "utf-8")
    (tmp_path / "dark.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
    )
    found = look_folder.read(tmp_path)
    assert isinstance(found, RecordProblem)
    assert "files.logo_dark needs files.logo" in str(found)

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlevel.interchange.answers import pages
from readlevel.interchange.answers.pages import PageFile
from readlevel.interchange.files.problems import RecordProblem
from tests.interchange.strategies import languages, slugs, texts


@settings(max_examples=20, deadline=None)
@given(st.builds(PageFile, slugs, languages, texts.map(lambda text: f"# T{text}")))
def test_a_page_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, page: PageFile
) -> None:
    folder = tmp_path_factory.mktemp("pages")
    pages.write(page, folder)
    assert list(pages.read(folder)) == [page]


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("privacy.md", "# P", None, "The file's name does not say what it is, as in privacy.en.md"),
        ("Privacy.en.md", "# P", None, "The file's name does not say what it is"),
        ("a.english.md", "# P", None, "The file's name names the language 'english'."),
        ("a.en.md", "Privacy", 1, "The page does not begin with its title. Write, for example, #"),
        ("a.en.md", "## Privacy", 1, "The page does not begin with its title."),
        ("a.en.md", "# \n\nText", 1, "The page does not begin with its title."),
        ("a.en.md", "\n", None, "The page is empty."),
        ("a.en.md", "# " + "x" * 500_000, None, "The page has 500,002 characters; at most"),
        ("a.en.md", "# P\n\0", 2, "The text holds a NUL character."),
    ],
)
def test_a_page_that_cannot_be_one_is_named_and_the_others_are_kept(
    name: str, text: str, line: int | None, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "z.en.md").write_text("# Good")
    bad, good = pages.read(tmp_path)
    assert isinstance(bad, RecordProblem)
    assert (bad.path, bad.line) == (tmp_path / name, line)
    assert bad.reason.startswith(reason)
    assert good == PageFile("z", "en", "# Good")

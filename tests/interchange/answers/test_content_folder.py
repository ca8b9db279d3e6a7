import json
from pathlib import Path

import pytest

from readlevel.core.model.answer import Answer
from readlevel.interchange.answers import content_folder
from readlevel.interchange.answers.content_folder import ImportSource
from readlevel.interchange.answers.pages import PageFile
from readlevel.interchange.files.problems import RecordProblem
from readlevel.interchange.glossary.entries import TermEntry


def put(folder: Path, slug: str = "gout", text: str = "Rest.") -> Path:
    folder.mkdir(parents=True)
    (folder / "answer.toml").write_text(f'slug = "{slug}"\n[question]\nen = "What helps?"\n')
    (folder / "lay.en.md").write_text(text)
    return folder


def find_source(path: Path) -> ImportSource:
    found = content_folder.find_content(path)
    assert isinstance(found, ImportSource)
    return found


def outcomes(source: ImportSource) -> list[str]:
    return [
        record.slug if isinstance(record, Answer) else record.reason
        for _, _, record in source.read_answers()
    ]


def test_one_answers_folder_is_found(tmp_path: Path) -> None:
    source = find_source(put(tmp_path / "gout"))
    assert outcomes(source) == ["gout"]
    assert source.count() == 1


def test_a_folder_of_everything_is_found(tmp_path: Path) -> None:
    put(tmp_path / "b", "beta")
    put(tmp_path / "a", "alpha")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "README.md").write_text("# How we write")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "en.csv").write_text("term,definition_lay\nedema,Swelling.\n")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "privacy.en.md").write_text("# Privacy")
    source = find_source(tmp_path)
    assert outcomes(source) == ["alpha", "beta"]
    assert source.count() == 2
    assert [item.term.name for item in source.read_terms() if isinstance(item, TermEntry)] == [
        "edema"
    ]
    assert list(source.read_pages()) == [PageFile("privacy", "en", "# Privacy")]


def test_json_lines_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {"slug": "gout", "question": {"en": "Q?"}, "variants": {"lay": {"en": "Rest."}}}
    path.write_text(f"{json.dumps(line)}\n[]\n")
    source = find_source(path)
    assert [(place, number) for place, number, _ in source.read_answers()] == [(path, 1), (path, 2)]
    assert source.count() == 2


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere", "There is no such file or folder."),
        ("empty", "The folder holds nothing to import: no folder in it has an answer.toml."),
        ("answers.json", "Only folders and .jsonl files hold answers."),
    ],
)
def test_a_folder_without_answers_is_reported(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "answers.json").write_text("{}")
    assert content_folder.find_content(tmp_path / name) == RecordProblem(
        tmp_path / name, None, "", reason
    )


def test_a_slug_given_twice_is_named_and_the_first_is_kept(tmp_path: Path) -> None:
    put(tmp_path / "a")
    put(tmp_path / "b")
    first, second = outcomes(find_source(tmp_path))
    assert first == "gout"
    place = tmp_path / "a" / "answer.toml"
    assert second == f"The slug is given twice, first in {place}. Change one."


def test_a_text_without_answer_toml_is_not_lost_silently(tmp_path: Path) -> None:
    put(tmp_path / "gout")
    put(tmp_path / "stroke")
    (tmp_path / "stroke" / "answer.toml").rename(tmp_path / "stroke" / "answer.tml")
    bad = outcomes(find_source(tmp_path))[1]
    assert bad == "The folder has no answer.toml. Write one that gives slug and question."


@pytest.mark.parametrize("name", ["stroke", "glossary/en.csv", "pages", "topics.toml"])
def test_links_that_lead_out_of_the_folder_are_refused(name: str, tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", "secret")
    (outside / "en.csv").write_text("term,definition_lay\nedema,Swelling.\n")
    (outside / "topics.toml").write_text('[a]\nen = "x"\n')
    put(tmp_path / "content" / "gout")
    link = tmp_path / "content" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside / link.name if link.suffix else outside)
    source = find_source(tmp_path / "content")
    records = [record for _, _, record in source.read_answers()]
    found = [*records, *source.read_terms(), *source.read_pages(), *source.read_topics()]
    reason = "This is a link that leads out of the folder. Put a copy there."
    assert [bad for bad in found if isinstance(bad, RecordProblem)] == [
        RecordProblem(link, None, "", reason)
    ]


def test_no_answer_lies_where_glossary_and_pages_are() -> None:
    slugs = ("gout", "glossary", "pages")
    assert [content_folder.folder_of(slug) for slug in slugs] == ["gout", "_glossary", "_pages"]


def test_a_problem_is_one_line_whatever_a_file_holds() -> None:
    problem = RecordProblem(Path("a\nb"), 3, "\x1b[2J", "The slug is 'é\u202e\r\n'.")
    assert str(problem) == r"a\nb:3: \x1b[2J: The slug is 'é\u202e\r\n'."


def test_every_rule_of_a_house_style_that_cannot_be_used_is_a_problem(tmp_path: Path) -> None:
    rules = (
        'avoid = ["(?<=a)b"]\npatterns = true',
        'avoid = ["suffer"]',
        'avoid = ["\\\\1"]\npatterns = true',
    )
    put(tmp_path / "gout")
    (tmp_path / "house-style.toml").write_text("".join(f"[[rule]]\n{rule}\n" for rule in rules))
    found = list(find_source(tmp_path).read_house_styles())
    told = [(one.line, one.reason) for one in found if isinstance(one, RecordProblem)]
    assert len(told) == len(found)
    assert [line for line, _ in told] == [2, 7]
    assert all("is not supported in a pattern" in reason for _, reason in told)

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from readlevel.core.model.answer import Answer, Audience, Image, Reference
from readlevel.core.model.workflow import Status
from readlevel.interchange.answers import answer_folder
from readlevel.interchange.files.problems import RecordProblem
from tests.interchange.strategies import PNG, answers

CASES = (Path(__file__).parents[1] / "fixtures" / "broken_answers.txt").read_text("utf-8")
SHARED = Path(__file__).parents[4] / "shared" / "samples" / "microhemorrhages"

LEAST = 'slug = "gout"\n[question]\nen = "What helps?"\n'


def make(folder: Path, answer: str = LEAST, **texts: str) -> Path:
    """Write a folder; a keyword such as `lay_en` names a text."""
    folder.mkdir(exist_ok=True)
    (folder / "answer.toml").write_text(answer, "utf-8")
    for name, text in (texts or {"lay_en": "Rest helps.\n"}).items():
        (folder / f"{name.replace('_', '.')}.md").write_text(text, "utf-8")
    return folder


def read_well(folder: Path) -> Answer:
    found = answer_folder.read(folder)
    assert isinstance(found, Answer), found
    return found


def read_badly(folder: Path) -> RecordProblem:
    found = answer_folder.read(folder)
    assert isinstance(found, RecordProblem)
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# Each example writes files, whose time is the machine's.
few = settings(max_examples=20, deadline=None)


@few
@given(answers())
def test_an_answer_comes_back_as_it_was_written(answer: Answer) -> None:
    with TemporaryDirectory() as folder:
        answer_folder.write(answer, Path(folder))
        assert answer_folder.read(Path(folder)) == answer


@few
@given(answers())
def test_an_answer_read_back_is_written_byte_for_byte_the_same(answer: Answer) -> None:
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        answer_folder.write(answer, Path(first))
        answer_folder.write(read_well(Path(first)), Path(second))
        assert bytes_of(Path(first)) == bytes_of(Path(second))


@few
@given(answers(), answers())
def test_nothing_stays_of_an_answer_that_is_written_over(one: Answer, other: Answer) -> None:
    with TemporaryDirectory() as folder:
        answer_folder.write(one, Path(folder))
        answer_folder.write(other, Path(folder))
        assert answer_folder.read(Path(folder)) == other


def test_references_keep_the_order_of_what_they_say(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout")
    csl = '[{"title": "Gout", "id": "b", "DOI": "10.1/x"}, {"id": 7, "type": "book"}]'
    (folder / "references.json").write_text(csl)
    answer = read_well(folder)
    assert [reference.key for reference in answer.references] == ["b", "7"]
    answer_folder.write(answer, folder)
    written = (folder / "references.json").read_text()
    assert json.dumps(json.loads(written)) == csl


def test_answer_toml_is_written_as_people_write_it(tmp_path: Path) -> None:
    source = (
        'slug = "gout"\ntopics = ["joints", "pain \\"acute\\""]\n\n[question]\n'
        'en = "What helps?"\nes = "¿Qué ayuda?"\n\n'
        '[question.clinician]\nen = "How is a flare managed?"\n\n'
        '[search_words]\nen = ["hot toe", "podagra"]\n\n[codes]\nicd10cm = ["M10.9"]\n\n'
        '[review.lay.en]\nstatus = "approved"\nupdated = 2026-11-23\n\n'
        '[[review.lay.en.outside_approvals]]\nname = "Olga Out"\nrole = "nurse"\n'
        "approved = 2026-11-24\n"
    )
    folder = make(tmp_path / "gout", source)
    answer_folder.write(read_well(folder), folder)
    assert (folder / "answer.toml").read_text("utf-8") == source


@pytest.mark.skipif(not SHARED.exists(), reason="the shared sample is not beside the project")
def test_the_shared_sample_is_read_and_written(tmp_path: Path) -> None:
    answer = read_well(SHARED)
    assert answer.slug == "microhemorrhages-unclear-condition"
    assert answer.codes == {"icd10cm": ("I61.9", "I68.0"), "snomedct": ("274100004",)}
    assert [variant.review.status for variant in answer.variants] == [
        Status.UNDER_REVIEW,
        Status.SUBMITTED,
    ]
    answer_folder.write(answer, tmp_path)
    assert answer_folder.read(tmp_path) == answer
    for name in ("clinician.en.md", "lay.en.md"):
        assert (tmp_path / name).read_bytes() == (SHARED / name).read_bytes()
    # Only the comment of the hand-written file is lost.
    source = re.sub(r" +#.*", "", (SHARED / "answer.toml").read_text("utf-8"))
    assert (tmp_path / "answer.toml").read_text("utf-8") == source


def test_line_ends_and_a_byte_order_mark_are_made_the_same(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout")
    (folder / "lay.en.md").write_bytes(b"\xef\xbb\xbfRest.\r\n\r\nDrink\rwater.\n")
    (folder / "answer.toml").write_bytes(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())
    assert read_well(folder).variants[0].markdown == "Rest.\n\nDrink\nwater.\n"


def test_a_language_tag_is_read_in_its_usual_case(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout", **{"lay_pt-br": "Repouso.\n"})
    assert read_well(folder).variants[0].language == "pt-BR"


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout")
    (folder / ".lay.en.md").write_text("~")
    (folder / ".notes.json").write_text("~")
    assert len(read_well(folder).variants) == 1


def cases() -> list[tuple[str, str, str]]:
    found = re.findall(r"^## (.+)\n((?:.*\n)*?)->\n(.+)$", CASES, re.M)
    assert len(found) == CASES.count("\n## ")
    return found


@pytest.mark.parametrize(("name", "source", "expected"), cases(), ids=[case[0] for case in cases()])
def test_errors_in_answer_toml_are_named(
    name: str, source: str, expected: str, tmp_path: Path
) -> None:
    problem = read_badly(make(tmp_path / "gout", source))
    assert problem.record == "gout"
    assert problem.path == tmp_path / "gout" / "answer.toml"
    place = "answer.toml" if problem.line is None else f"answer.toml:{problem.line}"
    said = f"{place}: {problem.reason}"
    assert said.startswith(expected)
    assert said.endswith(".") or '"' in said


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (b"Good.\nB\xe9d.\n", 2, "The text is not UTF-8. Save it as UTF-8."),
        (b"Good.\n\nB\0d.\n", 3, "The text holds a NUL character. Remove it."),
        (b" \n\t\n", None, "The lay text in en is empty. Write it, or remove it."),
        (b"", None, "The lay text in en is empty. Write it, or remove it."),
        (b"\xed\xa0\x80", 1, "The text is not UTF-8. Save it as UTF-8."),
        (
            b"word " * 100_000,
            None,
            "The lay text in en has 500,000 characters; at most 400,000 are read. Split it.",
        ),
        (b"word " * 1_000_000, None, "The file is larger than 1,600 kB. Make it smaller."),
    ],
)
def test_a_text_that_cannot_be_read_is_named(
    text: bytes, line: int | None, reason: str, tmp_path: Path
) -> None:
    folder = make(tmp_path / "gout")
    (folder / "lay.en.md").write_bytes(text)
    path = folder / "lay.en.md"
    assert read_badly(folder) == RecordProblem(path, line, "gout", reason)


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ('[\n{"id": "a"},\n{"id": "b"\n]', 4, "This is not JSON: Expecting ',' delimiter."),
        ('{"id": "a"}', None, "The references are not a list of CSL-JSON items."),
        ('["a"]', None, "Reference 1 is not a CSL-JSON item."),
        ('[{"id": "a"}, {"title": "B"}]', None, "The id of reference 2 is missing."),
        ('[{"id": true}]', None, "The id of reference 1 is not a text. Put it in quotes."),
        (
            '[{"id": "a"}, {"id": "a"}]',
            None,
            "The id of references: 'a' is there 2 times. Keep one.",
        ),
        ('[{"id": "a", "id": "b"}]', None, "The key 'id' is given twice. Keep one of them."),
        (
            r'[{"id": "a", "title": "\ud800"}]',
            None,
            "A text holds a character that none may have: NUL, or half a pair.",
        ),
        (
            r'[{"id": "a", "author": [{"\u0000": 1}]}]',
            None,
            "A text holds a character that none may have: NUL, or half a pair.",
        ),
        ('[{"id": "a", "volume": NaN}]', None, "NaN is no number that JSON knows."),
        ('[{"id": "a", "volume": 1e999}]', None, "A number is too large."),
        (f'[{{"id": "a", "volume": {"1" * 5000}}}]', None, "A number is too long."),
        ("[" * 100_000, None, "The JSON is nested too deeply."),
        (f'[{{"id": "a", "x": {"[" * 60}{"]" * 60}}}]', None, "The JSON is nested too deeply."),
    ],
)
def test_references_that_cannot_be_read_are_named(
    source: str, line: int | None, reason: str, tmp_path: Path
) -> None:
    folder = make(tmp_path / "gout")
    path = folder / "references.json"
    path.write_text(source)
    assert read_badly(folder) == RecordProblem(path, line, "gout", reason)


def test_many_references_are_read_in_no_time(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout")
    (folder / "references.json").write_text(json.dumps([{"id": str(n)} for n in range(50_000)]))
    assert read_well(folder).references[-1] == Reference("49999", {"id": "49999"})


@pytest.mark.parametrize(
    "name", ["patient.en.md", "lay.md", "lay.english.md", "refrences.json", "answers.toml"]
)
def test_a_mistyped_file_is_not_lost_silently(name: str, tmp_path: Path) -> None:
    folder = make(tmp_path / "gout")
    (folder / name).write_text("…", "utf-8")
    assert read_badly(folder).path == folder / name


def test_a_text_given_twice_is_refused(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout", lay_en="Rest.\n", lay_EN="Rest.\n")
    assert read_badly(folder).reason == "The answer's texts: 'lay.en' is there 2 times. Keep one."


def test_an_answer_without_any_text_is_refused(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout")
    (folder / "lay.en.md").unlink()
    assert read_badly(folder).reason.startswith("The answer has no text.")


def test_a_folder_without_answer_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "lay.en.md").write_text("Rest.")
    assert answer_folder.is_answer(tmp_path)
    assert read_badly(tmp_path).reason.startswith("The folder has no answer.toml.")


@pytest.mark.parametrize(
    "name", ["answer.toml", "lay.en.md", "references.json", "images/scan.png", "images"]
)
def test_a_link_that_leads_out_of_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "scan.png").write_bytes(PNG)
    target = outside if name == "images" else outside / "secret"
    (outside / "secret").write_text("secret")
    folder = make(tmp_path / "gout")
    if name == "images/scan.png":
        (folder / "images").mkdir()
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(target)
    problem = read_badly(folder)
    assert problem.reason == "This is a link that leads out of the folder. Put a copy there."


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout")
    (folder / "clinician.en.md").symlink_to("lay.en.md")
    assert [variant.audience for variant in read_well(folder).variants] == list(Audience)


def test_pictures_travel_with_their_answer(tmp_path: Path) -> None:
    folder = make(tmp_path / "gout")
    (folder / "images").mkdir()
    (folder / "images" / "b.png").write_bytes(PNG + b"b")
    (folder / "images" / "a.svg").write_bytes(b"<svg/>".replace(b"/", b" "))
    assert read_well(folder).images == (Image("a.svg", b"<svg >"), Image("b.png", PNG + b"b"))

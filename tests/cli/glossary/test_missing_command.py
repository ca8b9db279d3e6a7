from pathlib import Path

import pytest

from tests.cli.command import Command, answer


@pytest.fixture
def filled(readlevel: Command, tmp_path: Path) -> Command:
    """A site with three answers and one term."""
    clinician = {"en": "Tophi form. Arteriolosclerosis and gliosis follow."}
    spanish = {"es": "La hemosiderina queda. La hemosiderina dura."}
    records = [
        answer("one", "An arteriole leaks hemosiderin."),
        answer("two", "Arterioles leak, and arterioles heal."),
        answer("three", variants={"clinician": clinician, "lay": spanish}),
        answer("draft", "A neurocytoma grows.", status="draft"),
    ]
    (tmp_path / "answers.jsonl").write_text("\n".join(records))
    readlevel("import", tmp_path / "answers.jsonl")
    (tmp_path / "en.csv").write_text("term,definition_lay\ngliosis,A scar.\nhemosiderin,Iron.\n")
    readlevel("glossary", "import", tmp_path / "en.csv")
    return readlevel


def test_words_of_the_whole_site_are_ranked(filled: Command) -> None:
    assert filled("glossary", "missing").lines == [
        "arterioles (en, with arteriole): uses 3, answers 2: one, two",
        "hemosiderina (es): uses 2, answers 1: three",
        "arteriolosclerosis (en): uses 1, answers 1: three",
        "tophi (en): uses 1, answers 1: three",
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--limit", "1"), ["arterioles"]),
        (("--language", "es"), ["hemosiderina"]),
        (("--language", "es-MX"), ["hemosiderina"]),
        (("--audience", "clinician"), ["arteriolosclerosis", "tophi"]),
        (("--audience", "lay", "--language", "en"), ["arterioles"]),
        (("three",), ["hemosiderina", "arteriolosclerosis", "tophi"]),
        (("three", "--audience", "lay"), ["hemosiderina"]),
        (("draft",), ["neurocytoma"]),
    ],
)
def test_options_choose_which_texts_are_searched(
    options: tuple[str, ...], words: list[str], filled: Command
) -> None:
    assert [
        line.partition(" ")[0] for line in filled("glossary", "missing", *options).lines
    ] == words


def test_json_says_the_same(filled: Command) -> None:
    assert filled("glossary", "missing", "--limit", 1, "--json").json == {
        "words": [
            {
                "word": "arterioles",
                "language": "en",
                "uses": 3,
                "answers": 2,
                "other_shapes": ["arteriole"],
                "where": ["one", "two"],
            }
        ]
    }
    (first, *_) = filled("glossary", "missing", "three", "--json").json["words"]
    assert (first["texts"], first["where"]) == (1, ["lay.es"])


def test_a_word_in_many_answers_names_some_of_them(readlevel: Command, tmp_path: Path) -> None:
    records = (answer(f"a{number}", "A neurocytoma grows.") for number in range(12))
    (tmp_path / "answers.jsonl").write_text("\n".join(records))
    readlevel("import", tmp_path / "answers.jsonl")
    assert readlevel("glossary", "missing").lines == [
        "neurocytoma (en): uses 12, answers 12: a0, a1, a10, …"
    ]
    (only,) = readlevel("glossary", "missing", "--json").json["words"]
    assert (only["answers"], len(only["where"])) == (12, 10)


def test_a_language_without_a_list_of_words_is_told(readlevel: Command, tmp_path: Path) -> None:
    record = answer("one", variants={"lay": {"fi": "Pää on kipeä."}})
    (tmp_path / "answers.jsonl").write_text(record)
    readlevel("import", tmp_path / "answers.jsonl")
    said = readlevel("glossary", "missing")
    assert said.lines == []
    assert said.err == ("Left out: texts in fi (1), for which there is no list of common words.\n")


def test_an_answer_that_is_not_there_is_named(readlevel: Command) -> None:
    said = readlevel("glossary", "missing", "nothing", status=1)
    assert said.err == "Error: There is no answer named 'nothing'.\n"


def test_a_language_that_is_none_is_refused(readlevel: Command) -> None:
    said = readlevel("glossary", "missing", "--language", "English", status=2)
    assert "'English' is not a language tag." in said.err

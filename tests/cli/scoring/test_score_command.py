import json
import math
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from readlevel.core.readability.scores import score_names
from tests.cli.command import Command

TEXT = (
    "The doctor looks at your toe and asks what you ate. "
    "A blood test shows how much uric acid there is. "
    "Medicine makes the pain go away in a day or two. "
    "Drink a lot of water and rest until you feel well again.\n"
)


HARD = """\
# Cystitis

Cystitis was treated with antibiotics. Rest.

- Utilize a hot pad for the pain in your belly, back, legs, and feet.
"""
REPORT = """\
Grade 5 to 8, about age 10 to 14
easy ──────────███████─────────────────── hard

4 sentences, 44 words, less than a minute to read.
A sentence has 11.0 words on average; the longest has 12 words.
2.3% of the words are uncommon.
Hardness 4.5: easy to read (easy below 15, hard from 25).
Far fewer than 30 full sentences: take this as a rough guess.

  SMOG                      6.0   US school grade, all of it understood
  Flesch–Kincaid            2.9   US school grade, half to three quarters understood
  Flesch Reading Ease      93.8   0 very hard, 100 very easy
  Gunning Fog               4.4   US school grade, most of it understood
  Coleman–Liau              2.6   US school grade; no guide to medical texts
  Automated Readability     1.0   US school grade, half to three quarters understood
  Dale–Chall                1.3   4.9 and less: grade 4; 10 and more: college
"""
WHY = """ sentences

  /a.md:3:1  5 words, hardness 14
    Cystitis was treated with antibiotics.
    - Passive: “was treated”. Say who does it.
    - Uncommon: Cystitis
    - Long words: antibiotics
    - “Cystitis”: perhaps “Bladder infection”, if that is what is meant
    - Its rarest words: Cystitis, antibiotics

  /a.md:5:3  14 words, hardness 9
    Utilize a hot pad for the pain in your belly, back, legs, and feet.
    - Names 4 things: a list may be easier.
    - Long words: Utilize
    - “Utilize”: perhaps “Use”
    - Its rarest words: Utilize, pad, belly

The words that weigh most
  Cystitis                   1×  3 syllables, uncommon
  antibiotics                1×  5 syllables
  Utilize                    1×  3 syllables
"""


def score(readlevel: Command, path: Path, *options: str) -> dict[str, object]:
    found: dict[str, object] = readlevel("score", path, "--json", *options).json
    return found


def test_a_score_has_the_shape_that_others_rely_on(lone_readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = lone_readlevel("score", tmp_path / "a.txt", "--json").json
    assert list(found) == ["language", "counts", "scores", "headline", "measures", "reason"]
    assert list(found["counts"]) == [
        "sentences",
        "words",
        "syllables",
        "polysyllables",
        "letters",
        "difficult_words",
        "uncommon_words",
    ]
    assert list(found["headline"]) == [
        "grade_low",
        "grade_high",
        "age_low",
        "age_high",
        "uncommon_share",
        "confidence",
        "band",
    ]
    assert set(found["scores"]) == set(score_names("en"))
    assert found["counts"]["sentences"] == 4
    assert found["counts"]["words"] == 44
    assert found["reason"] is None
    assert found["language"] == "en"


def test_markdown_is_read_as_markdown_and_the_rest_as_plain_text(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    text = f"# A heading that nobody scores\n\n{TEXT}\n![A toe that is red](images/toe.png)\n"
    for name in ("a.md", "a.MD", "a.txt", "a"):
        (tmp_path / name).write_text(text)
    plain = score(lone_readlevel, tmp_path / "a.txt")
    marked = score(lone_readlevel, tmp_path / "a.md")
    assert marked != plain
    assert score(lone_readlevel, tmp_path / "a.MD") == marked
    assert score(lone_readlevel, tmp_path / "a") == plain


def test_standard_input_is_read(lone_readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    said = lone_readlevel("score", "-", "--json", given=TEXT.encode())
    assert said.json == score(lone_readlevel, tmp_path / "a.txt")


def test_without_json_it_prints_a_report(lone_readlevel: Command) -> None:
    assert lone_readlevel("score", "-", given=TEXT.encode()).out == REPORT


def test_a_report_in_spanish_has_its_band(lone_readlevel: Command) -> None:
    text = "El médico le mira el pie y le pregunta qué comió ayer en casa. " * 4
    first, bar, *_ = lone_readlevel("score", "-", "--language", "es", given=text.encode()).lines
    assert first == "Szigriszt-Pazos 95: very easy, about age 6 to 12"
    assert bar == "easy ─█" + "─" * 34 + " hard"


@pytest.mark.parametrize("suffix", [".html", ".htm", ".HTML"])
def test_a_web_page_is_read_as_its_main_part(
    lone_readlevel: Command, tmp_path: Path, suffix: str
) -> None:
    page = tmp_path / f"page{suffix}"
    page.write_text(
        "<html><head><title>No</title><style>p { x: y }</style></head><body><nav>Menu here</nav>"
        "<main><h1>Rest</h1><p>Take &lt;5 mg a day.</p><ul><li>Rest</li></ul></main></body></html>"
    )
    counts = lone_readlevel("score", page, "--json").json["counts"]
    assert (counts["sentences"], counts["words"]) == (2, 6)


def test_a_web_page_that_cannot_be_read_is_refused(lone_readlevel: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<div>" * 5000 + "deep")
    said = lone_readlevel("score", page, status=1)
    assert "page.html: The elements of the page stand too deep in one another." in said.err


def test_why_names_the_hardest_sentences_and_where_they_stand(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(HARD)
    said = lone_readlevel("score", tmp_path / "a.md", "--why").out
    assert said.partition("The hardest")[2].replace(str(tmp_path), "") == WHY


COMPARABLE = """\
Dr. Lee gives 0.73 mg of the drug to his patients, e.g. to Ann. Rest well.
The hemosiderin was seen 3 times and/or more [3]. You may go home after a day, and you may eat
and drink as you like. Call us if it bleeds.
"""
COMPARED = """\
                           ours  textstat  difference
  SMOG                      5.7       3.1        +2.6
    long words +2.6
  Flesch–Kincaid            1.9       0.8        +1.0
    what is read -0.1, words -0.2, syllables +1.3
  Flesch Reading Ease      98.2     105.5        -7.4
    words +1.8, syllables -9.2
  Gunning Fog               4.5       3.7        +0.9
    what is read -0.1, words +0.1, long words +0.9
  Coleman–Liau              0.7       0.5        +0.1
    what is read +0.2, formula +0.3, words -0.4
  Automated Readability    -1.1       0.5        -1.5
    words -0.3, letters -1.2
  Dale–Chall                6.8       9.2        -2.4
    what is read -0.2, words -0.1, unfamiliar words -2.1

Below each score: how it moves when ours takes the place of textstat's, in turn.

                                      textstat  textstat   ours
                                      as it is  prepared
  Sentences                                  5         5      5
  Words                                     46        45     46
  Syllables                                 50        49     54
  Words of three syllables and more          0         0      1
  Of these, unfamiliar                       0         0      1
  Unfamiliar words                          15        14      8
  Letters and digits                       155       154    154

Only textstat reads these citations, addresses and marks: 1
    [3].
textstat ends a sentence at these abbreviations: 3
    e.g. 2× · Dr.
textstat ends a sentence within these numbers: 1
    0.73
textstat does not count these sentences, which have one or two words: 1
    Rest well.
Nor pieces of one or two words that it cut off sentences: 3
textstat makes another number of words of these (textstat/ours): 1
    and/or 1/2
textstat gives these another number of syllables (textstat/ours): 2
    hemosiderin 1/5 · e.g. 1/2
Numerals are unfamiliar words to textstat: 2
    0.73 1/0 · 3 1/0
Unfamiliar words; textstat takes inflected words for such (textstat/ours): 4
    gives 1/0 · times 1/0 · and/or 1/0 · bleeds 1/0
Unfamiliar words of three syllables and more (textstat/ours): 1
    hemosiderin 0/1
textstat counts these punctuation marks as letters: 12
Coleman–Liau: textstat multiplies letters by 0.058, the paper by 0.0588.
"""


def test_compare_shows_textstat_beside_our_scores_and_why(lone_readlevel: Command) -> None:
    said = lone_readlevel("score", "-", "--compare", given=COMPARABLE.encode()).out
    table = said.partition("What textstat ")[2]
    assert table.partition("\n\n")[2] == COMPARED
    assert table.startswith(version("textstat"))


def test_compare_in_json_has_what_is_documented(lone_readlevel: Command, tmp_path: Path) -> None:
    found = lone_readlevel("score", "-", "--compare", "--json", given=COMPARABLE.encode()).json
    compared = found["compare"]
    for name, score in compared["scores"].items():
        assert score["ours"] == found["scores"][name]
        changes = math.fsum(step["change"] for step in score["steps"])
        assert math.isclose(changes, score["ours"] - score["theirs"], abs_tol=1e-9)
    documented = (Path(__file__).parents[3] / "docs" / "score.md").read_text()
    assert all(f"`{cause['code']}`" in documented for cause in compared["causes"])
    assert all(f"compare.{key}" in documented for key in compared)
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": 1, "text": COMPARABLE}))
    (line,) = lone_readlevel("score", "--compare", "--jsonl", tmp_path / "a.jsonl").lines
    assert json.loads(line)["readability"]["compare"] == compared


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "Nothing to compare: no formula is published for the language 'ar'."),
        ("pt", "Flesch Reading Ease: textstat has English coefficients for Portuguese"),
        ("es", "Szigriszt-Pazos: textstat begins at 206.84"),
    ],
)
def test_compare_speaks_of_each_language(
    lone_readlevel: Command, language: str, words: str
) -> None:
    given = ("O coração é uma bomba. Envia sangue a todo o corpo. " * 4).encode()
    said = lone_readlevel("score", "-", "--compare", "--language", language, given=given)
    assert words in said.out


def test_a_text_that_is_too_short_is_scored_by_textstat_alone(lone_readlevel: Command) -> None:
    said = lone_readlevel("score", "-", "--compare", given=b"Rest well.").out
    assert "We give no score to a text of under 30 words; textstat does." in said


def test_why_of_an_easy_text_says_so(lone_readlevel: Command) -> None:
    assert lone_readlevel("score", "-", "--why", given=b"Rest.").lines[-1] == (
        "No sentence stands out."
    )


def test_why_in_json_has_what_is_documented(lone_readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": 1, "text": HARD.partition("\n\n")[2]}))
    found = lone_readlevel("score", "-", "--why", "--json", given=HARD.encode()).json
    (line,) = lone_readlevel("score", "--why", "--jsonl", tmp_path / "a.jsonl").lines
    assert list(json.loads(line)["readability"]["why"]) == list(found["why"])
    documented = (Path(__file__).parents[3] / "docs" / "score.md").read_text()
    for name, value in walk(found):
        assert f"`{name}`" in documented or f"`{name.rpartition('.')[2]}`" in documented, name
        if name == "why.sentences[].marks[].reason":
            assert f"| `{value}` |" in documented


def walk(found: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Yield the name and value of each field of a JSON document."""
    if isinstance(found, dict):
        for key, value in found.items():
            if name in {"scores", "why.sentences[].marks[].data"} or key == "place":
                continue
            yield from walk(value, f"{name}.{key}".lstrip("."))
    elif isinstance(found, list):
        for value in found:
            yield from walk(value, f"{name}[]")
    else:
        yield name, found


@pytest.mark.parametrize(
    ("text", "language", "reason", "sentence"),
    [
        (
            "",
            "en",
            "too_short",
            "No score: the text has 0 words; a score needs 30 in full sentences.",
        ),
        (
            "…!?",
            "en",
            "too_short",
            "No score: the text has 0 words; a score needs 30 in full sentences.",
        ),
        (TEXT, "sw", "no_formula", "No score: no formula is published for the language 'sw'."),
        (
            TEXT * 4000,
            "en",
            "too_long",
            "No score: the text is longer than 400,000 characters. Score it in parts.",
        ),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_score_that_cannot_be_given_is_null_with_a_reason(
    text: str,
    language: str,
    reason: str,
    sentence: str,
    name: str,
    lone_readlevel: Command,
    tmp_path: Path,
) -> None:
    (tmp_path / name).write_text(text)
    found = lone_readlevel("score", tmp_path / name, "--json", "--language", language).json
    assert found["reason"] == reason
    assert set(found["scores"].values()) <= {None}
    assert found["headline"]["grade_low"] is None
    assert found["headline"]["uncommon_share"] is not None
    said = lone_readlevel("score", tmp_path / name, "--language", language)
    assert said.lines[0] == sentence


def test_a_text_of_any_length_is_read_in_bounded_memory(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(2_000_000_000)
    found = lone_readlevel("score", tmp_path / "a.txt", "--json").json
    assert found["reason"] == "too_long"


def test_a_byte_order_mark_and_nul_do_no_harm(lone_readlevel: Command) -> None:
    plain = lone_readlevel("score", "-", "--json", given=TEXT.encode()).json
    marked = b"\xef\xbb\xbf" + TEXT.encode() + b"\0"
    assert lone_readlevel("score", "-", "--json", given=marked).json == plain


def test_an_unreadable_file_is_reported_in_a_sentence(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"Good.\nB\xe9d.\n")
    said = lone_readlevel("score", tmp_path / "a.txt", status=1)
    assert said.err == f"Error: {tmp_path}/a.txt:2 is not UTF-8. Save it as UTF-8.\n"
    said = lone_readlevel("score", tmp_path / "b.txt", status=1)
    assert said.err == f"Error: {tmp_path}/b.txt cannot be read: No such file or directory.\n"
    said = lone_readlevel("score", tmp_path, status=1)
    assert said.err == f"Error: {tmp_path} cannot be read: Is a directory.\n"
    said = lone_readlevel("score", "-", status=1, given=b"\xe9")
    assert said.err == "Error: Standard input, line 1, is not UTF-8. Save it as UTF-8.\n"
    said = lone_readlevel("score", "-", "--language", "English", status=1)
    assert said.err == (
        "Error: 'English' is not a language tag. Write, for example, en or pt-BR.\n"
    )
    assert "Give a FILE, - for standard input" in lone_readlevel("score", status=2).err
    path = tmp_path / "a.txt"
    assert "Give a FILE" in lone_readlevel("score", path, "--jsonl", path, status=2).err


def test_json_lines_are_scored_line_by_line(lone_readlevel: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        {"id": 1, "text": TEXT, "language": "en"},
        {"id": "zwei", "text": TEXT, "language": "de"},
        {"text": f"# {TEXT}"},
        {"id": "\ud800", "text": "Half \ud800 a pair \0."},
    ]
    path.write_text("\n\n".join(json.dumps(line) for line in lines))
    scored = [json.loads(line) for line in lone_readlevel("score", "--jsonl", path).lines]
    assert [list(line) for line in scored] == [["id", "readability"]] * 4
    assert [line["id"] for line in scored] == [1, "zwei", None, "\ud800"]
    assert (
        scored[0]["readability"] == lone_readlevel("score", "-", "--json", given=TEXT.encode()).json
    )
    assert [line["readability"]["language"] for line in scored] == ["en", "de", "en", "en"]


def test_a_bad_line_is_named_and_the_others_are_scored(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"id": 1, "text": "Good."}\n{\n"text"\n{"id": 2}\n{"text": "x", "language": 1}\n'
        b'{"text": "x", "language": "English"}\n{"text": "\xe9"}\n'
        b'{"text": "' + b"x" * 9_000_000 + b'"}\n' + b"[" * 100_000 + b"\n"
        b'{"id": 3, "text": "Good."}\n'
    )
    said = lone_readlevel("score", "--jsonl", path, status=1)
    assert [json.loads(line)["id"] for line in said.lines] == [1, 3]
    no_object = 'The line is not an object with "id" and "text".'
    assert said.err.splitlines() == [
        f"{path}:2: The line is not JSON in UTF-8.",
        f"{path}:3: {no_object}",
        f"{path}:4: {no_object}",
        f'{path}:5: "language" is not a string. Write its tag, as in "en".',
        f"{path}:6: 'English' is not a language tag. Write, for example, en or pt-BR.",
        f"{path}:7: The line is not JSON in UTF-8.",
        f"{path}:8: The line is longer than 8 MB. Split it.",
        f"{path}:9: The line is not JSON in UTF-8.",
    ]


def test_scoring_needs_neither_database_nor_settings_nor_the_web() -> None:
    script = (
        "import sys; from readlevel.cli import main; main(['score', '-'], standalone_mode=False);"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('sqlalchemy', 'flask', 'pydantic', 'granian')])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        input=TEXT.encode(),
        env={"READLEVEL_TYPO": "1"},
        capture_output=True,
        check=True,
    )
    assert said.stdout.splitlines()[-1] == b"[]"

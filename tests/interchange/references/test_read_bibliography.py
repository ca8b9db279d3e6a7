"""References of reference managers and databases."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.rendering.bibliography import format_reference
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.references.read_bibliography import read_bibliography

WORKS = Path(__file__).parents[1] / "fixtures" / "references"


def shown(name: str) -> dict[str, str]:
    read = read_bibliography((WORKS / name).read_text("utf-8"))
    return {one.key: format_reference(one).text for one in read.references}


def test_bibtex_is_read_with_its_accents_and_braces() -> None:
    assert shown("works.bib") == {
        "Greenberg2022": "Greenberg SM, van der Berg J, American Heart Association. Managing"
        " Spontaneous Intracerebral Hemorrhage: α 5%. <i>Stroke</i>. 2022;53(7):e282–e361.",
        "smith2001": "Smith J. A Book. London: Press. 2001.",
    }


def test_ris_is_read_and_each_work_gets_a_key_of_its_own() -> None:
    assert shown("works.ris") == {
        "greenberg2022": "Greenberg SM, van der Berg J. Managing Spontaneous Intracerebral"
        " Hemorrhage. <i>Stroke</i>. 2022;53(7):e282–e361.",
        "greenberg2022-2": "Greenberg SM. Another One. <i>Lancet</i>. 2022.",
    }


def test_continued_lines_of_pubmed_exports_are_joined() -> None:
    assert shown("works.nbib") == {
        "greenberg2022": "Greenberg SM, American Heart Association. Managing Spontaneous"
        " Intracerebral Hemorrhage. <i>Stroke</i>. 2022;53(7):e282–e361.",
        "ziai1999": "Ziai WC. Another One. <i>Lancet</i>. 1999.",
    }


def described(name: str) -> tuple[list[dict[str, object]], list[str]]:
    """Return the works of a file without their keys and types, and the notices."""
    read = read_bibliography((WORKS / name).read_text("utf-8"))
    works = [dict(one.csl) for one in read.references]
    return [{k: v for k, v in work.items() if k not in ("id", "type")} for work in works], list(
        read.notices
    )


def test_ris_tags_of_every_manager_are_read() -> None:
    works, notices = described("tags.ris")
    assert works == [
        {
            "author": [{"family": "Ode", "given": "M.N."}, {"family": "Webb", "given": "P."}],
            "title": "A title that runs on into a second line",
            "container-title": "Journal of made-up studies",
            "page": "476-480",
            "issued": {"date-parts": [[1996]]},
        },
        {
            "author": [{"family": "WEBB", "given": "PAT"}],
            "editor": [{"family": "Ode", "given": "Mary"}],
            "title": "A book of the other title tag",
            "publisher": "Press",
            "issued": {"date-parts": [[2009]]},
        },
        {
            "author": [{"family": "Ode", "given": "Mary"}, {"family": "Webb", "given": "Pat"}],
            "title": "No end of record",
            "URL": "https://example.org/report",
        },
    ]
    assert notices == [
        "Not kept, with the number of references that have it: AB (1), L1 (1).",
    ]


def test_nbib_of_other_databases_is_read_and_a_record_without_title_named() -> None:
    works, notices = described("databases.nbib")
    assert works == [
        {
            "author": [{"family": "Ode", "given": "Mary N."}],
            "title": "A record of another database",
            "page": "12-24",
            "issued": {"date-parts": [[2019]]},
        },
        {
            "author": [{"family": "Webb", "given": "PQ"}],
            "title": "A record with an article number that is long enough to run on",
            "container-title": "Journal of made-up studies",
            "volume": "8",
            "page": "1042",
            "issued": {"date-parts": [[2022]]},
            "DOI": "10.1234/made.up",
            "PMID": "87654321",
        },
    ]
    assert notices == [
        "Line 21: This record has no title.",
        "Not kept, with the number of references that have it: AB (1).",
    ]


def test_bad_bibtex_entries_are_named_and_lose_no_other() -> None:
    works, notices = described("damaged.bib")
    assert [work["title"] for work in works] == [
        "A page",
        "Erdős and H<sub>2</sub>O at 5 % in <i>Vitis vinifera</i>, 100% of it",
        "IL<sub>6</sub>, Σ<sup>0</sup> and α",
        "After bad entries the good ones stay",
    ]
    assert [work["author"] for work in works[:3]] == [
        [{"literal": "Institute of Made-Up Studies"}],
        [{"family": "Eliáš", "given": "Marek"}, {"family": "Østby", "given": "Åse"}],
        [{"family": "'t Hooft", "given": "G."}, {"literal": "Center for Studies"}],
    ]
    assert works[0]["URL"] == "https://example.org/page"
    assert [notice.partition(":")[0] for notice in notices[:2]] == ["Line 19", "Line 20"]
    assert "abstract (1)" in notices[2]


@pytest.mark.parametrize("name", ["works.bib", "works.ris", "works.nbib"])
def test_numbers_to_look_the_work_up_by_are_kept(name: str) -> None:
    first, *_ = read_bibliography((WORKS / name).read_text("utf-8")).references
    assert first.csl["DOI"] == "10.1161/STR.0000000000000407"
    assert first.csl["PMID"] == "35579034"


@pytest.mark.parametrize("name", ["works.bib", "works.ris", "works.nbib"])
def test_references_read_back_from_csl_json_are_the_same(name: str) -> None:
    read = read_bibliography((WORKS / name).read_text("utf-8")).references
    written = json.dumps([dict(one.csl) for one in read])
    assert read_bibliography(written).references == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "format is not known"),
        ("Greenberg 2022", "format is not known"),
        ("@article{x, title={a", "a brace is missing"),
        ("@article{x, title={" + "{" * 5000, "a brace is missing"),
        ("TY  - JOUR\n", "neither title nor author"),
        ("[]", "No reference"),
        ("[1]", "not a list of CSL-JSON"),
        ("{", "not JSON"),
        (" " * 2_000_001, "Split the file"),
        ("@article{x, author={" + "a " * 60_000 + "}}", "longer than 100,000 characters"),
    ],
)
def test_an_unreadable_file_is_reported(text: str, reason: str) -> None:
    with pytest.raises(BadRecord, match=reason):
        read_bibliography(text)


def test_abbreviations_that_are_made_of_each_other_end() -> None:
    lines = [f"@string{{a{one + 1} = a{one} # a{one}}}" for one in range(60)]
    text = "\n".join(["@string{a0 = {ten signs.}}", *lines, "@article{x, title = a60}"])
    with pytest.raises(BadRecord, match="abbreviations"):
        read_bibliography(text)
    text = "@string{l = {Lancet}}\n@article{x, title={a}, journal = l}"
    (work,) = read_bibliography(text).references
    assert work.csl["container-title"] == "Lancet"


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1_900_000 + "x",
        "PMID- 1\n" + "\n" * 1_900_000 + "x",
        "TY  - JOUR\n" + "\n" * 500_000 + "ER  - \n",
        "@article{a}" + "\n" * 1_000_000 + "x",
        "TY  - JOUR\nER  - \n" * 10_000,
    ],
    ids=["nothing", "nbib", "ris", "bibtex", "equals"],
)
def test_work_grows_with_the_text_alone(text: str) -> None:
    with suppress(BadRecord):
        assert read_bibliography(text).references


@given(
    st.sampled_from(["@article{a,", "TY  - JOUR\n", "PMID- 1\n", "[{"]),
    st.text(st.sampled_from("ab{}=,\"\\$%@-\n 1TYERAU:[]'"), max_size=80),
)
def test_damaged_references_are_refused_or_read(start: str, rest: str) -> None:
    try:
        assert read_bibliography(start + rest).references
    except BadRecord:
        return


def only(text: str) -> dict[str, object]:
    (work,) = read_bibliography(text).references
    return dict(work.csl)


def test_lines_outside_of_ris_records_are_named() -> None:
    read = read_bibliography("Provider: x\nContent: y\nTY  - JOUR\nti  - A\nER  - \nlost\nlost\n")
    assert [work.csl["title"] for work in read.references] == ["A"]
    assert [one.line for one in read.unread] == [1, 6]


def test_of_several_addresses_the_first_is_kept() -> None:
    ris = "TY  - ELEC\nTI  - A\nUR  - https://example.org/a;https://example.org/b\nER  - "
    assert only(ris)["URL"] == "https://example.org/a"
    bibtex = r"@misc{a, title={A}, howpublished={\url{https://example.org/a_b}}}"
    assert only(bibtex)["URL"] == "https://example.org/a_b"


def test_bibtex_without_a_key_or_an_abbreviation_is_read_or_named() -> None:
    read = read_bibliography("@article{, title={A}, author={Webb, A}}\n@book{b, title=none}\n")
    assert [work.key for work in read.references] == ["webb"]
    assert list(read.notices) == ["Line 2: No @string defines an abbreviation of this entry: none."]


def test_names_of_latex_and_other_authors_are_words() -> None:
    work = only(r"@book{a, title={On {\LaTeX} and \TeX}, author={Webb, A and others}}")
    assert work["title"] == "On LaTeX and TeX"
    assert work["author"] == [{"family": "Webb", "given": "A"}, {"literal": "et al"}]

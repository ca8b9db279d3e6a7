"""Names as people write them: eponyms, Greek letters, numbers, scripts without spaces."""

import pytest

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.term import Term


def found(text: str, *names: str, language: str = "en", acronym: str | None = None) -> list[str]:
    terms = [
        Term(name.casefold(), name, language, "A definition.", acronym=acronym) for name in names
    ]
    return [text[one.start : one.end] for one in Glossary(terms).find_matches(text, language)]


NAMES = {
    ("Sjögren syndrome", "en"): "Sjogren syndrome, Sjögren's syndrome, Sjogren's syndrome",
    ("Sjögren's syndrome", "en"): "Sjogren syndrome, Sjögren syndrome, Sjogrens syndrome",
    ("Ménière disease", "en"): "Meniere's disease, Ménière's disease, Menieres disease",
    ("Behçet disease", "en"): "Behcet's disease, Behcet disease, Behçet's disease",
    ("Guillain-Barré syndrome", "en"): "Guillain Barre syndrome, Guillain-Barre syndrome",
    ("Crohn's disease", "en"): "Crohns disease, Crohn disease",
    ("vitamin B12", "en"): "vitamin B-12, vitamin B 12, Vitamin B₁₂",
    ("COVID-19", "en"): "covid 19, Covid-19, covid19, COVID19",
    ("antitumor", "en"): "antitumour, anti-tumor, anti-tumour",
    ("TNF alpha", "en"): "TNFα, TNF-α, TNF-alpha",
    ("beta blocker", "en"): "betablocker, beta-blockers, betablockers, β-blocker",
    ("œdème", "fr"): "oedème, oedèmes, OEDÈME",
    ("fever", "en"): "Fever, FEVER",
}


@pytest.mark.parametrize(
    ("name", "language", "written"),
    [(*named, one.strip()) for named, written in NAMES.items() for one in written.split(",")],
)
def test_a_name_is_found_however_it_is_written(name: str, language: str, written: str) -> None:
    assert found(f"It was {written} then.", name, language=language) == [written]


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("高血压", "zh", "他有高血压病史。"),
        ("糖尿病", "ja", "彼は糖尿病です。"),
        ("เบาหวาน", "th", "เขาเป็นโรคเบาหวานมานาน"),
    ],
)
def test_scripts_without_spaces_need_none(name: str, language: str, text: str) -> None:
    assert found(text, name, language=language) == [name]


def test_the_longest_name_wins_in_scripts_without_spaces() -> None:
    assert found("他有高血压病史。", "血压", "高血压", language="zh") == ["高血压"]


def test_terms_in_other_scripts_keep_their_word_boundaries() -> None:
    assert found("MRI検査とMRIscan", "MRI", "検査", language="ja") == ["検査"]


@pytest.mark.parametrize("text", ["PUT ICE ON IT NOW.", "DO NOT USE ICE OR HEAT"])
def test_a_word_in_a_shouted_sentence_is_no_acronym(text: str) -> None:
    assert found(text, "ICE", acronym="ICE") == []


def test_an_acronym_among_words_is_one() -> None:
    assert found("The ICE regimen was given.", "ICE", acronym="ICE") == ["ICE"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("acid", "The uric acid was high."),
        ("coronary artery", "She has coronary artery disease."),
        ("fever", "He had hay fever."),
        ("stroke", "It was a heat stroke."),
    ],
)
def test_a_name_inside_a_longer_name_is_not_marked(name: str, text: str) -> None:
    assert found(text, name) == []


def test_a_longer_name_that_is_a_term_is_marked() -> None:
    assert found("The uric acid was high; the acid hurt.", "acid", "uric acid") == [
        "uric acid",
        "acid",
    ]

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
    "Sjögren syndrome": "Sjogren syndrome, Sjögren's syndrome, Sjogrens syndrome",
    "Sjögren's syndrome": "Sjogren syndrome, Sjögren syndrome, Sjoegren's syndrome",
    "Sjogren syndrome": "Sjögren syndrome, Sjögren’s syndrome",
    "Ménière's disease": "Meniere's disease, Menière's disease, Meniére disease, Ménières disease",
    "Behçet disease": "Behcet's disease, Behcet disease, Behçet's disease",
    "Guillain-Barré syndrome": "Guillain Barre syndrome, Guillain–Barré syndrome",
    "Crohn's disease": "Crohns disease, Crohn disease, Crohn’s disease",
    "Alzheimer disease": "Alzheimer's disease, Alzheimers disease",
    "Parkinson's disease": "Parkinsons disease, Parkinson disease",
    "Hodgkin lymphoma": "Hodgkin's lymphoma, Hodgkins lymphoma",
    "non-Hodgkin lymphoma": "non-Hodgkin's lymphoma, non Hodgkins lymphoma",
    "Raynaud's phenomenon": "Raynauds phenomenon, Raynaud phenomenon",
    "Hashimoto thyroiditis": "Hashimoto's thyroiditis, Hashimotos thyroiditis",
    "Huntington's disease": "Huntington disease",
    "Addison disease": "Addison's disease",
    "Graves' disease": "Graves disease, Grave's disease, Graves’ disease",
    "Cushing's syndrome": "Cushings syndrome",
    "Down syndrome": "Down's syndrome, Downs syndrome",
    "Tourette's syndrome": "Tourette syndrome",
    "Barrett's oesophagus": "Barrett esophagus, Barretts oesophagus",
    "Barrett esophagus": "Barrett's oesophagus",
    "Bell's palsy": "Bells palsy, Bell palsy",
    "Dupuytren contracture": "Dupuytren's contracture",
    "Henoch-Schönlein purpura": "Henoch Schonlein purpura, Henoch-Schoenlein purpura",
    "Waldenström macroglobulinemia": "Waldenstrom's macroglobulinaemia",
    "Löffler endocarditis": "Loeffler's endocarditis, Loffler endocarditis",
    "Baker's cyst": "Bakers cyst, Baker cyst",
    "Paget's disease of bone": "Pagets disease of bone, Paget disease of bone",
    "Creutzfeldt-Jakob disease": "Creutzfeldt Jakob disease, Creutzfeldt–Jakob disease",
    "Hirschsprung disease": "Hirschsprung's disease",
    "Legionnaires' disease": "Legionnaire's disease, Legionnaires disease",
    "Stevens-Johnson syndrome": "Stevens Johnson syndrome",
    "Charcot-Marie-Tooth disease": "Charcot Marie Tooth disease",
    "Münchausen syndrome": "Munchausen's syndrome, Muenchausen syndrome",
    "Kienböck's disease": "Kienbock disease, Kienboeck's disease",
    "von Willebrand disease": "Von Willebrand's disease, von Willebrand’s disease",
    "Osgood-Schlatter disease": "Osgood Schlatter's disease",
    "Ehlers-Danlos syndrome": "Ehlers Danlos syndromes",
    "Chédiak-Higashi syndrome": "Chediak Higashi syndrome",
    "Peutz-Jeghers syndrome": "Peutz Jeghers syndrome",
    "Wilson's disease": "Wilsons disease, Wilson disease",
    "Kawasaki disease": "Kawasaki's disease",
    "vitamin B12": "vitamin B-12, vitamin B 12, Vitamin B₁₂",
    "vitamin B-12": "vitamin B12",
    "COVID-19": "covid 19, Covid-19, covid19, COVID19",
    "antitumor": "antitumour, anti-tumor, anti-tumour",
    "TNF alpha": "TNFα, TNF-α, TNF-alpha, TNFalpha",
    "TNFα": "TNF-α, TNF-alpha, TNF alpha",
    "beta blocker": "betablocker, beta-blockers, betablockers, β-blocker, ß-blocker",
    "IL-6": "IL6, IL 6",
    "5-HT3": "5HT3, 5-HT₃",
    "SARS-CoV-2": "SARS-CoV2, SARS CoV-2",
    "HbA1c": "HbA1C, HBA1C, HbA₁c",
    "type 2 diabetes": "type II diabetes, type-2 diabetes",
    "factor VIII deficiency": "factor 8 deficiency",
    "e-cigarette": "ecigarette, E-cigarettes",
    "fever": "Fever, FEVER",
}
NAMES_ELSEWHERE = {
    ("œdème", "fr"): "oedème, oedèmes, OEDÈME, oedeme, œdeme",
    ("oedème", "fr"): "œdème, Œdème",
    ("maladie de Ménière", "fr"): "maladie de Meniere, maladie de Menière",
    ("syndrome de Guillain-Barré", "fr"): "syndrome de Guillain Barre",
    ("síndrome de Sjögren", "es"): "síndrome de Sjogren, sindrome de Sjögren",
    ("Sjögren-Syndrom", "de"): "Sjögrensyndrom, Sjoegren-Syndrom, Sjogren-Syndrom",
    ("Ödem", "de"): "Oedem, Ödeme",
    ("Oedem", "de"): "Ödem",
    ("Betablocker", "de"): "Beta-Blocker, β-Blocker",
    ("pressão alta", "pt"): "pressao alta",
}
WRITTEN = {**{(name, "en"): written for name, written in NAMES.items()}, **NAMES_ELSEWHERE}


@pytest.mark.parametrize(
    ("name", "language", "written"),
    [(*named, one.strip()) for named, written in WRITTEN.items() for one in written.split(",")],
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
    assert found("MRI検査とMRIscan", "MRI", "検査", language="ja") == ["MRI", "検査"]


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("B型肝炎", "ja", "彼はB型肝炎です。"),
        ("MRI検査", "ja", "明日MRI検査を受けます。"),
        ("2型糖尿病", "zh", "他患有2型糖尿病多年。"),
        ("COVID-19", "zh", "他得了COVID-19并住院。"),
        ("โรคเบาหวานชนิดที่ 2", "th", "เป็นโรคเบาหวานชนิดที่ 2 มานาน"),
        ("ガン", "ja", "ガンの治療"),
        ("インスリン", "ja", "インスリンポンプ"),
        ("ไต", "th", "โรคไตวาย"),
        ("ເບົາຫວານ", "lo", "ເປັນເບົາຫວານມາດົນ"),
        ("ជំងឺទឹកនោមផ្អែម", "km", "មានជំងឺទឹកនោមផ្អែមយូរ"),
    ],
)
def test_terms_are_found_among_letters_of_scripts_without_spaces(
    name: str, language: str, text: str
) -> None:
    assert found(text, name, language=language) == [name]


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("ガン", "ja", "オルガンを弾く"),
        ("ไต", "th", "ไต้ฝุ่นเข้า"),
        ("กา", "th", "เกาะสวย"),
        ("B型肝炎", "ja", "HB型肝炎"),
        ("MRI", "ja", "fMRI検査"),
        ("heart attack", "ja", "heart心attack"),
    ],
)
def test_a_part_of_a_syllable_or_of_a_short_word_is_no_term(
    name: str, language: str, text: str
) -> None:
    assert found(text, name, language=language) == []


@pytest.mark.parametrize(
    "text",
    [
        *("PUT ICE ON IT NOW.", "DO NOT USE ICE OR HEAT", "USE ICE.", "NO ICE", "Rest. (PUT ICE)"),
        *("APPLY ICE DIRECTLY", "PUT ICE\nON IT", "ICE IT NOW!"),
    ],
)
def test_a_word_in_a_shouted_sentence_is_no_acronym(text: str) -> None:
    assert found(text, "ICE", acronym="ICE") == []


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("diagnóstico", "El médico diagnosticó gripe.", "es"),
        ("HbA1c", "the file hba1c", "en"),
        ("IL-6", "They have il 6.", "en"),
    ],
)
def test_other_words_are_not_found_by_their_letters(name: str, text: str, language: str) -> None:
    assert found(text, name, language=language) == []


def test_an_acronym_among_words_is_one() -> None:
    for text in (
        "The ICE regimen was given.",
        "ICE helps.",
        "CT, ICE",
        "RIGHT: we gave ICE twice.",
    ):
        assert found(text, "ICE", acronym="ICE") == ["ICE"]


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

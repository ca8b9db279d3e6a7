import pytest

from readlevel.core.search import excerpts
from readlevel.core.search.excerpts import END, EXCERPT_LENGTH, START, make_search_excerpt
from readlevel.core.search.words import split_words, stem_phrase


def marked(text: str, query: str, *headings: str, language: str = "en") -> str:
    phrases = {(stem,) for stem in stem_phrase(query, language)}
    excerpt = make_search_excerpt(text, headings, phrases, language)
    return excerpt.replace(START, "<").replace(END, ">")


@pytest.mark.parametrize(
    ("text", "query", "excerpt"),
    [
        ("A heart attack.", "heart", "A <heart> attack."),
        ("Hearts and heart.", "heart x", "<Hearts> and <heart>."),
        ("Ménière and MENIERE", "meniere", "<Ménière> and <MENIERE>"),
        ("Nothing of it.", "heart", "Nothing of it."),
        ("A \x02false\x03 mark", "mark", "A false <mark>"),
        ("She walked with headaches.", "walking headache", "She <walked> with <headaches>."),
        ("", "heart", ""),
    ],
)
def test_hits_are_marked(text: str, query: str, excerpt: str) -> None:
    assert marked(text, query) == excerpt


@pytest.mark.parametrize(
    ("text", "query", "language"),
    [
        ("Tome las medicaciones diarias.", "medicacion diaria", "es"),
        ("تناول الأدوية مع الطعام", "أدوية", "ar"),
    ],
)
def test_forms_of_other_languages_are_marked(text: str, query: str, language: str) -> None:
    assert "<" in marked(text, query, language=language)


def test_a_phrase_is_marked_as_a_whole_or_not_at_all() -> None:
    text = "It is high. Bring it down, or take a pill to bring down the pressure."
    excerpt = make_search_excerpt(text, (), {("bring", "down"), ("pressur",)}, "en")
    assert excerpt.replace(START, "<").replace(END, ">") == (
        "It is high. Bring it down, or take a pill to <bring down> the <pressure>."
    )


def test_units_stay_in_order_in_arabic() -> None:
    assert (
        marked("حرارة 38 °C أو أكثر", "حرارة", language="ar") == "<حرارة> \u206638 °C\u2069 أو أكثر"
    )


def test_headings_are_not_spliced_into_sentences() -> None:
    text = "What to do\nRest in bed.\nWhen to get help\nCall a doctor if it hurts."
    excerpt = marked(text, "rest doctor", "What to do", "When to get help")
    assert excerpt == "<Rest> in bed. Call a <doctor> if it hurts."


def test_a_text_of_headings_alone_is_shown() -> None:
    assert marked("Rest", "rest", "Rest") == "<Rest>"


def test_an_excerpt_stands_where_most_of_the_query_is() -> None:
    text = "The heart. " + "x " * 300 + "\nThe heart after an attack.\n" + "y " * 300
    excerpt = marked(text, "heart attack")
    assert "The <heart> after an <attack>." in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(split_words(excerpt)) < EXCERPT_LENGTH


def test_of_a_long_text_only_what_is_read_is_kept() -> None:
    beginning = "Gout hurts. " * (excerpts._MOST_READ // 10)
    excerpts._read.cache_clear()
    found = {
        make_search_excerpt(beginning + ending, [], [stem_phrase("gout", "en")], "en")
        for ending in ("It ends.", "It passes.")
    }
    assert len(found) == 1
    assert excerpts._read.cache_info().currsize == 1


def test_an_excerpt_of_a_text_without_spaces_is_cut() -> None:
    assert len(marked("心" * 5000, "heart")) <= EXCERPT_LENGTH + 2

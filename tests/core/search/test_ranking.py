import pytest

from readlevel.core.search.indexed_texts import IndexedText, IndexedTexts
from readlevel.core.search.query import Query, Synonym, find_searched, make_query
from readlevel.core.search.ranking import FITS, NAMED, QueryFit, score_texts
from readlevel.core.search.words import index_words, split_query, stem_phrase, stem_word

TEXTS = 50


def text(question: str, body: str, *headings: str) -> IndexedText:
    return IndexedText(
        index_words([question], "en"), index_words(headings, "en"), index_words([body], "en")
    )


def query(words: str, *synonyms: tuple[str, float], **texts: int) -> Query:
    split = split_query(words)
    places = find_searched(split, "en")
    everywhere = frozenset(places)
    counts = {stem_word(word, "en"): 5 for word in split}
    counts |= {stem_word(word, "en"): 5 for name, _ in synonyms for word in name.split()}
    counts |= {stem_word(word, "en"): count for word, count in texts.items()}
    named = [Synonym(everywhere, stem_phrase(name, "en"), likeness) for name, likeness in synonyms]
    return make_query(split, places, named, {}, counts, TEXTS, "en")


def score(asked: Query, one: IndexedText) -> QueryFit:
    """Return the fit of a text, which is the same whether it is kept for many queries or not."""
    found, kept = (
        score_texts(asked, IndexedTexts([OTHER, one], only)).get(1, QueryFit(0, 0, 0, 0))
        for only in (asked.stems, None)
    )
    assert found == kept
    return found


OTHER = text("What else?", "Pressure, blood, gout, water, colchicine.")
PRESSURE = text("What is high blood pressure?", "It harms the heart. Salt raises it.", "Causes")
HEART = text("What is a heart attack?", "High blood pressure is one cause of many.", "Causes")


def test_the_question_counts_more_than_the_body() -> None:
    asked = query("blood pressure")
    assert score(asked, PRESSURE).total > score(asked, HEART).total > 0


def test_a_heading_counts_more_than_the_body() -> None:
    in_heading = text("Gout?", "Rest. " * 50, "Diet")
    in_body = text("Gout?", "Rest. " * 50 + "Diet.")
    asked = query("diet")
    assert score(asked, in_heading).total > score(asked, in_body).total


def test_more_of_the_words_is_better_than_one_of_them_often() -> None:
    both = text("Gout?", "Cherries and water.")
    one = text("Gout?", "Cherries. " * 20)
    asked = query("cherries water")
    assert score(asked, both).total > score(asked, one).total


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    asked = query("ferritin blood", ferritin=1, blood=40)
    rare, common = text("Ferritin?", "x"), text("Blood?", "x")
    assert score(asked, rare).total > score(asked, common).total


def test_words_beside_each_other_count_more_than_words_apart() -> None:
    near = text("Gout?", "Take iron tablets.")
    apart = text("Gout?", "Iron is a metal. Some tablets are white.")
    asked = query("iron tablets")
    assert score(asked, near).total > score(asked, apart).total


def test_another_name_stands_for_the_words() -> None:
    asked = query("hypertension", ("high blood pressure", 0.9), hypertension=0)
    assert score(asked, PRESSURE).coverage >= FITS
    assert score(query("hypertension", hypertension=0), PRESSURE).coverage == 0


@pytest.mark.parametrize("words", ["pregnancy test", "broken arm", "what to do after a dog bite"])
def test_nothing_fits_what_it_is_not_about(words: str) -> None:
    assert score(query(words), PRESSURE).coverage < FITS


def test_words_of_questions_are_not_searched_for() -> None:
    assert find_searched(split_query("What is it that I should do?"), "en") == ()
    assert find_searched(split_query("¿Qué es la anemia?"), "es") == (3,)
    assert score(Query((), "en"), PRESSURE).total == 0


def test_british_spelling_finds_american() -> None:
    anemia = text("How is anemia treated?", "With iron.")
    assert score(query("anaemia", anemia=3, anaemia=0), anemia).coverage >= FITS


def test_a_text_is_about_an_everyday_word_only_if_it_is_named_by_it() -> None:
    split = ["open"]
    asked = make_query(split, [0], [], {}, {"open": 3}, TEXTS, "en", common=[0])
    named = score(asked, text("When is the clinic open?", "At nine."))
    mentioned = score(asked, text("Gout?", "Open the box. It is open.", "When to open"))
    assert named.aboutness >= FITS > mentioned.aboutness
    assert mentioned.coverage > mentioned.aboutness


def test_a_name_is_more_prominent_than_a_mention() -> None:
    asked = query("blood pressure")
    assert score(asked, PRESSURE).prominence > NAMED > score(asked, HEART).prominence > 0


def test_a_text_is_about_a_rare_word_that_it_explains() -> None:
    asked = query("colchicine", colchicin=1)
    found = score(asked, text("Gout?", "Take colchicine. " * 3))
    assert found.aboutness == found.coverage >= FITS


def test_a_text_is_not_about_a_name_because_each_of_its_words_is_part_of_another() -> None:
    asked = query("heart attack", ("myocardial infarction", 0.9), myocardial=0, infarction=0)
    other = text("What helps in a gout attack?", "Rest.", "Heart and blood vessels")
    assert 0 < score(asked, other).aboutness < FITS < score(asked, other).coverage

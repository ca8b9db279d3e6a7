from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.hints.explained_words import ExplainedProse
from readlevel.core.hints.unexplained_words import UnexplainedWordCounter, count_unexplained_words
from readlevel.core.model.term import Term
from readlevel.core.text.prose import prose_of_text


def find(text: str, *terms: str, language: str = "en") -> dict[str, int]:
    glossary = Glossary(Term(name, name, language, "x") for name in terms)
    read = ExplainedProse(prose_of_text(text, language), glossary, language)
    return dict(count_unexplained_words(read))


def test_uncommon_words_are_counted_whatever_their_case() -> None:
    text = "Hemosiderin stays in the brain. They looked for hemosiderin, and found it."
    assert find(text) == {"hemosiderin": 2}


def test_glossary_terms_are_explained() -> None:
    text = "Hemosiderin and lobar microhemorrhages stay. Lobar ones are old."
    assert find(text, "hemosiderin", "lobar microhemorrhage") == {"lobar": 1}


def test_a_word_with_a_capital_within_a_sentence_is_a_name() -> None:
    assert find("They met Schmalzried there. Schmalzried agreed with Dr. O'Grzybek.") == {}
    assert find("We give Empagliflozin to some. We give empagliflozin to all.") == {
        "empagliflozin": 2
    }


def test_a_capital_after_a_colon_or_a_quotation_mark_is_ignored() -> None:
    assert find("One rule: Arteriopathy is common. “Arteriopathy” is hard.") == {"arteriopathy": 2}


def test_german_nouns_are_no_names() -> None:
    assert find("Sie haben eine Hyperurikämie.", language="de") == {"Hyperurikämie": 1}


def test_acronyms_are_counted_and_numbers_are_not() -> None:
    text = "The bAVM and the CMBs were 12 mm wide in 2024, with HbA1c of 7.5%, said McDonaldson."
    assert find(text) == {"bAVM": 1, "CMBs": 1}


def test_unfamiliar_english_words_that_are_not_common_count_too() -> None:
    text = "The placebo did nothing for a seizure after chemotherapy, nor did a pillow or people."
    assert find(text) == {"placebo": 1, "seizure": 1, "chemotherapy": 1}


def test_a_possessive_or_an_elided_article_is_no_part_of_a_word() -> None:
    assert find("The arteriole's wall is thin.") == {"arteriole": 1}
    assert find("Il a de l'hyperuricémie.", language="fr") == {"hyperuricémie": 1}


def test_no_term_matches_across_sentences() -> None:
    text = "- it was lobar\n- hemorrhage came\n"
    assert "lobar" in find(text, "lobar hemorrhage")


def test_words_rank_by_uses_times_texts_with_inflections_merged() -> None:
    words = UnexplainedWordCounter()
    words.add(0, "en", {"arteriole": 1, "tophus": 9})
    words.add(1, "en", {"arterioles": 3, "RCTs": 2})
    words.add(2, "en-GB", {"arterioles": 1, "RCT": 1})
    words.add(2, "es", {"arteriola": 1})
    ranked = words.rank()
    assert [(one.word, one.uses, one.texts, one.other_shapes) for one in ranked] == [
        ("arterioles", 5, (0, 1, 2), ("arteriole",)),
        ("tophus", 9, (0,), ()),
        ("RCTs", 3, (1, 2), ("RCT",)),
        ("arteriola", 1, (2,), ()),
    ]
    assert words.rank(2) == ranked[:2]


def test_the_texts_of_one_answer_count_once() -> None:
    words = UnexplainedWordCounter()
    words.add(7, "en", {"tophus": 1})
    words.add(7, "en", {"tophus": 1})
    (only,) = words.rank()
    assert (only.uses, only.texts) == (2, (7,))


def test_rare_words_are_dropped_when_there_are_too_many() -> None:
    words = UnexplainedWordCounter(most=10)
    for number in range(50):
        words.add(number, "en", {f"once{number}": 1, "often": 1})
    ranked = words.rank()
    assert ranked[0].word == "often"
    assert ranked[0].uses == 50
    assert len(ranked) <= 11


def test_phrases_used_once_are_dropped_before_words() -> None:
    words = UnexplainedWordCounter(most=10)
    words.add(0, "en", {f"some phrase{number}": 1 for number in range(10)} | {"tophus": 1})
    assert [one.word for one in words.rank()] == ["tophus"]


_pieces = st.sampled_from(
    ["tophus", "Tophus", "RCT", "the", ".", ":", "“", "12", "gout's", "Gout\n"]
)


@given(st.lists(_pieces, max_size=30))
def test_counts_do_not_exceed_the_words(words: list[str]) -> None:
    text = " ".join(words)
    found = find(text, "gout")
    assert sum(found.values()) <= len(text.split())
    assert set(map(str.lower, found)) <= {"tophus", "rct"}

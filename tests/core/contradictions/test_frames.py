"""Words right beside two phrases."""

from readlevel.core.contradictions.frames import compare_frames


def _compare(left: str, left_word: str, right: str, right_word: str) -> float:
    spans = [
        (text.index(word), text.index(word) + len(word))
        for text, word in ((left, left_word), (right, right_word))
    ]
    return compare_frames(left, spans[0], right, spans[1], "en")


def test_a_sentence_with_one_word_changed_has_the_same_frame() -> None:
    left = "Quinine significantly reduces cramp number and cramp days."
    right = "Quinine significantly increases cramp number and cramp days."
    assert _compare(left, "reduces", right, "increases") == 1.0


def test_other_words_beside_a_phrase_are_another_frame() -> None:
    left = "Alcohol reduces the effect of warfarin."
    right = "Exercise increases your strength."
    assert _compare(left, "reduces", right, "increases") == 0.0


def test_function_words_alone_count_little() -> None:
    left = "Give it to the children in the ward."
    right = "It works in the adults in the study."
    assert 0 < _compare(left, "children", right, "adults") < 0.3

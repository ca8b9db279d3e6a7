"""What answers share says how related they are: codes most, and rare things more than common."""

from readlevel.core.search.relatedness import CODE, MAX_SHARED, TERM, TOPIC, score_related


def rank(shared: dict[float, list[list[str]]]) -> list[str]:
    return [slug for slug, _ in score_related(shared, "me")]


def test_a_code_says_more_than_a_topic_and_a_topic_more_than_terms() -> None:
    shared = {
        CODE: [["me", "code"], ["me", "code"]],
        TERM: [["me", "term"]] * 4 + [["me", "topic"]] * 2,
        TOPIC: [["me", "topic"]],
    }
    assert rank(shared) == ["code", "topic", "term"]


def test_rare_things_count_more_than_common_ones() -> None:
    common = [f"other{number}" for number in range(5)]
    shared = {CODE: [["rare", "me"], ["me", *common], ["me", *common]]}
    scored = score_related(shared, "me")
    assert [slug for slug, _ in scored] == [*common, "rare"]
    assert 2 * scored[-1][1] > scored[0][1]


def test_what_is_shared_adds_up() -> None:
    shared = {
        TERM: [["me", "a"], ["me", "b"]],
        CODE: [["me", "b"], ["me", "a"]],
        TOPIC: [["me", "b"]],
    }
    assert rank(shared) == ["b", "a"]


def test_a_coincidence_is_no_relation() -> None:
    many = [f"other{number}" for number in range(MAX_SHARED)]
    assert rank({TERM: [["me", "a"]] * 3}) == []
    assert rank({TOPIC: [["me", "a"]]}) == []
    assert rank({CODE: [["me", *many]] * 9}) == []
    assert rank({}) == []

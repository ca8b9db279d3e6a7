"""The past and the participle of plainer verbs, which are spelled alike in the hard verb."""

import pytest

from readlevel.core.hints.alternatives import suggest_alternatives
from readlevel.core.hints.tokenised_text import TokenisedText


@pytest.mark.parametrize(
    ("text", "wordings"),
    [
        ("The pain commenced on day 3.", ("started", "began")),
        ("The pain has commenced.", ("started", "begun")),
        ("Bleeding recurred after surgery.", ("came back",)),
        ("The fever has subsided.", ("gone down", "eased")),
        ("The headache suddenly subsided.", ("went down", "eased")),
        ("Treatment commenced on day 3 was stopped.", ("started",)),
        ("Doses administered at home are low.", ("given",)),
    ],
)
def test_verb_keeps_its_form(text: str, wordings: tuple[str, ...]) -> None:
    assert [each.alternatives for each in suggest_alternatives(text, "en")] == [wordings]


def test_nothing_is_offered_where_past_and_participle_differ_and_both_are_possible() -> None:
    assert suggest_alternatives("Symptoms recurred on day 3 and were treated.", "en") == []


def test_work_grows_with_the_length_of_an_endless_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    opens = TokenisedText.opens_sentence

    def count(text: TokenisedText, word: int) -> bool:
        asked.append(word)
        return opens(text, word)

    monkeypatch.setattr(TokenisedText, "opens_sentence", count)
    counts = []
    for times in (200, 400):
        asked.clear()
        suggest_alternatives("treatment commenced and " * times, "en")
        counts.append(len(asked))
    assert 0 < counts[0] < counts[1] < 2.2 * counts[0]

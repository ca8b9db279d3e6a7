import pytest

from readlevel.storage.public.listings import ListedAnswer
from readlevel.usecases.public.fitting_topics import MOST, NamedTopic, find_topics
from readlevel.usecases.public.search import SearchHit, SearchResults

TOPICS = (
    NamedTopic("cardiology", ("Heart and blood vessels", "cardiology"), 2),
    NamedTopic("hematology", ("Blood", "hematology"), 1),
    NamedTopic("nephrology", ("Kidneys", "nephrology"), 1),
    NamedTopic("primary-care", ("Everyday health", "primary care"), 9),
)


def found(*topics: str, fits: bool = True) -> SearchResults:
    answer = ListedAnswer("a", "en", "?", "", topics, None, approved=True)
    return SearchResults((SearchHit(answer, 1, fits),), 1, fits, "", says_something=True)


@pytest.mark.parametrize(
    ("query", "topics"),
    [
        ("kidneys", ["nephrology"]),
        ("renal", ["nephrology"]),
        ("nephrology", ["nephrology"]),
        ("heart and kidneys", ["cardiology", "nephrology"]),
        ("high blood pressure", []),
        ("health", []),
        ("", []),
        ("?!", []),
    ],
)
def test_topics_fit_by_their_names(query: str, topics: list[str]) -> None:
    assert find_topics(TOPICS, query, found(fits=False), "en") == topics


def test_the_rarest_topic_of_the_best_hit_fits() -> None:
    hit = found("Primary care", "Cardiology", "Unknown")
    assert find_topics(TOPICS, "statins", hit, "en") == ["cardiology"]
    assert find_topics(TOPICS, "statins", found("Cardiology", fits=False), "en") == []
    assert find_topics(TOPICS, "heart", hit, "en") == ["cardiology"]


def test_few_topics_are_named() -> None:
    assert len(find_topics(TOPICS, "heart blood kidneys everyday health", found(), "en")) == MOST

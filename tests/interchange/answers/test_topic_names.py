from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readlevel.core.model.slug import slugify
from readlevel.core.model.topic_names import MAX_LENGTH, TopicNames
from readlevel.interchange.answers import topic_names
from readlevel.interchange.files.problems import RecordProblem
from tests.interchange.strategies import languages

NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=MAX_LENGTH
)
TOPICS = st.builds(
    TopicNames,
    st.text("abz-éق ", min_size=1).filter(str.strip).map(slugify),
    st.dictionaries(languages, NAMES, min_size=1, max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(TOPICS, max_size=4, unique_by=lambda one: one.topic))
def test_names_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, names: list[TopicNames]
) -> None:
    path = tmp_path_factory.mktemp("topics") / "topics.toml"
    topic_names.write(names, path)
    assert path.exists() == bool(names)
    assert list(topic_names.read(path) if names else ()) == names


def test_topics_are_named_as_answers_write_them(tmp_path: Path) -> None:
    path = tmp_path / "topics.toml"
    path.write_text('["Respiratory medicine"]\nen = " Lungs  and breathing "\n')
    assert list(topic_names.read(path)) == [
        TopicNames("respiratory-medicine", {"en": "Lungs and breathing"})
    ]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[a\n", 1, "This is not TOML"),
        ("a = 1\n", 1, "a is not a table of keys and values."),
        ("[a]\nen = 1\n", 2, "a.en is not a text. Put it in quotes."),
        ('[a]\nen = ""\n', 2, "a.en is empty. Write it, or remove the key."),
        ('[a]\nenglish = "x"\n', 2, "a.english names the language 'english'."),
        (f'[a]\nen = "{"x" * 81}"\n', 2, "a.en has more than 80 characters. Shorten it."),
        ('[b]\nen = "x"\n[B]\nen = "y"\n', 3, "'B' and 'b' are the same topic. Keep one."),
    ],
)
def test_an_invalid_name_is_reported(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(text)
    (bad,) = (one for one in topic_names.read(path) if isinstance(one, RecordProblem))
    assert (bad.path, bad.line) == (path, line)
    assert bad.reason.startswith(reason)

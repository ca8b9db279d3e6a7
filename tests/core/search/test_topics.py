import pytest

from readlevel.core.search.topics import is_asked_for, read_asked
from readlevel.core.search.words import stem_phrase


@pytest.mark.parametrize(
    ("name", "query", "language", "fits"),
    [
        ("Kidneys", "kidney stones", "en", True),
        ("Heart and blood vessels", "my heart hurts", "en", True),
        ("Heart and blood vessels", "blood vessel inflammation", "en", True),
        ("Heart and blood vessels", "blood test", "en", False),
        ("Everyday health", "health", "en", False),
        ("Mental health", "health", "en", False),
        ("Mental health", "mental health help", "en", True),
        ("nephrology", "Nephrology clinic", "en", True),
        ("Ears, nose and throat", "sore throat", "en", True),
        ("Riñones", "dolor en el riñón", "es", True),
        ("Estómago e intestinos", "intestino irritable", "es", True),
        ("القلب والأوعية الدموية", "ألم القلب", "ar", True),
        ("الكلى", "حصى الكلى", "ar", True),
        ("", "kidney", "en", False),
        ("Kidneys", "", "en", False),
    ],
)
def test_a_topic_fits_by_a_part_of_its_name(
    name: str, query: str, language: str, fits: bool
) -> None:
    asked = read_asked(dict(enumerate(stem_phrase(query, language))), [], [])
    assert is_asked_for(name, asked, language) is fits


def test_a_word_inside_a_longer_name_says_nothing_alone() -> None:
    stems = dict(enumerate(stem_phrase("high blood pressure and kidneys", "en")))
    asked = read_asked(stems, [frozenset({0, 1, 2})], [("hypertens",)])
    assert is_asked_for("Kidneys", asked, "en")
    assert is_asked_for("High blood pressure", asked, "en")
    assert is_asked_for("Hypertension", asked, "en")
    assert not is_asked_for("Blood", asked, "en")

"""Card images: their size, and whether they show the text."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from readlevel.core.rendering.card_image import HEIGHT, WIDTH, CardText, draw_card

QUESTION = "What helps in a gout attack?"
needs_fribidi = pytest.mark.skipif(not features.check("raqm"), reason="needs libfribidi0")


def draw(question: str, language: str = "en", site_name: str = "Health") -> Image.Image:
    drawn = draw_card(CardText(question, "Plain language", site_name, language))
    assert drawn is not None
    picture = Image.open(BytesIO(drawn))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    return picture.convert("L")


def count_dark(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    return sum(picture.crop(box).histogram()[:100])


def find_ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the box around the question."""
    part = picture.crop((0, 160, WIDTH, 515)).point(lambda shade: 255 if shade < 200 else 0)
    box = part.getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        "\u00bfCu\u00e1ndo necesita medicina la presi\u00f3n alta?",
        "\u0410\u0440\u0442\u0435\u0440\u0438\u0430\u043b\u044c\u043d\u043e\u0435 "
        "\u0434\u0430\u0432\u043b\u0435\u043d\u0438\u0435",
        "A" * 300,
        "Long questions are cut where they end " * 40,
    ],
)
def test_the_question_stays_inside_the_margins(question: str) -> None:
    left, _, right, _ = find_ink(draw(question))
    assert left >= 70
    assert right <= WIDTH - 70


def test_different_questions_give_different_pictures() -> None:
    assert draw(QUESTION).tobytes() != draw("What is gout?").tobytes()
    assert draw(QUESTION).tobytes() == draw(QUESTION).tobytes()


@needs_fribidi
def test_arabic_is_shaped_and_begins_at_the_right() -> None:
    letters = "\u0645\u062a\u0649"
    joined, apart = draw(letters, "ar"), draw("\u200c".join(letters), "ar")
    assert find_ink(joined)[2] > WIDTH - 100
    width = [box[2] - box[0] for box in map(find_ink, (joined, apart))]
    assert width[0] < width[1]


def test_a_script_that_the_font_lacks_gives_no_picture() -> None:
    card = CardText("高血圧", "Plain language", "Health", "ja")
    assert draw_card(card) is None


def test_the_digest_changes_with_everything_on_the_card() -> None:
    card = CardText(QUESTION, "Plain language", "Health", "en")
    others = [
        CardText("What?", "Plain language", "Health", "en"),
        CardText(QUESTION, "For health professionals", "Health", "en"),
        CardText(QUESTION, "Plain language", "Other", "en"),
        CardText(QUESTION, "Plain language", "Health", "es"),
    ]
    assert len({one.digest for one in [card, *others]}) == 5


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80), st.sampled_from(["en", "ar", "x-y"]))
def test_any_text_is_drawn_or_refused(question: str, site_name: str, language: str) -> None:
    draw_card(CardText(question, "Plain language", site_name, language))

from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.text.document import parse
from readlevel.core.text.shown_images import image_markdown, iter_images


def test_the_pictures_of_a_text_are_found_with_their_descriptions() -> None:
    markdown = (
        "![a *b*](images/a.png)\n\n- in a list ![](images/b.webp 'title') [![c](images/c.gif)](/)\n"
        "\n`![no](images/d.png)` ![x](https://x.org/e.png) ![y](images/../f.png) [z](images/g.png)"
    )
    assert list(iter_images(parse(markdown))) == [
        ("a.png", "a b"),
        ("b.webp", ""),
        ("c.gif", "c"),
    ]


SIGNS = st.text(max_size=60) | st.text("&amp;#38 [](){}@*_^~<>`!\\\"'-x", max_size=20)


@given(SIGNS, SIGNS)
def test_whatever_describes_a_picture_is_read_back(description: str, caption: str) -> None:
    plain = description.replace("\0", "").encode("utf-8", "ignore").decode()
    below = caption.replace("\0", "").encode("utf-8", "ignore").decode()
    document = parse(image_markdown("a.webp", plain, below))
    assert list(iter_images(document)) == [("a.webp", " ".join(plain.split()))]
    picture = next(child for child in document.tokens[1].children or () if child.type == "image")
    assert (picture.attrGet("title") or "") == " ".join(below.split())

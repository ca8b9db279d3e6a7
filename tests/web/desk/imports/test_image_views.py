"""The images of an answer, at the desk and for readers."""

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.interchange.answers import answer_folder
from readlevel.interchange.documents import image_cleaning
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer
from tests.interchange.documents.test_image_cleaning import SVG, draw, encode
from tests.web.conftest import NOW
from tests.web.desk.conftest import DeskSite

PAGE = "/edit/answers/both/pictures"
NAME = re.compile(r"images/([a-z0-9-]+\.webp)")


def add(
    desk: DeskSite,
    client: Client,
    file: bytes = b"",
    called: str = "scan.png",
    path: str = PAGE,
    **fields: str,
) -> TestResponse:
    data: dict[str, Any] = {"file": (BytesIO(file), called), "description": "A dark spot", **fields}
    return desk.post(client, path, data)


def name_in(answer: TestResponse) -> str:
    found = NAME.search(answer.text)
    assert found
    return found[1]


def test_a_picture_is_added_and_the_line_that_shows_it_is_handed_over(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "There are no images yet" in client.get("/edit/answers/pending/pictures").text
    added = add(desk, client, encode(draw(), "PNG"), "My Scan.png", caption="Left & right")
    assert added.status_code == 303
    page = client.get(added.location)
    assert "Image added." in page.text
    name = name_in(page)
    assert name.startswith("my-scan-")
    line = f'![A dark spot](images/{name} "Left & right")'
    assert f'value="{line}"' in unescape(page.text)


def publish(desk: DeskSite, markdown: str) -> None:
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        before = answers.get_answer(session, "both")
        review = before.variants[0].review
        variants = (Variant(Audience.LAY, "en", markdown, review),)
        renderer = Renderer(session, desk.settings.personas, "en")
        after = replace(before, variants=variants)
        save_answer(session, after, renderer, author="Ed", why="", now=NOW)
    engine.dispose()


def test_readers_get_a_picture_that_never_changes_and_may_be_kept_for_good(desk: DeskSite) -> None:
    client = desk.client("editor")
    name = name_in(client.get(add(desk, client, encode(draw(), "JPEG")).location))
    assert desk.client().get(f"/answers/both/images/{name}").status_code == 404
    publish(desk, f"![A dark spot](images/{name})")
    room = 'alt="A dark spot" width="40" height="20"'
    assert room in desk.client().get("/answers/both?persona=patient").text
    sent = desk.client().get(f"/answers/both/images/{name}")
    assert sent.status_code == 200
    assert sent.content_type == "image/webp"
    assert sent.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert Image.open(BytesIO(sent.data)).size == (40, 20)
    other = desk.client().get("/answers/both/images/drawing.svg")
    assert "immutable" not in other.headers["Cache-Control"]
    publish(desk, "No picture any more.")
    assert desk.client().get(f"/answers/both/images/{name}").status_code == 404


def test_a_picture_of_a_draft_is_for_those_who_write_alone(desk: DeskSite) -> None:
    client = desk.client("editor")
    path = "/edit/answers/draft/pictures"
    name = name_in(client.get(add(desk, client, encode(draw(), "PNG"), path=path).location))
    assert client.get(f"/edit/answers/draft/images/{name}").content_type == "image/webp"
    assert desk.client().get(f"/edit/answers/draft/images/{name}").status_code == 303
    assert desk.client().get(f"/answers/draft/images/{name}").status_code == 404


def test_a_picture_that_is_shown_to_the_public_is_not_removed(desk: DeskSite) -> None:
    client = desk.client("editor")
    name = name_in(client.get(add(desk, client, encode(draw(), "PNG")).location))
    publish(desk, f"![A dark spot](images/{name})")
    refused = desk.post(client, f"{PAGE}/{name}/removal")
    assert refused.status_code == 409
    assert "A text uses this image." in refused.text


def test_the_preview_of_a_draft_shows_its_pictures(desk: DeskSite) -> None:
    client = desk.client("editor")
    given = {"slug": "draft", "audience": "lay", "markdown": "![A spot](images/spot.webp)"}
    shown = desk.post(client, "/edit/preview", given).json
    assert shown is not None
    assert '<img src="/edit/answers/draft/images/spot.webp"' in shown["html"]


def test_the_preview_of_a_draft_keeps_room_for_its_pictures(desk: DeskSite) -> None:
    client = desk.client("editor")
    name = name_in(client.get(add(desk, client, encode(draw(), "PNG")).location))
    given = {"slug": "both", "audience": "lay", "markdown": f"![A spot](images/{name})"}
    shown = desk.post(client, "/edit/preview", given).json
    assert shown is not None
    assert 'alt="A spot" width="40" height="20"' in shown["html"]


@pytest.mark.parametrize(
    ("file", "called", "said"),
    [
        (b"", "", "Choose a file."),
        (SVG, "drawing.svg", "SVG files can contain scripts"),
        (SVG, "drawing.png", "SVG files can contain scripts"),
        (b"<script>alert(1)</script>", "scan.png", "not an image we can show"),
        (encode(draw(), "PNG")[:40], "scan.png", "is damaged"),
        (
            encode(Image.new("1", (5_000, 5_000)), "PNG"),
            "scan.png",
            "no more than 20 million pixels",
        ),
        (b"\0" * 50_001, "scan.png", "smaller than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_shown_is_told_beside_its_field(
    desk: DeskSite, monkeypatch: pytest.MonkeyPatch, file: bytes, called: str, said: str
) -> None:
    monkeypatch.setattr(image_cleaning, "MAX_BYTES", 50_000)
    answer = add(desk, desk.client("editor"), file, called, description="A <dark> spot")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="A &lt;dark&gt; spot"' in answer.text


def test_a_picture_without_a_description_is_not_added(desk: DeskSite) -> None:
    answer = add(desk, desk.client("editor"), encode(draw(), "PNG"), description=" \n")
    assert answer.status_code == 422
    assert "Describe the image." in answer.text


def test_more_than_a_form_may_hold_is_refused_in_a_sentence(desk: DeskSite) -> None:
    body = b"\0" * (2 * image_cleaning.MAX_BYTES + 1)
    answer = desk.client("editor").post(PAGE, data=body, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "That is too large" in answer.text


def test_a_hostile_file_name_of_an_image_does_no_harm(desk: DeskSite) -> None:
    client = desk.client("editor")
    for called in ("../../../etc/passwd", "a%0d%0aSet-Cookie: x=1.png", "CON.png", "x" * 5_000):
        added = add(desk, client, encode(draw(), "PNG"), called)
        assert added.status_code == 303
        assert client.get(added.location).status_code == 200


def test_a_picture_that_no_text_shows_is_removed(desk: DeskSite) -> None:
    client = desk.client("editor")
    name = name_in(client.get(add(desk, client, encode(draw(), "PNG")).location))
    removed = desk.post(client, f"{PAGE}/{name}/removal")
    assert removed.status_code == 303
    page = client.get(removed.location).text
    assert "Image removed." in page
    assert name not in page
    assert desk.client().get(f"/answers/both/images/{name}").status_code == 404
    assert desk.post(client, f"{PAGE}/{name}/removal").status_code == 404


def test_a_missing_answer_shows_and_keeps_nothing(desk: DeskSite) -> None:
    client = desk.client("editor")
    for slug in ("nothing", "x" * 500, "%00"):
        path = f"/edit/answers/{slug}/pictures"
        assert client.get(path).status_code == 404
        assert add(desk, client, encode(draw(), "PNG"), path=path).status_code == 404


def test_pictures_travel_in_the_content_folder(desk: DeskSite, tmp_path: Path) -> None:
    client = desk.client("editor")
    path = "/edit/answers/pending/pictures"
    name = name_in(client.get(add(desk, client, encode(draw(), "PNG"), path=path).location))
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        answer = answers.get_answer(session, "pending")
    engine.dispose()
    answer_folder.write(answer, tmp_path)
    assert (tmp_path / "images" / name).is_file()
    brought = answer_folder.read(tmp_path)
    assert isinstance(brought, Answer)
    assert brought.images == answer.images

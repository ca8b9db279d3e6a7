"""An administrator tries a look as a draft, publishes it, and is told what cannot be used."""

import re
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from tests.web.desk.conftest import DeskSite

LOOK = "/edit/look"
PEOPLE = "/edit/people"
BLUE = "#005eb8"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M0 0h9"/></svg>'
VERSION = re.compile(r'name="version" value="([^"]+)"')


def read_version(client: Client) -> str:
    found = VERSION.search(client.get(LOOK).text)
    assert found
    return found[1]


def send(desk: DeskSite, client: Client, path: str = LOOK, **fields: Any) -> TestResponse:
    return desk.post(client, path, {"version": read_version(client), **fields})


def upload(content: bytes, name: str = "logo.svg") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def test_only_administrators_change_the_look(desk: DeskSite) -> None:
    reviewer = desk.client("reviewer")
    assert reviewer.get(LOOK).status_code == 403
    admin = desk.client("admin")
    assert f'href="{LOOK}"' in admin.get(PEOPLE).text
    assert PEOPLE not in reviewer.get("/edit").text
    assert PEOPLE in admin.get("/edit").text


def test_readers_see_a_draft_only_once_it_is_published(desk: DeskSite) -> None:
    admin, reader = desk.client("admin"), desk.client()
    saved = send(desk, admin, accent=BLUE, logo=upload(LOGO), contact="desk@example.org")
    assert saved.status_code == 303
    assert "/look/" not in reader.get("/").text
    specimen = admin.get(f"{LOOK}/specimen?theme=dark").text
    assert 'data-theme="dark"' in specimen
    styles, logo = (
        re.findall(r'href="(/edit/look/files/\w+\.css)"', specimen)[0],
        re.findall(r'src="(/edit/look/files/\w+\.svg)"', specimen)[0],
    )
    assert BLUE in admin.get(styles).text
    assert b"<svg" in admin.get(logo).data
    assert reader.get(logo).status_code == 303
    assert send(desk, admin, f"{LOOK}/publication").status_code == 303
    page = reader.get("/").text
    assert re.search(r'<link rel="stylesheet" href="/look/\w+\.css">', page)
    assert re.search(r'src="/look/\w+\.svg"', page)
    assert "mailto:desk@example.org" in page
    assert "Published a new look" in admin.get("/edit/audit").text


def test_a_deleted_draft_leaves_nothing(desk: DeskSite) -> None:
    admin = desk.client("admin")
    send(desk, admin, accent=BLUE, logo=upload(LOGO))
    logo = re.findall(r'src="(/edit/look/files/\w+\.svg)"', admin.get(LOOK).text)[0]
    assert "Delete the draft" in admin.get(LOOK).text
    send(desk, admin, f"{LOOK}/removal")
    page = admin.get(LOOK).text
    assert "Delete the draft" not in page
    assert f'value="{BLUE}"' not in page
    assert admin.get(logo).status_code == 404


def test_a_colour_that_is_hard_to_read_is_explained(desk: DeskSite) -> None:
    admin = desk.client("admin")
    send(desk, admin, accent="#ffd600")
    page = admin.get(LOOK).text
    assert "its contrast is 1.1 to 1, and 4.5 to 1 is needed" in page
    assert "<code>#776200</code>" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("accent", "teal", "Enter a colour such as #005eb8."),
        ("font", "a; } body {", "Enter up to 8 names of fonts"),
        ("contact", "javascript:alert(1)", "Enter an email address"),
        ("links-en", "Home", "Write a label, a bar and an address"),
        ("title-es", "x" * 121, "Shorten it to 120 characters."),
        ("text-ar", "x" * 401, "Shorten it to 400 characters."),
        ("logo", upload(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "script"),
        ("logo", upload(b"GIF89a"), "This is not an image we can show."),
        ("logo_dark", upload(LOGO), "Add the other file of the pair too"),
        ("font", "x" * 51, "Enter up to 8 names"),
        ("font_bold", upload(b"wOF2"), "This is not a whole WOFF2 font."),
        ("social_image", upload(b""), "The file is empty."),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(
    desk: DeskSite, field: str, value: Any, sentence: str
) -> None:
    admin = desk.client("admin")
    refused = send(desk, admin, **{"accent": BLUE, field: value})
    assert refused.status_code == 422
    assert sentence in refused.text
    assert f'href="#{field}"' in refused.text
    assert "Delete the draft" not in admin.get(LOOK).text


def test_of_two_administrators_at_once_the_second_is_told(desk: DeskSite) -> None:
    first, second = desk.client("admin"), desk.client("admin")
    seen = read_version(second)
    send(desk, first, accent=BLUE)
    late = desk.post(second, LOOK, {"version": seen, "accent": "#7b2cbf"})
    assert late.status_code == 409
    assert "Someone else changed the look" in late.text
    assert "#7b2cbf" in late.text
    for path in (f"{LOOK}/publication", f"{LOOK}/removal"):
        assert desk.post(second, path, {"version": seen}).status_code == 409
    assert BLUE in first.get(LOOK).text


def test_a_file_is_kept_until_it_is_removed(desk: DeskSite) -> None:
    admin = desk.client("admin")
    send(desk, admin, logo=upload(LOGO))
    send(desk, admin, accent=BLUE)
    assert "/edit/look/files/" in admin.get(f"{LOOK}/specimen").text.split("<img", 1)[1]
    send(desk, admin, **{"accent": BLUE, "remove-logo": "yes"})
    assert "<img" not in admin.get(f"{LOOK}/specimen").text

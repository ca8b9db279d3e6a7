"""Card images over HTTP, and the pages that name them."""

import re
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from readlevel.core.model.answer import Review
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.workflow import Status
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from tests.web.conftest import NOW, PENDING, Site, answer, clinician, lay


def save_with_card(site: Site, *variants: object, slug: str = "carded") -> None:
    engine = make_engine(site.settings.database_url)
    with write_transaction(engine) as session:
        renderer = Renderer(session, DEFAULT_PERSONAS, "en", site_name="Health")
        given = answer(slug, "What is a card?", *variants)  # type: ignore[arg-type]
        publish.save_answer(session, given, renderer, author="Ed", why="test", now=NOW)
    engine.dispose()


def find_meta(page: str, name: str) -> str | None:
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', page)
    return found[1] if found else None


def test_a_page_names_its_card(own_site: Site) -> None:
    save_with_card(own_site, lay(), clinician(), lay(language="es"))
    urls = set()
    for path in ("/answers/carded/lay", "/answers/carded/clinician", "/es/answers/carded/lay"):
        page = own_site.get(path).text
        url = find_meta(page, "og:image")
        assert url is not None
        assert url == find_meta(page, "twitter:image")
        assert find_meta(page, "twitter:card") == "summary_large_image"
        assert find_meta(page, "og:image:alt")
        base = own_site.settings.base_url
        assert url.startswith(base + path)
        sent = own_site.get(url.removeprefix(base))
        assert (sent.status_code, sent.content_type) == (200, "image/png")
        assert "public" in sent.headers["Cache-Control"]
        assert sent.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        size = (find_meta(page, "og:image:width"), find_meta(page, "og:image:height"))
        with Image.open(BytesIO(sent.data)) as picture:
            assert size == tuple(map(str, picture.size)) == ("1200", "630")
        urls.add(url)
    assert len(urls) == 3


def test_without_a_card_the_page_names_the_icon(site: Site) -> None:
    page = site.get("/answers/both/lay").text
    assert "apple-touch-icon" in str(find_meta(page, "og:image"))
    assert find_meta(page, "twitter:card") == "summary"


def test_only_public_texts_have_a_card(make_site: Callable[..., Site]) -> None:
    site = make_site(show_unreviewed=False)
    save_with_card(site, lay(), clinician(PENDING))
    assert site.get("/answers/carded/lay/card.png").status_code == 200
    for path in (
        "/answers/carded/clinician/card.png",
        "/es/answers/carded/lay/card.png",
        "/answers/none/lay/card.png",
        "/answers/both/lay/card.png",
    ):
        assert site.get(path).status_code == 404
    save_with_card(site, lay(Review(Status.DRAFT)), clinician(PENDING))
    assert site.get("/answers/carded/lay/card.png").status_code == 404


def test_oembed_gives_the_card_as_thumbnail_where_it_fits(own_site: Site) -> None:
    save_with_card(own_site, lay(), clinician())
    asked = f"/oembed?url={own_site.settings.base_url}/answers/carded/lay"
    told = own_site.get(asked).json
    assert told is not None
    assert "/answers/carded/lay/card.png?v=" in told["thumbnail_url"]
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (1200, 630)
    narrow = own_site.get(f"{asked}&maxwidth=400").json
    assert narrow is not None
    assert "thumbnail_url" not in narrow

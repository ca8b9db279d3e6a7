from typing import Any

import pytest

from readlevel.web.cache.search_openings import find_search

LANGUAGES = ("en", "es", "ar")


def opened(path: str, referrer: str, **more: Any) -> tuple[str, str] | None:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "HTTP_HOST": "health.example",
        "HTTP_REFERER": referrer,
        **more,
    }
    return find_search(environ, "https://public.example", LANGUAGES)


@pytest.mark.parametrize(
    ("path", "referrer", "found"),
    [
        ("/answers/gout", "https://health.example/?q=big+toe", ("en", "big toe")),
        ("/answers/gout/lay", "https://public.example/?q=gout&exact=1", ("en", "gout")),
        ("/es/answers/gout", "https://health.example/es?q=gota&page=2", ("es", "gota")),
        ("/answers/gout", "https://health.example/ar?q=%D8%B3%D9%83%D8%B1", ("ar", "سكر")),
        ("/glossary/gout", "https://health.example/?q=gout", ("en", "gout")),
        ("/answers/gout", "https://elsewhere.example/?q=gout", None),
        ("/answers/gout", "https://health.example/glossary?q=gout", None),
        ("/answers/gout", "https://health.example/?q=", None),
        ("/answers/gout", "https://health.example/", None),
        ("/answers/gout", "https://health.example/en?q=gout", None),
        ("/answers/gout", "http://[q=", None),
        ("/answers/gout", "https://health.example/?q=" + "x" * 3000, None),
        ("/answers/gout", "https://health.example/?" + "&".join(["q=a"] * 99), None),
        ("/", "https://health.example/?q=gout", None),
        ("/answers", "https://health.example/?q=gout", None),
        ("/topics/herbs", "https://health.example/?q=gout", None),
        ("/api/v1/answers/gout", "https://health.example/?q=gout", None),
    ],
)
def test_what_was_opened_from_a_search_is_known_by_the_page_that_led_there(
    path: str, referrer: str, found: tuple[str, str] | None
) -> None:
    assert opened(path, referrer) == found


@pytest.mark.parametrize(
    "more",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_SEC_FETCH_MODE": "cors"},
        {"HTTP_SEC_PURPOSE": "prefetch"},
    ],
)
def test_what_a_script_or_a_browser_asks_for_in_advance_is_not_opened(more: dict[str, str]) -> None:
    assert opened("/answers/gout", "https://health.example/?q=gout", **more) is None

"""Each engine once for all tests; where it is not installed its tests are skipped and say so."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser

from tests.browser.engines.engine import (
    Engine,
    list_missing,
    open_chromium,
    open_firefox,
    open_webkit,
)

ENGINES = ("chromium", "firefox", "webkit")


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Open one window for all tests."""
    name = request.param
    missing = list_missing(name)
    if missing:
        pytest.skip(f"{name} is not here: {', '.join(missing)} (run .ci/engines as root)")
    folder = tmp_path_factory.mktemp(name)
    opened: AbstractContextManager[Engine]
    if name == "chromium":
        opened = open_chromium(browser)
    else:
        opened = open_firefox(folder) if name == "firefox" else open_webkit(folder)
    with opened as engine:
        yield engine

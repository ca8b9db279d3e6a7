"""Browser windows that tests share: opening one takes longer than loading a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
)

WIDE: ViewportSize = {"width": 1280, "height": 900}
_LOOKS = ("viewport", "color_scheme", "reduced_motion", "forced_colors")
"""Options that can be changed after a page was opened."""


class Window:
    """A browser context, with the pages that a test opens in it.

    `troubles` are errors that pages log, and requests for URLs that begin with none of `own`. The
    first page must stay on `sites`, the only ones that may store data in the context.
    """

    def __init__(
        self, context: BrowserContext, page: Page, sites: tuple[str, ...], own: tuple[str, ...]
    ) -> None:
        self.context = context
        self.troubles: list[str] = []
        self._page = page
        self._sites = sites
        self._own = own
        self._viewport = WIDE
        self._emulated: dict[str, Any] = {}
        self._opened = 0
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        context.on("request", self._see)
        self._tools: CDPSession = context.new_cdp_session(page)

    def dress(self, viewport: ViewportSize = WIDE, **emulated: Any) -> None:
        """Set the viewport and emulated media (`color_scheme`, …) of pages opened from now on."""
        self._viewport = viewport
        self._emulated = emulated

    def open(self, path: str) -> Page:
        """Open a page at `path`."""
        page = self.context.new_page() if self._opened else self._page
        self._opened += 1
        page.set_viewport_size(self._viewport)
        if self._emulated:
            page.emulate_media(**self._emulated)
        page.goto(path)
        return page

    def empty(self) -> bool:
        """Reset the window after a test; return False if that is impossible."""
        try:
            return self._empty()
        except Error:  # the page was closed or has crashed
            return False

    def _empty(self) -> bool:
        # Without cookies, a request that a page sends on unload changes nothing on the server.
        self.context.clear_cookies()
        self.context.clear_permissions()
        for page in self.context.pages:
            if page is not self._page:
                page.close()
        if not self._page.url.startswith(self._sites):
            return False
        self._page.unroute_all()
        self._page.evaluate("sessionStorage.clear()")
        self._page.goto("about:blank")
        self._tools.send("Network.clearBrowserCache")
        for site in self._sites:
            kept = {"origin": site, "storageTypes": "all"}
            self._tools.send("Storage.clearDataForOrigin", kept)
        self._page.emulate_media(
            media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
        )
        self._page.mouse.move(0, 0)
        self._opened = 0
        self.troubles = []
        return True

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.troubles.append(said.text)

    def _see(self, sent: Request) -> None:
        if not sent.url.startswith(self._own):
            self.troubles.append(sent.url)


Take = Callable[..., Window]


class Windows:
    """The windows of one browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[Window]] = {}

    @contextmanager
    def lend(self, sites: tuple[str, ...], own: tuple[str, ...]) -> Iterator[Take]:
        """Yield a function that lends empty windows on `sites`, and take all back at the end.

        Its options are those of a Playwright context; troubles fail the test. `own` are the
        prefixes of the URLs that pages may request.
        """
        taken: list[tuple[str, Window]] = []

        def take(**options: Any) -> Window:
            looks = {name: options.pop(name) for name in _LOOKS if name in options}
            permissions = options.pop("permissions", [])
            kind = repr((sites, own, sorted(options.items())))
            idle = self._idle.setdefault(kind, [])
            window = idle.pop() if idle else self._make(sites, own, options)
            taken.append((kind, window))
            window.dress(**looks)
            window.context.grant_permissions(permissions)
            return window

        yield take
        troubles = [trouble for _, window in taken for trouble in window.troubles]
        for kind, window in taken:
            if window.empty():
                self._idle[kind].append(window)
            else:
                window.context.close()
        assert troubles == [], troubles

    def _make(
        self, sites: tuple[str, ...], own: tuple[str, ...], options: dict[str, Any]
    ) -> Window:
        context = self._browser.new_context(base_url=sites[0], viewport=WIDE, **options)
        return Window(context, context.new_page(), sites, own)

"""Three browser engines behind one small interface, for what must work in each of them."""

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, Protocol

from playwright.sync_api import Browser, Page

WAIT_SECONDS = 60
_MINI_BROWSERS = "usr/lib/*/webkit2gtk-4.1/MiniBrowser"


class Engine(Protocol):
    """A window of a browser."""

    name: str

    def open(self, url: str) -> None:
        """Load a page and wait until it has loaded."""

    def run(self, script: str, *, in_frame: bool = False) -> Any:
        """Return what the body of a function gives, in the page or in its first frame."""

    def click(self, selector: str) -> None:
        """Click the middle of an element, with a real pointer."""

    def press(self, key: str) -> None:
        """Press a key: `Escape`, `Tab` or `Enter`."""

    def type(self, text: str) -> None:
        """Type a text where the focus is."""

    def resize(self, width: int, height: int) -> None:
        """Give the window a size in CSS pixels."""


class Chromium:
    """Chromium, driven by Playwright."""

    name = "chromium"

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto(url)

    def run(self, script: str, *, in_frame: bool = False) -> Any:
        frame = self._page.frames[1] if in_frame else self._page.main_frame
        return frame.evaluate(f"() => {{ {script} }}")

    def click(self, selector: str) -> None:
        self._page.click(selector)

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def resize(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})


class WebKit:
    """WebKitGTK, driven by WebDriver."""

    name = "webkit"

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def open(self, url: str) -> None:
        self._driver.switch_to.default_content()
        self._driver.get(url)

    def run(self, script: str, *, in_frame: bool = False) -> Any:
        self._driver.switch_to.default_content()
        if in_frame:
            self._driver.switch_to.frame(self._driver.find_element("css selector", "iframe"))
        return self._driver.execute_script(script)

    def click(self, selector: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        self._driver.switch_to.default_content()
        element = self._driver.find_element("css selector", selector)
        self._driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        ActionChains(self._driver).move_to_element(element).click().perform()

    def press(self, key: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        ActionChains(self._driver).send_keys(getattr(Keys, key.upper())).perform()

    def type(self, text: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self._driver).send_keys(text).perform()

    def resize(self, width: int, height: int) -> None:
        self._driver.set_window_size(width, height)


class Firefox:
    """Firefox, driven by WebDriver BiDi over its own WebSocket: it needs no driver."""

    name = "firefox"
    _KEYS: ClassVar = {"Escape": "\ue00c", "Tab": "\ue004", "Enter": "\ue007"}

    def __init__(self, socket: Any) -> None:
        self._socket, self._numbers = socket, count(1)
        self._ask("session.new", capabilities={})
        self._context = self._ask("browsingContext.create", type="tab")["context"]

    def open(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def run(self, script: str, *, in_frame: bool = False) -> Any:
        context = self._context
        if in_frame:
            tree = self._ask("browsingContext.getTree", root=context)["contexts"][0]
            context = tree["children"][0]["context"]
        answer = self._ask(
            "script.evaluate",
            expression=f"Promise.resolve((() => {{ {script} }})()).then(JSON.stringify)",
            target={"context": context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise AssertionError(answer["exceptionDetails"]["text"])
        found = answer["result"].get("value")
        return None if found is None else json.loads(found)

    def click(self, selector: str) -> None:
        x, y = self.run(
            f"const found = document.querySelector({json.dumps(selector)});"
            "found.scrollIntoView({block: 'center'});"
            "const box = found.getClientRects()[0];"
            "return [box.x + box.width / 2, box.y + box.height / 2]"
        )
        moves: list[dict[str, Any]] = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._perform({"type": "pointer", "id": "mouse", "actions": moves})

    def press(self, key: str) -> None:
        self.type(self._KEYS[key])

    def type(self, text: str) -> None:
        keys = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        self._perform({"type": "key", "id": "keys", "actions": keys})

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._context, viewport=size)

    def _perform(self, source: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self._context, actions=[source])

    def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("id") == number:
                assert told["type"] == "success", told
                return told["result"]


def find_mini_browser() -> str | None:
    """Return the browser that WebKitGTK brings for WebDriver, or None."""
    return next(map(str, sorted(Path("/").glob(_MINI_BROWSERS))), None)


def list_missing(name: str) -> list[str]:
    """Return what an engine needs that is not on this machine; `.ci/engines` installs it."""
    wanted = {"firefox": ["firefox-esr"], "webkit": ["WebKitWebDriver", "Xvfb"], "chromium": []}
    missing = [program for program in wanted[name] if shutil.which(program) is None]
    if name == "webkit" and find_mini_browser() is None:
        missing.append("MiniBrowser")
    return missing


@contextmanager
def open_chromium(browser: Browser) -> Iterator[Engine]:
    """Open a window of Chromium."""
    context = browser.new_context()
    yield Chromium(context.new_page())
    context.close()


@contextmanager
def open_webkit(folder: Path) -> Iterator[Engine]:
    """Open a window of WebKitGTK on a screen of its own."""
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    options = Options()
    options.binary_location = find_mini_browser() or ""
    options.add_argument("--automation")
    with _screen(folder) as display:
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        service = Service(shutil.which("WebKitWebDriver"), env=environment)
        with warnings.catch_warnings():
            # Selenium's own constructor calls what Selenium deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()


@contextmanager
def _screen(folder: Path) -> Iterator[str]:
    """Start an X server that draws nowhere, on the first number that is free."""
    reading, writing = os.pipe()
    with (folder / "xvfb").open("wb") as log:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=log,
        )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(timeout=WAIT_SECONDS)


@contextmanager
def open_firefox(folder: Path) -> Iterator[Engine]:
    """Open a window of Firefox, with a profile of its own."""
    from websocket import create_connection

    command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(folder)]
    (folder / "user.js").write_text(
        'user_pref("browser.shell.checkDefaultBrowser", false);\n'
        'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
        'user_pref("app.update.enabled", false);\n'
        'user_pref("network.captive-portal-service.enabled", false);\n'
        'user_pref("network.connectivity-service.enabled", false);\n'
    )
    with subprocess.Popen(
        [*command, "--remote-debugging-port", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(folder), "MOZ_HEADLESS": "1"},
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            address = _find_address(process.stderr)
            socket = create_connection(
                f"{address}/session", timeout=WAIT_SECONDS, suppress_origin=True
            )
            try:
                yield Firefox(socket)
            finally:
                socket.close()
        finally:
            process.terminate()
            process.communicate(timeout=WAIT_SECONDS)


def _find_address(lines: Iterator[str]) -> str:
    for line in lines:
        if "WebDriver BiDi listening on" in line:
            return line.split()[-1]
    sys.exit("Firefox ended without saying where it listens.")

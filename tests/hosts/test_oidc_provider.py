"""Sign-in at the desk through a real OpenID provider, which gives addresses at UserInfo only."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html import unescape
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, build_opener

import pytest
from pydantic import SecretStr

from tests.ports import free_port
from tests.web.conftest import cast_file
from tests.web.desk.conftest import DeskSite, desk_file, make_desk

__all__ = ["cast_file", "desk_file", "make_desk"]

MODULES = Path(__file__).parents[2] / ".cache" / "oidc-provider"
SERVER = Path(__file__).with_name("oidc_server.mjs")
RETURN = "http://127.0.0.1:8000/edit/sign-in/return"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Serve a provider."""
    node = shutil.which("node")
    if node is None or not (MODULES / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("oidc-provider of npm is not here (run .ci/hosts)")
    port = free_port()
    with subprocess.Popen(
        [node, SERVER, MODULES, str(port), RETURN],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "listening\n"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


class NoRedirects(HTTPRedirectHandler):
    """Leaves it to the test to follow."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def visit(browser: OpenerDirector, url: str, form: dict[str, str] | None = None) -> tuple[str, str]:
    """Return where a page leads and its text."""
    body = urlencode(form).encode() if form is not None else None
    try:
        with browser.open(url, body, timeout=60) as response:
            return "", response.read().decode()
    except HTTPError as answer:
        assert answer.code in (302, 303), answer.read()
        return urljoin(url, answer.headers["Location"]), ""


def sign_in_there(url: str, name: str) -> str:
    """Fill the forms of the provider for developers; return the address that it leads back to."""
    jar = CookieJar(DefaultCookiePolicy(rfc2965=True))
    browser = build_opener(HTTPCookieProcessor(jar), NoRedirects)
    for _ in range(20):
        if url.startswith(RETURN):
            return url
        leads, page = visit(browser, url)
        if not leads:
            action = re.search(r'<form[^>]* action="([^"]+)"', page)
            prompt = re.search(r'name="prompt" value="([^"]+)"', page)
            assert action
            assert prompt
            form = {"prompt": prompt[1], "login": name, "password": "any"}
            leads, _ = visit(browser, urljoin(url, unescape(action[1])), form)
        url = leads
    raise AssertionError(url)


def test_an_invited_account_is_found_by_the_address_of_userinfo(
    make_desk: Callable[..., DeskSite], issuer: str
) -> None:
    site = make_desk(
        oidc_issuer=issuer,
        oidc_client_id="readlevel",
        oidc_client_secret=SecretStr("a secret of tests"),
    )
    client = site.client()
    left = client.get("/edit/sign-in/provider")
    assert left.status_code == 303, left.text
    back = urlsplit(sign_in_there(left.location, "ed"))
    assert client.get(f"{back.path}?{back.query}").status_code == 303
    assert "ed@example.org" in client.get("/edit/account").text
    stranger = site.client()
    back = urlsplit(sign_in_there(stranger.get("/edit/sign-in/provider").location, "nobody"))
    assert stranger.get(f"{back.path}?{back.query}").status_code == 403

"""URLs of the desk come from one module, and each has a view."""

import ast
import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import MapAdapter

import readlevel
from readlevel.settings import Settings
from readlevel.template_folder import find_templates
from readlevel.web.app import create_app
from readlevel.web.desk.app import create_desk
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.preview_options import PreviewOptions
from readlevel.web.http.services import EXTENSION

SOURCE = Path(readlevel.__file__).parent
TYPED = re.compile(r"""["'`]/edit\b""")
WORD = re.compile(r"\w+")

IN_SENTENCES = {"desk/accounts/person.html": 1}
"""The link to the account is part of a translated sentence."""

OWNER = SOURCE / "web/cache/desk_mount.py"
"""Defines the path of the desk, from which `urls` builds all others."""

ARGUMENTS = {
    "theme": "dark",
    "account_id": 1,
    "action": "role",
    "audience": "lay",
    "file_format": "csv",
    "key": "smith2020",
    "language": "en",
    "name": "heart.png",
    "new": 2,
    "next_path": "/edit/inbox",
    "number": 1,
    "old": 1,
    "options": PreviewOptions("patient", "en", 0, "auto", "full", embedded=False),
    "path": "/edit/inbox",
    "query": "lupus",
    "slug": "high-blood-pressure",
    "status": "draft",
    "subject": "high-blood-pressure",
    "token": "abc",
    "token_id": 1,
    "mail_id": 3,
    "thread_id": 7,
}


def all_urls() -> Iterator[tuple[str, str]]:
    for name, value in vars(urls).items():
        if name.isupper() and isinstance(value, str):
            yield name, value
        elif inspect.isfunction(value) and value.__module__ == urls.__name__ and name[0] != "_":
            yield name, call(value)


def call(function: Callable[..., str]) -> str:
    parameters = inspect.signature(function).parameters.values()
    return function(
        **{one.name: ARGUMENTS[one.name] for one in parameters if one.kind is not one.VAR_KEYWORD}
    )


def strings(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.fixture(scope="module")
def adapter() -> MapAdapter:
    settings = Settings(database_url="sqlite:////tmp/never-opened.sqlite")
    return create_desk(create_app(settings).extensions[EXTENSION]).url_map.bind("localhost")


@pytest.mark.parametrize(("name", "url"), list(all_urls()), ids=lambda value: value)
def test_a_view_answers_each_url(adapter: MapAdapter, name: str, url: str) -> None:
    path = urlsplit(url).path
    try:
        adapter.match(path + "heart.png" if name in ("shared_images", "outside_images") else path)
    except MethodNotAllowed as posted:
        assert "POST" in (posted.valid_methods or ())


def test_templates_type_no_url_of_the_desk() -> None:
    folder = find_templates()
    typed = {
        path.relative_to(folder).as_posix(): len(TYPED.findall(path.read_text("utf-8")))
        for path in folder.rglob("*.*")
        if TYPED.search(path.read_text("utf-8"))
    }
    assert typed == IN_SENTENCES


def test_scripts_type_no_url_of_the_desk() -> None:
    scripts = [
        path for path in (SOURCE / "static/js").rglob("*.js") if path.name != "codemirror.js"
    ]
    assert [path.name for path in scripts if TYPED.search(path.read_text("utf-8"))] == []


def test_python_types_no_url_of_the_desk() -> None:
    texts = {path: path.read_text("utf-8") for path in SOURCE.rglob("*.py") if path != OWNER}
    typed = {
        path.relative_to(SOURCE).as_posix()
        for path, text in texts.items()
        if "/edit" in text  # parsing all files takes long
        and any(re.match(r"/edit(?:/[\w/-]*)?$", one) for one in strings(text))
    }
    assert typed == set()


def test_every_url_is_used() -> None:
    used = {
        word
        for folder in (SOURCE, find_templates())
        for path in folder.rglob("*.*")
        if path.suffix in (".py", ".html") and path != Path(urls.__file__)
        for word in WORD.findall(path.read_text("utf-8"))
    }
    own = Counter(WORD.findall(Path(urls.__file__).read_text("utf-8")))
    unused = [name for name, _ in all_urls() if name not in used and own[name] < 2]
    assert unused == []

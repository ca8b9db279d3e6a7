"""A page that is not in memory beside one of Wagtail with as many bytes: processor time.

Wagtail is installed from the package index into a temporary environment, so this benchmark runs
only if it is named: `make bench ARGS=wagtail`. Its page is rich text, without a cache, on SQLite.
"""

import subprocess
import tempfile
import venv
from pathlib import Path
from statistics import median

from benchmarks.cold import PATH, REQUESTS, ROUNDS, ask, measure, wait_for
from benchmarks.content import sample_database
from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine
from readlevel.web.cache.captured_response import call_application
from readlevel.web.finish_pages import finish_pages
from readlevel.web.wsgi import application

_SCRIPT = """\
import io
import sys
import time
from pathlib import Path

import django
from django.conf import settings

FOLDER = Path(__file__).parent
SIZE, ROUNDS, REQUESTS = map(int, sys.argv[1:])
settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="answers.urls",
    USE_TZ=True,
    WAGTAIL_SITE_NAME="bench",
    WAGTAILADMIN_BASE_URL="http://localhost",
    STATIC_URL="/static/",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "db.sqlite3"}},
    INSTALLED_APPS=[
        "answers",
        "wagtail.contrib.redirects",
        "wagtail.users",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.search",
        "wagtail.admin",
        "wagtail",
        "taggit",
        "modelcluster",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [FOLDER / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
)
django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command


def main() -> None:
    call_command("makemigrations", "answers", verbosity=0)
    call_command("migrate", verbosity=0)
    from answers.models import AnswerPage
    from wagtail.models import Page, Site

    root = Page.objects.get(depth=1)
    line = "<p>The pump of the body sends blood to each part of it &amp; back.</p>\\n"
    page = AnswerPage(title="What is a pump?", slug="pump", body=line * (SIZE // len(line)))
    root.add_child(instance=page)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    handler = WSGIHandler()
    body = ask(handler)
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(REQUESTS):
            ask(handler)
        spent.append((time.process_time() - began) / REQUESTS * 1000)
    print(len(body), sorted(spent)[ROUNDS // 2])


def ask(handler: WSGIHandler) -> bytes:
    statuses = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/pump/",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    response = handler(environ, lambda status, headers: statuses.append(status))
    body = b"".join(response)
    response.close()
    assert statuses[0].startswith("200"), statuses
    return body


main()
"""
_FILES = {
    "serve_page.py": _SCRIPT,
    "answers/__init__.py": "",
    "answers/migrations/__init__.py": "",
    "answers/models.py": """\
from wagtail.fields import RichTextField
from wagtail.models import Page


class AnswerPage(Page):
    body = RichTextField()
""",
    "answers/urls.py": """\
from django.urls import include, path
from wagtail import urls

urlpatterns = [path("", include(urls))]
""",
    "answers/templates/answers/answer_page.html": (
        "{% load wagtailcore_tags %}<!DOCTYPE html><title>{{ page.title }}</title>"
        "<h1>{{ page.title }}</h1>{{ page.body|richtext }}"
    ),
}


def run() -> None:
    """Print milliseconds of processor time for a page of each."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        python = install(site / "environment")
        settings = Settings(database_url=f"sqlite:///{sample_database(site)}", cache_megabytes=0)
        engine = make_engine(settings.database_url)
        finish_pages(engine, settings, None)
        layer = application(settings)
        wait_for(layer)
        size = len(call_application(layer, ask()).body)
        ours = median(measure(layer, ask()) for _ in range(ROUNDS))
        layer.close()
        engine.dispose()
        for name, text in _FILES.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text)
        command = [str(python), "serve_page.py", str(size), str(ROUNDS), str(REQUESTS)]
        printed = subprocess.run(command, cwd=site, check=True, capture_output=True, text=True)
        theirs_size, theirs = printed.stdout.split()
    print(f"Readlevel, {PATH}: {size:,} bytes, {ours:.3f} ms of processor time")
    print(
        f"Wagtail: {int(theirs_size):,} bytes, {float(theirs):.3f} ms, "
        f"{float(theirs) / ours:.0f} times as long"
    )


def install(folder: Path) -> Path:
    """Install Wagtail into a new environment; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "wagtail"], check=True)
    return python

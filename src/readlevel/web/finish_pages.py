"""Makes the pages of public texts in the background, so that readers find them finished.

The pages of an answer are made when it has changed, and all of them after an upgrade or a change of
the settings. Until then readers get pages that are made for them.
"""

import logging
import sys
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Engine

from readlevel.settings import Settings
from readlevel.storage.database import site_version
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.database.process_locks import LockName, try_lock
from readlevel.storage.database.site_version import EVERYTHING, name_answer
from readlevel.storage.public import finished_pages
from readlevel.storage.public.finished_pages import EVERY_CHOICE, FinishedPage, Key, PublicVariant
from readlevel.usecases.operations import image_storage
from readlevel.usecases.operations.open_database import open_database
from readlevel.usecases.publishing.process_priority import at_usual_priority, lower_priority
from readlevel.web.app import create_app
from readlevel.web.cache.cache_middleware import VERSION_KEY
from readlevel.web.cache.captured_response import call_application, is_storable
from readlevel.web.cache.changes import Version
from readlevel.web.cache.finished_pages import digest_maker
from readlevel.web.cache.memory_cache import compress
from readlevel.web.cache.rerender_process import rerender_and_log
from readlevel.web.http.frame_options import EMBED_ROOT, EmbedOptions
from readlevel.web.http.persona_cookie import COOKIE_NAME
from readlevel.web.http.urls import urls_in

log = logging.getLogger(__name__)

_ANSWERS_AT_ONCE = 20
_MAX_CHANGES = 5_000
_NO_CHOICE = ""
"""The choice of a reader without a cookie."""


def catch_up(settings: Settings, since: int | None) -> None:
    """Render all queued answers; then finish pages that changed since a site version, or all."""
    lower_priority()
    rerender_and_log(settings)
    engine = open_database(settings)
    try:
        at_usual_priority(lambda: image_storage.move_out(engine))
    except DatabaseProblem as problem:
        log.error("images stay in the database for now: %s", problem)
    try:
        finish_pages(engine, settings, since)
    except DatabaseProblem as problem:
        log.error("not all pages are finished; readers get pages made for them: %s", problem)
        sys.exit(1)  # The server tries again.
    finally:
        engine.dispose()


def finish_pages(engine: Engine, settings: Settings, since: int | None) -> int:
    """Make the pages of answers that changed since a site version, or all; return how many.

    Pages that can still be used are left as they are. One process makes pages at a time.
    """
    lock = try_lock(engine, LockName.FINISHING)
    if lock is None:
        return 0
    try:
        maker = PageMaker(engine, settings)
        return sum(map(maker.finish, _iter_slugs(engine, since)))
    finally:
        lock.release()


class PageMaker:
    """Makes and stores the pages of answers."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self._maker = digest_maker(settings)
        self._application = create_app(settings, engine).wsgi_app

    def finish(self, slugs: Sequence[str]) -> int:
        """Make the pages of answers that cannot be used any more; return how many."""
        with read_transaction(self._engine) as session:
            version = site_version.get_version(session)
            variants = finished_pages.list_public_variants(
                session, slugs, show_unreviewed=self._settings.show_unreviewed
            )
            wanted = {key: one.slug for one in variants for key in self._list_pages(one)}
            paths = {path for path, _ in wanted}
            known = finished_pages.list_current(session, paths, self._maker)
        # The pages of one path are stored together.
        lacking = {path for path, choice in wanted if (path, choice) not in known}
        pages = [
            page
            for (path, choice), slug in wanted.items()
            if path in lacking and (page := self._make(path, choice, slug, version)) is not None
        ]
        if not lacking:
            return 0
        return at_usual_priority(lambda: self._save(slugs, lacking, pages, version))

    def _save(
        self,
        slugs: Sequence[str],
        paths: Collection[str],
        pages: Sequence[FinishedPage],
        version: int,
    ) -> int:
        """Replace the pages of some paths; return how many there are.

        Of an answer that has been deleted meanwhile, nothing is stored.
        """
        with write_transaction(self._engine, background=True) as session:
            left = finished_pages.list_public_variants(
                session, slugs, show_unreviewed=self._settings.show_unreviewed
            )
            parts = {name_answer(one.slug) for one in left}
            kept = [page for page in pages if page.part in parts]
            finished_pages.save_pages(session, paths, kept, version=version, maker=self._maker)
        return len(kept)

    def _list_pages(self, variant: PublicVariant) -> Iterator[Key]:
        """Yield the pages that show a text: its own, those for each choice, and the frame."""
        languages = self._settings.languages
        if variant.language not in languages:
            return
        urls = urls_in(variant.language, languages)
        yield urls.variant(variant.slug, variant.audience), EVERY_CHOICE
        for choice in (_NO_CHOICE, *(one.key for one in self._settings.personas)):
            yield urls.answer(variant.slug), choice
        language = "" if variant.language == languages[0] else variant.language
        yield EmbedOptions(language=language).put_on(EMBED_ROOT + variant.slug), EVERY_CHOICE

    def _make(self, path: str, choice: str, slug: str, version: int) -> FinishedPage | None:
        path_info, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path_info,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            VERSION_KEY: Version(None, version),
        }
        if choice not in (EVERY_CHOICE, _NO_CHOICE):
            environ["HTTP_COOKIE"] = f"{COOKIE_NAME}={choice}"
        made = call_application(self._application, environ)
        if not is_storable(made):
            return None
        return FinishedPage(path, choice, name_answer(slug), made.headers, compress(made.body))


def _iter_slugs(engine: Engine, since: int | None) -> Iterator[Sequence[str]]:
    """Yield the answers that changed since a site version, or all, a few at a time."""
    changed = None if since is None else _list_changed(engine, since)
    if changed is not None:
        for start in range(0, len(changed), _ANSWERS_AT_ONCE):
            yield changed[start : start + _ANSWERS_AT_ONCE]
        return
    after = ""
    while True:
        with read_transaction(engine) as session:
            slugs = finished_pages.list_slugs(session, after=after, limit=_ANSWERS_AT_ONCE)
        if not slugs:
            return
        yield slugs
        after = slugs[-1]


def _list_changed(engine: Engine, since: int) -> Sequence[str] | None:
    """Return the slugs that changed since a site version; None if any may have."""
    with read_transaction(engine) as session:
        now = site_version.get_version(session)
        changes = site_version.list_changes(session, since, now, _MAX_CHANGES)
    parts = {part for _, part in changes or ()}
    if changes is None or EVERYTHING in parts:
        return None
    prefix = name_answer("")
    return sorted(part.removeprefix(prefix) for part in parts if part.startswith(prefix))

"""Rendering again beside the server: a process that is there only while something waits for it.

Workers that answer readers neither render nor import what does.
"""

import logging
import multiprocessing
import threading

from sqlalchemy import Engine

from readlevel.settings import Settings
from readlevel.storage import staleness
from readlevel.storage.engine import make_engine, reading
from readlevel.storage.problems import DatabaseProblem

LOOK_SECONDS = 5.0
"""How often it is looked whether answers wait to be rendered again."""

log = logging.getLogger(__name__)


class Renewal:
    """Looks for answers that wait, and has them rendered, until it is stopped."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="renewal", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a process that renders is ended, and what it had not done still waits."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        engine = make_engine(self._settings.database_url)
        while not self._stop.wait(LOOK_SECONDS):
            if _is_waiting(engine):
                self._render()
        engine.dispose()

    def _render(self) -> None:
        process = multiprocessing.get_context("spawn").Process(
            target=render_waiting, args=(self._settings,), daemon=True
        )
        process.start()
        while process.is_alive() and not self._stop.wait(0.1):
            continue
        process.terminate()
        process.join()


def render_waiting(settings: Settings) -> None:
    """Render again what waits, and log what cannot be."""
    from readlevel.editing import renew

    engine = make_engine(settings.database_url)
    try:
        renewed = renew(engine, settings.personas, settings.languages[0], report=_say_nothing)
        for slug, problem in renewed.failed:
            log.error("%s cannot be rendered again and stays as it was: %s", slug, problem)
    except DatabaseProblem as problem:
        log.error("what waits to be rendered again goes on waiting: %s", problem)
    finally:
        engine.dispose()


def _say_nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


def _is_waiting(engine: Engine) -> bool:
    try:
        with reading(engine) as session:
            return staleness.count_waiting(session) > 0
    except DatabaseProblem:
        return False

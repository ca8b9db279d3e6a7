"""Runs the Granian server, configured so that slow clients do not block other readers."""

import gc
import logging
import multiprocessing
import signal
import socket
import sys
import threading
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection, HTTPException
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels, logger
from granian.server import Server

from readlevel.settings import (
    Settings,
    SettingsProblem,
    find_reachable_host,
    is_reached_by_others,
    name_url,
    write_served_address,
)
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.cache.rerender_process import RerenderProcess
from readlevel.web.http.mail_sender import MailSender
from readlevel.web.observability.logs import start_logging
from readlevel.web.observability.service_manager import notify

HEADER_MILLISECONDS = 8_000
"""Time limit for a client to send its headers."""

log = logging.getLogger(__name__)

_STOPPING = frozenset({signal.SIGTERM, signal.SIGINT})
_STOP_SECONDS = 10
GARBAGE_THRESHOLD = 20_000
"""New objects after which Python looks for cycles among them, instead of 700: a comparison of two
long texts, which makes none, spent a quarter of its time on that."""
_MAX_BACKLOG = 1024


def serve(
    settings: Settings,
    *,
    host: str | None = None,
    port: int | None = None,
    workers: int | None = None,
) -> None:
    """Serve the site until SIGTERM or SIGINT.

    Host, port and workers default to the settings. Raise SettingsProblem if the address cannot be
    listened on, and DatabaseProblem if the database is missing or has another schema version.
    """
    # Workers never need Alembic, which checks the schema version.
    from readlevel.storage.database import engine, schema

    address, port_number = host or settings.host, port or settings.port
    database = engine.make_engine(settings.database_url)
    schema.check(database)
    database.dispose()
    _check_port(address, port_number)
    _check_second_reader(settings)
    has_base_url = "base_url" in settings.model_fields_set
    if not has_base_url:
        settings = settings.model_copy(update={"base_url": name_url(address, port_number)})
        write_served_address(settings, settings.base_url)
    # Spawned workers inherit neither connections nor modules that only writers import.
    multiprocessing.set_start_method("spawn", force=True)
    start_logging(settings.log_level, settings.log_format)
    if not has_base_url and is_reached_by_others(address):
        log.warning(
            "READLEVEL_BASE_URL is not set: links in mails, in feeds and from commands lead to %s."
            " Set it to the address that readers use",
            settings.base_url,
        )
    metrics = _Metrics(settings, address) if settings.has_metrics else None
    rerender_process = RerenderProcess(settings, _catch_up)
    rerender_process.start()
    mail_sender = MailSender(settings, polls=True)
    mail_sender.nudge()
    stopped = threading.Event()
    announcer = threading.Thread(
        target=_announce, args=(address, port_number, stopped), daemon=True
    )
    announcer.start()
    server = _server(settings, address, port_number, workers or settings.workers)
    try:
        with _SignalWatch(server.signal_handler_interrupt):
            server.serve(target_loader=partial(_load, settings), wrap_loader=False)
    finally:
        notify("STOPPING=1")
        stopped.set()
        announcer.join()
        if metrics is not None:
            metrics.close()
        mail_sender.stop()
        rerender_process.stop()


class _SignalWatch:
    """Calls `stop` on SIGTERM and SIGINT, whichever thread of the process the system interrupts.

    Python's handlers run in the main thread. It waits for nothing else, so that it would sleep on
    if the system gave the signal to another thread.
    """

    def __init__(self, stop: Callable[[], object]) -> None:
        self._stop = stop
        self._read, self._written = socket.socketpair()
        self._written.setblocking(False)
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        signal.set_wakeup_fd(self._written.fileno(), warn_on_full_buffer=False)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        self._written.close()
        self._thread.join()
        self._read.close()

    def _watch(self) -> None:
        while numbers := self._read.recv(64):
            if not _STOPPING.isdisjoint(numbers):
                self._stop()


class _Metrics:
    """What the parent process does for metrics: the folder of the counts, and a port."""

    def __init__(self, settings: Settings, address: str) -> None:
        from readlevel.web.observability.metrics import SharedFolder

        self._folder = SharedFolder()
        self._server = None
        if settings.metrics_port is not None:
            from readlevel.web.observability.metrics_server import MetricsServer

            try:
                self._server = MetricsServer(settings.database_url, address, settings.metrics_port)
            except SettingsProblem:
                self._folder.close()
                raise

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
        self._folder.close()


def _check_second_reader(settings: Settings) -> None:
    """Raise SettingsProblem if the settings name a model of entailment that cannot be used."""
    if settings.entailment_model is not None:
        from readlevel.entailment.second_reader import open_second_reader

        open_second_reader(settings)


def _catch_up(settings: Settings, since: int | None) -> None:
    # Only this process needs what makes pages.
    from readlevel.web.finish_pages import catch_up

    catch_up(settings, since)


def _announce(address: str, port: int, stopped: threading.Event) -> None:
    """Print the URL of the site as soon as it responds, and tell the service manager."""
    while not stopped.wait(0.05):
        connection = HTTPConnection(find_reachable_host(address), port, timeout=1)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except (OSError, HTTPException):
            continue
        finally:
            connection.close()
        _print(f"Readlevel is at {name_url(address, port)}/ (stop with Ctrl+C)")
        notify("READY=1")
        return


def _load(settings: Settings) -> CacheMiddleware:
    from readlevel.web.wsgi import application

    app = application(settings)
    keep_from_garbage_collection()
    gc.set_threshold(GARBAGE_THRESHOLD, *gc.get_threshold()[1:])
    # The first search of a worker would wait for this.
    threading.Thread(target=_prepare_searches, args=(settings,), daemon=True).start()
    return app


def _prepare_searches(settings: Settings) -> None:
    from readlevel.usecases.searching.query_words import load_tables

    load_tables(settings.languages)
    keep_from_garbage_collection()


def keep_from_garbage_collection() -> None:
    """Have the GC not scan what there is: it lives as long as the process.

    A scan of all words for searches would take a tenth of a second, in the midst of a request.
    """
    gc.collect()
    gc.freeze()


def _server(settings: Settings, address: str, port: int, workers: int) -> Any:
    # More threads than cores are intended: most of them wait for clients.
    logger.addFilter(lambda record: "Python threads" not in record.getMessage())
    return Server(
        target="readlevel.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=settings.blocking_threads,
        backpressure=_MAX_BACKLOG,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_SECONDS,
    )


def _check_port(address: str, port: int) -> None:
    try:
        (family, kind, protocol, _, sockaddr), *_ = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(sockaddr)
    except OSError as problem:
        raise SettingsProblem(
            [
                f"The server cannot listen on {address}, port {port}"
                f" ({problem.strerror or problem})."
                " Stop what uses the port, or name another with --port."
            ]
        ) from None


def _print(message: str) -> None:
    sys.stderr.write(message + "\n")
    sys.stderr.flush()

"""The server: Granian, set so that slow clients keep nobody else from reading."""

import gc
import multiprocessing
import socket
import sys
import threading
from functools import partial
from http.client import HTTPConnection, HTTPException
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels, logger
from granian.server import Server

from readlevel.settings import Settings, SettingsProblem, write_served_address
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.cache.rerender_process import RerenderProcess

HEADER_MILLISECONDS = 8_000
"""How long a client may take to send its headers."""

_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
"""Where a site is only tried out: its links lead back to where it is tried."""

_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""Where a server that listens on every network can be reached from its own machine."""

_STOP_SECONDS = 10
_MOST_WAITING = 1024


def serve(
    settings: Settings,
    *,
    host: str | None = None,
    port: int | None = None,
    workers: int | None = None,
) -> None:
    """Serve the site until it is told to stop (SIGTERM or SIGINT).

    What is not given is taken from the settings. Raise SettingsProblem where the address cannot be
    listened on, and DatabaseProblem where the database is missing or of another version.
    """
    # Workers never need what checks the database's version.
    from readlevel.storage.database import engine, schema

    address, number = host or settings.host, port or settings.port
    database = engine.make_engine(settings.database_url)
    schema.check(database)
    database.dispose()
    _check_port(address, number)
    if "base_url" not in settings.model_fields_set and address in _THIS_MACHINE:
        settings = settings.model_copy(update={"base_url": _url(address, number)})
        write_served_address(settings, settings.base_url)
    # Workers start from nothing: they inherit neither connections nor what only writers import.
    multiprocessing.set_start_method("spawn", force=True)
    renewal = RerenderProcess(settings)
    renewal.start()
    stopped = threading.Event()
    announcer = threading.Thread(target=_announce, args=(address, number, stopped), daemon=True)
    announcer.start()
    try:
        _server(settings, address, number, workers or settings.workers).serve(
            target_loader=partial(_load, settings), wrap_loader=False
        )
    finally:
        stopped.set()
        announcer.join()
        renewal.stop()


def _announce(address: str, port: int, stopped: threading.Event) -> None:
    """Say where the site is as soon as it answers there."""
    while not stopped.wait(0.05):
        connection = HTTPConnection(_ANY_ADDRESS.get(address, address), port, timeout=1)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except (OSError, HTTPException):
            continue
        finally:
            connection.close()
        _say(f"Readlevel is at {_url(address, port)}/ (stop with Ctrl+C)")
        return


def _load(settings: Settings) -> CacheMiddleware:
    from readlevel.web.wsgi import application

    made = application(settings)
    # What the start has made stays: the collector need never look through it again.
    gc.collect()
    gc.freeze()
    return made


def _server(settings: Settings, address: str, port: int, workers: int) -> Any:
    # More threads than cores are meant: most of them wait for what clients send.
    logger.addFilter(lambda record: "Python threads" not in record.getMessage())
    return Server(
        target="readlevel.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=settings.blocking_threads,
        backpressure=_MOST_WAITING,
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
        (family, kind, protocol, _, place), *_ = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as problem:
        raise SettingsProblem(
            [
                f"The server cannot listen on {address}, port {port}"
                f" ({problem.strerror or problem})."
                " Stop what uses the port, or name another with --port."
            ]
        ) from None


def _url(address: str, port: int) -> str:
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()

"""Metrics in Prometheus' format: requests of all workers, and the state of the site."""

import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event

import readlevel
from readlevel.core.rendering.rendering import RENDERER_VERSION
from readlevel.storage.database import engine as database
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.operations.health import (
    DISK_NEARLY_FULL,
    MAIL_FAILING,
    QUEUE_STUCK,
    HealthCheck,
    SiteState,
)
from readlevel.web.observability.observed_middleware import RequestKind, RequestSink

if TYPE_CHECKING:
    from prometheus_client import Metric

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder through which prometheus-client adds up the counts of all processes."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class SharedFolder:
    """The folder in which the processes of one server share their counts, until it is closed."""

    def __init__(self) -> None:
        # prometheus-client reads the variable when it is imported, in this process and in workers.
        self._own = "" if os.environ.get(FOLDER_VARIABLE) else mkdtemp(prefix="readlevel-metrics-")
        if self._own:
            os.environ[FOLDER_VARIABLE] = self._own

    def close(self) -> None:
        """Remove the folder."""
        if self._own:
            os.environ.pop(FOLDER_VARIABLE, None)
            shutil.rmtree(self._own, ignore_errors=True)


class PrometheusSink(RequestSink):
    """Counts requests, lock waits and database errors of this process."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self.registry = CollectorRegistry()
        self._requests = Counter(
            "readlevel_requests",
            "Requests, by route, status and whether they were answered from memory.",
            RequestKind._fields,
            registry=self.registry,
        )
        self._seconds = Histogram(
            "readlevel_request_seconds",
            "Time of requests that were not answered from memory.",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._lock_waits = Histogram(
            "readlevel_lock_wait_seconds",
            "Time that write transactions waited for their turn.",
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._database_errors = Counter(
            "readlevel_database_errors",
            "Errors of the database, by kind.",
            ["kind"],
            registry=self.registry,
        )
        database.LOCK_WAIT_OBSERVERS.append(self._lock_waits.observe)

    def add(self, counted: Mapping[RequestKind, int]) -> None:
        """Add numbers of requests since the last call."""
        for kind, number in counted.items():
            self._requests.labels(*kind).inc(number)

    def observe(self, route: str, seconds: float) -> None:
        """Add the time of a request that was not answered from memory."""
        self._seconds.labels(route).observe(seconds)

    def watch(self, engine: Engine) -> None:
        """Count the errors of an engine."""

        @event.listens_for(engine, "handle_error")
        def count(context: object) -> None:
            original = getattr(context, "original_exception", None)
            self._database_errors.labels(type(original).__name__).inc()

    def close(self) -> None:
        """Stop watching lock waits."""
        database.LOCK_WAIT_OBSERVERS.remove(self._lock_waits.observe)


class SiteCollector:
    """Reads the state of the site whenever metrics are collected."""

    def __init__(self, health: HealthCheck) -> None:
        self._health = health

    def collect(self) -> "Iterator[Metric]":
        """Yield the metrics of the site."""
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        yield InfoMetricFamily(
            "readlevel_build",
            "The version that runs.",
            {
                "version": readlevel.__version__,
                "renderer": str(RENDERER_VERSION),
                "python": platform.python_version(),
            },
        )
        try:
            state = self._health.inspect()
        except DatabaseProblem:
            yield GaugeMetricFamily("readlevel_database_up", _UP, value=0)
            return
        yield GaugeMetricFamily("readlevel_database_up", _UP, value=1)
        yield from _describe(state)


_UP = "Whether the database can be read."


def _describe(state: SiteState) -> "Iterator[Metric]":
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    for name, text, value in (
        ("saves", "Revisions that have been saved.", state.saves),
        ("sign_in_failures", "Sign-ins that were refused.", state.failed_sign_ins),
    ):
        yield CounterMetricFamily(f"readlevel_{name}", text, value=value)
    for name, text, number in (
        ("site_version", "The site version, which grows with every public change.", state.version),
        ("rerender_queue_answers", "Answers that wait to be rendered again.", state.queued),
        (
            "rerender_queue_unmoved_seconds",
            "How long the queue has had work and not moved.",
            state.unmoved_seconds,
        ),
        ("disk_free_bytes", "Room on the disk of an SQLite database.", state.free_bytes),
        (
            "last_backup_timestamp_seconds",
            "When readlevel backup last made a backup.",
            None if state.last_backup_at is None else state.last_backup_at.timestamp(),
        ),
    ):
        if number is not None:
            yield GaugeMetricFamily(f"readlevel_{name}", text, value=number)
    mails = GaugeMetricFamily("readlevel_mails", "Mails in the outbox.", labels=["state"])
    mails.add_metric(["waiting"], state.mails.waiting)
    mails.add_metric(["retrying"], state.mails.retrying)
    mails.add_metric(["failed"], state.mails.failed)
    yield mails
    problems = GaugeMetricFamily(
        "readlevel_problem", "Whether the site has a problem, as /readyz says.", labels=["problem"]
    )
    for code in (QUEUE_STUCK, MAIL_FAILING, DISK_NEARLY_FULL):
        problems.add_metric([code], int(code in state.problems))
    yield problems


def collect(health: HealthCheck, own: PrometheusSink | None = None) -> bytes:
    """Return all metrics: of every process that shares the folder, otherwise of `own`."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    text = b""
    if Path(os.environ.get(FOLDER_VARIABLE) or "/nowhere").is_dir():
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    elif own is not None:
        text = generate_latest(own.registry)
    registry.register(SiteCollector(health))
    return text + generate_latest(registry)

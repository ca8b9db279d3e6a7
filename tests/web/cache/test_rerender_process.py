"""The rerender process works off the queue while the site is served."""

import shutil
import time
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest

from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.public import render_queue
from readlevel.usecases.glossary import change_terms
from tests.web.conftest import NOW, TERMS
from tests.web.serving import serving


def test_a_server_renders_what_waits_and_readers_get_the_old_text_till_then(
    cast_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(cast_file, tmp_path / "site.sqlite")
    url = f"sqlite:///{tmp_path}/site.sqlite"
    engine = make_engine(url)
    with serving(url, tmp_path / "log") as port:
        address = f"http://127.0.0.1:{port}/answers/both/lay"
        with write_transaction(engine) as session:
            changed = replace(TERMS[0], definition_lay="Told anew.")
            change_terms.save_terms(session, [changed], author="Ed", now=NOW)
        with urlopen(address) as response:
            assert "Told anew." not in response.read().decode()
        until = time.monotonic() + 60
        while _waiting(engine) and time.monotonic() < until:
            time.sleep(0.2)
        with urlopen(address) as response:
            assert "Told anew." in response.read().decode()
    engine.dispose()


def _waiting(engine: object) -> int:
    with read_transaction(engine) as session:  # type: ignore[arg-type]
        return render_queue.count_queued(session)

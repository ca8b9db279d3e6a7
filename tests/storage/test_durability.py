import random
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import text

from readlevel.core.model.answer import Audience
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.storage.public import publications
from tests.storage.cast import EVERY

ROOT = Path(__file__).parents[2]
KILLS = 4


def write_and_be_killed(url: str, first: int, seconds: float) -> list[int]:
    """Return the numbers of the answers whose saving was acknowledged before the kill."""
    command = [sys.executable, "-m", "tests.storage.endless_writer", url, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline())]
        time.sleep(seconds)
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
    return acknowledged


def test_acknowledged_saves_survive_a_kill_at_any_moment(backend: str, database_url: str) -> None:
    chance = random.Random(2)
    acknowledged: list[int] = []
    for _ in range(KILLS):
        # The answer that was being saved may be there or not.
        first = acknowledged[-1] + 2 if acknowledged else 0
        acknowledged += write_and_be_killed(database_url, first, chance.uniform(0.01, 0.2))

    engine = make_engine(database_url)
    with read_transaction(engine) as session:
        slugs = {slug for _, slug in answers.list_ids(session)}
        assert slugs >= {f"answer-{number}" for number in acknowledged}
        assert len(slugs) <= len(acknowledged) + KILLS
        for slug in slugs:
            found = answers.get_answer(session, slug)
            assert len(found.variants) == 2
            for audience in Audience:
                text_there = publications.find(
                    session, slug, audience, "en", EVERY, show_unreviewed=True
                )
                assert text_there is not None
                assert text_there.rendering is not None
        if backend == "sqlite":
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()

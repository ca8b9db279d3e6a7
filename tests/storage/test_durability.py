import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.search.spelling import list_keys
from readlevel.storage.answers import answers
from readlevel.storage.database import content_tables
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


def check_vocabulary(session: Session) -> None:
    """The words of the search, and their keys, are those of the texts that are there."""
    texts, words = content_tables.public_text.c, content_tables.vocabulary.c
    by_answer: dict[str, set[str]] = {}
    for slug, given in session.execute(select(texts.slug, texts.words)):
        by_answer.setdefault(slug, set()).update(given.split())
    counted = Counter(word for given in by_answer.values() for word in given)
    assert {row.word: row.texts for row in session.execute(select(words.word, words.texts))} == (
        counted
    )
    keys = content_tables.spelling.c
    stored = {(row.key, row.word) for row in session.execute(select(keys.key, keys.word))}
    assert stored == {(key, word) for word in counted for key in list_keys(word, "en")}


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
        check_vocabulary(session)
        if backend == "sqlite":
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()

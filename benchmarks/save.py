"""One save of a paragraph at the desk: statements, processor time and wall time."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from benchmarks.databases import databases
from readlevel.core.model.answer import Answer, Audience, Image, Review, Variant
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage import slow_work
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing.editor.editor_state import Draft
from readlevel.usecases.writing.editor.save_draft import foresee_draft, save_draft

REVISIONS = (1, 30, 300)
IMAGES = (0, 30)
IMAGE_BYTES = 500_000
ROUNDS = 15
NOW = datetime(2026, 11, 23, tzinfo=UTC)
QUESTION = "What is a stroke?"
WORDS = "The pump of the body sends blood to each part of it, and some of it comes back late. "
TEXT = "\n\n".join([WORDS * 8] * 8)
"""About 1,100 words."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one save takes."""

    statements: int
    processor_milliseconds: float
    wall_milliseconds: float
    locked_milliseconds: float
    """How long nobody else could write."""


def run() -> None:
    """Print the cost of a save after 1, 30 and 300 revisions, with 0 and 30 images."""
    with tempfile.TemporaryDirectory() as folder:
        for name, url in databases(Path(folder), "save"):
            engine = make_engine(url)
            schema.upgrade(engine)
            with write_transaction(engine) as session:
                who = accounts.add(session, "ann@example.org", "Ann", Role.EDITOR, now=NOW)
            slugs = [
                (fill(engine, who, revisions, images), revisions, images)
                for images in IMAGES
                for revisions in REVISIONS
            ]
            print(f"{name}: a save of one paragraph of {len(TEXT.split()):,} words")
            for (_, revisions, images), cost in zip(
                slugs, measure(engine, who, slugs), strict=True
            ):
                print(
                    f"  {revisions:>3} revisions, {images:>2} images: {cost.statements} statements,"
                    f" {cost.processor_milliseconds:.1f} ms of processor time,"
                    f" {cost.wall_milliseconds:.1f} ms,"
                    f" {cost.locked_milliseconds:.1f} ms of it with the lock"
                )
            engine.dispose()


def measure(engine: Engine, who: Account, slugs: Sequence[tuple[str, int, int]]) -> Sequence[Cost]:
    """Return the medians of alternating rounds."""
    numbers = {slug: revisions for slug, revisions, _ in slugs}
    costs: dict[str, list[Cost]] = {slug: [] for slug in numbers}
    for turn in range(ROUNDS):
        for slug in costs:
            costs[slug].append(save(engine, who, slug, numbers[slug] + turn, turn))
    return [
        Cost(
            max(one.statements for one in some),
            median(one.processor_milliseconds for one in some),
            median(one.wall_milliseconds for one in some),
            median(one.locked_milliseconds for one in some),
        )
        for some in costs.values()
    ]


def fill(engine: Engine, who: Account, revisions: int, images: int) -> str:
    """Store an answer whose lay text has a number of revisions; return its address."""
    slug = f"r{revisions}-i{images}"
    approved = Review(Status.APPROVED)
    answer = Answer(
        slug,
        {"en": QUESTION},
        tuple(Variant(audience, "en", TEXT, approved) for audience in Audience),
        topics=("Stroke",),
        images=tuple(Image(f"{one}.png", bytes(IMAGE_BYTES)) for one in range(images)),
    )
    with write_transaction(engine) as session:
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        publish.save_answer(session, answer, renderer, author="bench", why="", now=NOW)
    for number in range(1, revisions):
        save(engine, who, slug, number, -number)
    return slug


def save(engine: Engine, who: Account, slug: str, number: int, turn: int) -> Cost:
    """Save a changed paragraph of the lay text, based on the revision `number`."""
    draft = Draft(
        slug,
        "en",
        QUESTION,
        ("Stroke",),
        {Audience.LAY: f"{TEXT}\n\nChanged {turn} times.", Audience.CLINICIAN: TEXT},
        {Audience.LAY: number, Audience.CLINICIAN: 1},
        QUESTION,
        ("Stroke",),
    )
    with write_transaction(engine) as session:
        renderer = Renderer(session, DEFAULT_PERSONAS, "en").pin()
    locked = wall = 0.0

    def prepare(session: Session) -> None:
        renderer.follow(session)
        foresee_draft(session, renderer, draft, actor=who, now=NOW)

    def act(session: Session, _: None) -> bool:
        nonlocal locked
        locked = time.perf_counter()
        return save_draft(session, renderer, draft, actor=who, why="", now=NOW)

    with counting(engine) as counted:
        processor, wall = time.process_time(), time.perf_counter()
        saved = slow_work.write(engine, prepare, act)
        ended = time.perf_counter()
        processor = time.process_time() - processor
    assert saved is True, saved
    return Cost(len(counted), processor * 1000, (ended - wall) * 1000, (ended - locked) * 1000)


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements of the block."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    yield said
    event.remove(engine, "before_cursor_execute", hear)

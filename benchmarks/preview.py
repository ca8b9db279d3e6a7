"""The live preview: the server's round trip relative to its bare steps.

The bare steps parse, analyse and annotate the text and render the template, in one process. The
round trip also loads the session, checks the CSRF token, looks up the answer and what is public,
formats the references, finds difficulties with alternatives, and writes JSON.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from werkzeug.test import Client

from benchmarks.content import SAMPLES, SLUG, sample_database
from readlevel.core.hints.find_difficulties import find_difficulties
from readlevel.core.model.answer import Answer
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.rendering.pipeline import parse_source
from readlevel.settings import Settings
from readlevel.storage.accounts import accounts as stored
from readlevel.storage.accounts.sessions import find_session
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.usecases.accounts import sign_in
from readlevel.usecases.accounts.sign_in import ClientInfo
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.web.app import create_app
from readlevel.web.desk.app import create_desk
from readlevel.web.desk.writing.draft_preview import present_draft
from readlevel.web.desk.writing.writing_pages import PreviewPart
from readlevel.web.http.services import EXTENSION, render
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

ROUNDS = 15
COOKIE = "readlevel-desk"
PATIENT = DEFAULT_PERSONAS[0]


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk with the samples and a signed-in user."""

    client: Client
    token: str
    renderer: Renderer
    answer: Answer

    def ask(self, markdown: str) -> None:
        """Request a preview."""
        given = {
            "csrf_token": self.token,
            "slug": SLUG,
            "language": "en",
            "audience": "lay",
            "question": "Why?",
            "markdown": markdown,
        }
        answer = self.client.post("/edit/preview", data=given)
        if answer.status_code != 200:
            raise RuntimeError(answer.text)


def run() -> None:
    """Print milliseconds and ratios for texts of 650 and 6,500 words that change."""
    sample = (SAMPLES / SLUG / "lay.en.md").read_text("utf-8")
    with open_desk() as desk:
        for words in (650, 6_500):
            text = lengthen(sample, words)
            trips, sums = [], []
            for number in range(ROUNDS):
                edited = edit(text, number)
                trips.append(timed(partial(desk.ask, edited)))
                sums.append(timed(partial(take_steps, desk, edited)))
            trip, bare = statistics.median(trips), statistics.median(sums)
            print(
                f"{len(text.split()):,} words, a paragraph changed each time: round trip"
                f" {trip:.1f} ms ({min(trips):.1f}-{max(trips):.1f}), bare steps {bare:.1f} ms;"
                f" ratio {trip / bare:.2f}"
            )


@contextmanager
def open_desk() -> Iterator[Desk]:
    """Create a desk in this process and sign in."""
    with tempfile.TemporaryDirectory() as folder:
        path = sample_database(Path(folder))
        settings = Settings(database_url=f"sqlite:///{path}")
        engine = make_engine(settings.database_url)
        now = datetime.now(UTC)
        with write_transaction(engine) as session:
            ed = stored.add(session, "ed@example.org", "Ed", Role.EDITOR, now=now)
            token = sign_in.start_session(session, ed, ClientInfo("127.0.0.1", ""), now=now)
        with read_transaction(engine) as session:
            entered = find_session(session, token)
            renderer = Renderer(session, DEFAULT_PERSONAS, "en")
            answer = answers.get_answer(session, SLUG)
        app = create_desk(create_app(settings).extensions[EXTENSION])
        client = Client(app)
        client.set_cookie(COOKIE, token)
        with app.test_request_context("/edit"):
            yield Desk(client, entered.csrf_token if entered else "", renderer, answer)
        engine.dispose()


def take_steps(desk: Desk, markdown: str) -> None:
    """Parse, analyse, annotate, and fill the public template."""
    source = parse_source(markdown, "en")
    rendering = desk.renderer.render_source(desk.answer, source, PATIENT.tooltips)
    find_difficulties(source.words, markdown, desk.renderer.glossary)
    visit = current_reader_request()
    variant = present_draft(visit, desk.answer, "en", PATIENT, rendering)
    render("desk/writing/_preview_part.html", PreviewPart(present_site(visit), variant))


def lengthen(text: str, words: int) -> str:
    """Repeat `text`, with numbered paragraphs."""
    blocks, long = text.split("\n\n"), list[str]()
    while sum(len(block.split()) for block in long) < words:
        long.append(f"{blocks[len(long) % len(blocks)]} {len(long)}")
    return "\n\n".join(long)


def edit(text: str, number: int) -> str:
    """Return `text` with one more sentence in its middle paragraph."""
    blocks = text.split("\n\n")
    blocks[len(blocks) // 2] += f" This is edit number {number} of the text."
    return "\n\n".join(blocks)


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that `work` takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)

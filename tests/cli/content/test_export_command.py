from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from readlevel.cli.content.export_command import LEFT_OUT
from readlevel.core.model.answer import Answer, Audience
from readlevel.core.model.topic_names import TopicNames
from readlevel.interchange.answers import answer_folder, topic_names
from readlevel.storage.database import assistant_tables, desk_tables, feedback_tables
from readlevel.storage.database.content_tables import metadata
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.storage.public import publications
from readlevel.storage.public.publications import Publication
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.derive import DerivedAnswer, store_derived
from tests.cli.command import Command, answer
from tests.cli.conftest import BOTH
from tests.conftest import BACKENDS, OpenDatabase
from tests.interchange.strategies import answers
from tests.samples import SAMPLES, import_samples
from tests.storage.cast import EVERY
from tests.thoroughness import choose, examples

EXPORTED = {
    "answer",
    "archive",
    "audience_question",
    "code",
    "former_slug",
    "house_style",
    "image",
    "look",
    "look_file",
    "page",
    "parity_answer",
    "question",
    "reference",
    "review",
    "revision",
    "revision_draft",
    "sample",
    "search_word",
    "term",
    "topic",
    "topic_name",
    "variant",
}
DERIVED = {
    "card",
    "finished_page",
    "language_count",
    "listing",
    "listing_topic",
    "named_term",
    "public_text",
    "publication",
    "related_answer",
    "rendering",
    "spelling",
    "stale_answer",
    "term_name",
    "term_use",
    "topic_count",
    "vocabulary",
    "work",
}
OF_ONE_SITE = {
    "deletion",
    "secret",
    "site",
    "site_change",
    "tombstone",
    "unused_object",
}
"""What only the site itself has a use for: its keys, and what it notes for its own work."""

TABLES_LEFT_OUT = {
    "earlier revisions and the steps of their review": {"review_event", "revision_account"},
    "the history of terms and their drafts": {"term_change", "term_draft", "term_step"},
    "assignments and comments": {"passage_comment", "review_assignment"},
    "outside reviews (who was asked, comments, and decisions of people who are not named)": {
        "outside_review",
        "outside_review_text",
    },
    "checklist assessments": {"checklist_assessment"},
    "ignored suggestions": {"ignored_proposal"},
    "unsaved texts and drafts of the assistant": {
        "draft_job",
        "kept_text",
        "open_editor",
        "unsaved",
    },
    "preview links": {"shared_preview"},
    "saved filters": {"saved_filter"},
    "accounts and API tokens": {
        "account",
        "account_link",
        "account_session",
        "api_token",
        "passkey",
        "sign_in_failure",
    },
    "consent to the assistant and its use": {"assistant_consent", "assistant_token_use"},
    "the audit log": {"audit"},
    "mail": {"mail_opt_out", "outgoing_mail"},
    "what readers sent and searched for": {
        "check_choice",
        "ease",
        "hard_reason",
        "ignored_search",
        "missed_search",
        "missed_search_sender",
        "reader_limit",
        "reader_question",
    },
}


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def find_public(readlevel: Command) -> Publication:
    """Return what readers get of the plain text on gout."""
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with read_transaction(engine) as session:
        found = publications.find(session, "gout", Audience.LAY, "en", EVERY, show_unreviewed=False)
    engine.dispose()
    assert found is not None
    return found


@pytest.fixture
def sampled(backend: str, open_database: OpenDatabase) -> Iterator[Command]:
    """The command, on a database with the samples."""
    with open_database(backend, import_samples) as url:
        yield Command({"READLEVEL_DATABASE_URL": url})


def test_the_samples_come_out_as_they_went_in(sampled: Command, tmp_path: Path) -> None:
    said = sampled("export", tmp_path)
    written = files(tmp_path)
    for path, content in files(SAMPLES).items():
        folder, _, name = path.partition("/")
        if name.endswith((".md", ".csv")):
            assert written[path] == content
        elif path == "topics.toml":
            assert list(topic_names.read(tmp_path / path)) == [
                one for one in topic_names.read(SAMPLES / path) if isinstance(one, TopicNames)
            ]
        elif name == "answer.toml":
            assert answer_folder.read(tmp_path / folder) == answer_folder.read(SAMPLES / folder)
    assert said.out.startswith(f"Written into {tmp_path} – answers: ")


@pytest.mark.parametrize("backend", choose(BACKENDS, one_in=2))
def test_a_second_export_is_byte_for_byte_the_first(sampled: Command, tmp_path: Path) -> None:
    sampled("export", tmp_path / "first")
    assert "new or changed" in sampled("import", tmp_path / "first").out
    sampled("export", tmp_path / "second")
    assert files(tmp_path / "first") == files(tmp_path / "second")


@BOTH
def test_how_the_site_looks_comes_out_as_it_went_in(readlevel: Command, tmp_path: Path) -> None:
    folder = tmp_path / "first" / "look"
    folder.mkdir(parents=True)
    (folder / "look.toml").write_text('accent = "#005eb8"\n\n[files]\nlogo = "logo.svg"\n')
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9" />'
    )
    assert "Looks: 1 new or changed" in readlevel("import", tmp_path / "first").out
    assert "Looks: 0 new or changed, 1 unchanged" in readlevel("import", tmp_path / "first").out
    readlevel("export", tmp_path / "second")
    readlevel("import", tmp_path / "second")
    readlevel("export", tmp_path / "third")
    second, third = (files(tmp_path / name / "look") for name in ("second", "third"))
    assert second == third
    assert b"#005eb8" in second["look.toml"]


EXAMPLES = count()


@BOTH
@settings(
    max_examples=examples(4, 8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(given=st.lists(answers(), min_size=1, max_size=3, unique_by=lambda one: one.slug))
def test_whatever_an_answer_holds_comes_out_as_it_went_in(
    given: list[Answer],
    new_readlevel: Command,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    slugs = [slug for one in given for slug in (one.slug, *one.former_slugs)]
    if len(set(slugs)) < len(slugs):
        return
    folder = tmp_path_factory.mktemp("content")
    # All examples go into one database, where a slug can never be reused.
    number = next(EXAMPLES)
    given = [
        replace(
            one,
            slug=f"{number}-{one.slug}",
            former_slugs=tuple(f"{number}-{slug}" for slug in one.former_slugs),
        )
        for one in given
    ]
    for one in given:
        answer_folder.write(one, folder / "in" / one.slug)
    new_readlevel("init")
    said = new_readlevel("import", folder / "in")
    assert said.err == ""
    new_readlevel("export", folder / "out")
    for one in given:
        path = Path(one.slug)
        assert files(folder / "out" / path) == files(folder / "in" / path)


def test_an_approved_text_beneath_a_newer_draft_stays_public(
    readlevel: Command, new_readlevel: Command, tmp_path: Path
) -> None:
    (tmp_path / "1.jsonl").write_text(answer("gout", "Rest helps."))
    (tmp_path / "2.jsonl").write_text(answer("gout", "Draft of more.", status="draft"))
    for name in ("1.jsonl", "2.jsonl"):
        readlevel("import", tmp_path / name)
    said = readlevel("export", tmp_path / "out")
    assert "Left out: earlier revisions" in said.err
    for what in ("outside reviews", "ignored suggestions", "saved filters"):
        assert what in said.err
    assert (tmp_path / "out" / "gout" / "lay.en.md").read_text() == "Draft of more."
    assert (tmp_path / "out" / "gout" / "published" / "lay.en.md").read_text() == "Rest helps."
    new_readlevel("init")
    for times in ("1 new or changed, 0 unchanged", "0 new or changed, 1 unchanged"):
        said = new_readlevel("import", tmp_path / "out")
        assert said.lines[-1] == f"Answers: {times}, 0 failed."
    new_readlevel("export", tmp_path / "again")
    assert files(tmp_path / "again" / "gout") == files(tmp_path / "out" / "gout")
    found = find_public(new_readlevel)
    assert found.rendering is not None
    assert found.rendering.plain_text == "Rest helps."


def test_every_table_is_exported_derived_or_named_as_left_out() -> None:
    assert set(LEFT_OUT) == set(TABLES_LEFT_OUT)
    assert {
        assistant_tables.draft_job.metadata,
        desk_tables.account.metadata,
        feedback_tables.ease.metadata,
    } == {metadata}
    known = Counter(chain(EXPORTED, DERIVED, OF_ONE_SITE, *TABLES_LEFT_OUT.values()))
    assert known == Counter(metadata.tables.keys())


@pytest.mark.parametrize(
    ("newest", "public", "reason"),
    [
        ("approved", "approved", "would not be public"),
        ("draft", "draft", "would not be public"),
        (None, "approved", "no newer text"),
    ],
)
def test_a_published_text_that_would_not_be_public_is_named(
    readlevel: Command, tmp_path: Path, newest: str | None, public: str, reason: str
) -> None:
    folder = tmp_path / "gout"
    (folder / "published").mkdir(parents=True)
    (folder / "answer.toml").write_text(
        'slug = "gout"\nquestion.en = "What helps?"\n'
        + (f'review.lay.en.status = "{newest}"\n' if newest else "")
        + f'published.{"lay" if newest else "clinician"}.en.status = "{public}"\n'
    )
    (folder / "lay.en.md").write_text("New.")
    name = "lay" if newest else "clinician"
    (folder / "published" / f"{name}.en.md").write_text("Old.")
    said = readlevel("import", tmp_path, status=1)
    assert reason in said.err


def test_answers_named_like_the_other_folders_have_their_own(
    readlevel: Command, tmp_path: Path
) -> None:
    lines = [answer("glossary"), answer("pages"), answer("gout")]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    readlevel("import", tmp_path / "a.jsonl")
    readlevel("export", tmp_path / "out")
    assert readlevel("import", tmp_path / "out").lines[-1] == (
        "Answers: 0 new or changed, 3 unchanged, 0 failed."
    )


def test_a_place_that_cannot_be_written_to_is_a_sentence(
    readlevel: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(answer("gout"))
    readlevel("import", tmp_path / "a.jsonl")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "gout").write_text("in the way")
    said = readlevel("export", tmp_path / "out", status=2)
    assert said.err.startswith(f"{tmp_path}/out/gout")
    assert said.err.count("\n") == 1


def test_the_house_style_comes_out_as_it_went_in(readlevel: Command, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    style = '[[rule]]\navoid = ["suffer from"]\nsay = ["have"]\nlevel = "error"\n'
    (first / "house-style.toml").write_text(style)
    readlevel("import", first)
    readlevel("export", tmp_path / "second")
    assert (tmp_path / "second" / "house-style.toml").read_text() == style
    (first / "house-style.toml").write_text("[[rule]]\n")
    assert "The rule has no wording" in readlevel("import", first, status=1).err


DRAFTED = """\
slug = "gout"

[question]
en = "What helps?"

[review.lay.en]
status = "approved"

[[drafts]]
audience = "lay"
language = "en"
model = "tiny"
prompts = "en-12"
share = 0.75
"""


def test_where_a_text_has_words_from_a_model_travels_with_it(
    readlevel: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "first" / "gout"
    folder.mkdir(parents=True)
    (folder / "answer.toml").write_text(DRAFTED)
    (folder / "lay.en.md").write_text("Rest helps.")
    published: list[str] = []

    def store(session: Session, derived: DerivedAnswer) -> None:
        published.append(derived.answer.slug)
        store_derived(session, derived)

    monkeypatch.setattr(publish, "store_derived", store)
    readlevel("import", folder.parent)
    assert published == ["gout"]
    assert "1 unchanged" in readlevel("import", folder.parent).out
    assert published == ["gout"]
    assert find_public(readlevel).assisted
    readlevel("export", tmp_path / "second")
    exported = (tmp_path / "second" / "gout" / "answer.toml").read_text()
    assert DRAFTED.partition("[[drafts]]")[2] in exported
    (folder / "answer.toml").write_text(DRAFTED.replace("0.75", "2"))
    refused = readlevel("import", folder.parent, status=1).err
    assert "answer.toml:14: gout: drafts.share is no number from 0 to 1." in refused

from pathlib import Path

from sqlalchemy import Engine, text

from readlevel.core.model.persona import DEFAULT_PERSONAS, tooltip_policies
from readlevel.core.rendering.rendering import RENDERER_VERSION
from readlevel.storage.answers.pages import iter_pages
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.public import publications
from tests.cli.command import Command, answer
from tests.cli.conftest import BOTH

OLDEST = Path(__file__).parents[2] / "core" / "fixtures" / "rendering_version_1.json"
"""A rendering as stored by the first version of the renderer."""


def names_of_pages(readlevel: Command) -> list[str]:
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with read_transaction(engine) as session:
        names = [f"{page.name}.{page.language}" for page in iter_pages(session)]
    engine.dispose()
    return names


@BOTH
def test_init_creates_the_database_with_its_pages(new_readlevel: Command) -> None:
    assert new_readlevel("init").out.startswith("Created the database ")
    assert names_of_pages(new_readlevel) == [
        f"{name}.{language}"
        for name in ("about", "accessibility", "editorial-policy", "privacy")
        for language in ("ar", "de", "en", "es", "fr")
    ]
    assert new_readlevel("init").out.endswith(" is there already and is kept.\n")


def test_init_keeps_pages_that_the_site_wrote(new_readlevel: Command, tmp_path: Path) -> None:
    new_readlevel("init")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "privacy.en.md").write_text("# Our privacy\n")
    new_readlevel("import", tmp_path)
    new_readlevel("init")
    new_readlevel("export", tmp_path / "out")
    assert (tmp_path / "out" / "pages" / "privacy.en.md").read_text() == "# Our privacy\n"


def test_init_shows_no_password(lone_readlevel: Command) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/nothing"
    said = Command({"READLEVEL_DATABASE_URL": url})("init", status=2)
    assert "secret" not in said.err
    assert "me:***@127.0.0.1" in said.err


@BOTH
def test_a_missing_database_is_a_sentence_that_names_the_way_out(
    new_readlevel: Command, tmp_path: Path
) -> None:
    for arguments in (
        ("import", tmp_path),
        ("export", tmp_path / "out"),
        ("rerender",),
        ("serve", "--port", "1"),
        ("glossary", "export"),
        ("check", "gout"),
    ):
        said = new_readlevel(*arguments, status=2)
        assert "has not been created yet. Run 'readlevel init'." in said.err
        assert said.err.count("\n") == 1


def test_a_newer_database_is_left_alone(readlevel: Command, tmp_path: Path) -> None:
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with write_transaction(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for name in ("init", "migrate", "demo", "serve", "rerender"):
        said = readlevel(name, status=2)
        assert "made by a newer version" in said.err
        assert said.err.count("\n") == 1


@BOTH
def test_migrate_brings_any_database_up_to_date(new_readlevel: Command) -> None:
    assert new_readlevel("migrate").out == "The database is of this version.\n"
    assert new_readlevel("migrate").out == "The database is of this version.\n"
    assert new_readlevel("rerender").out == "Answers rendered again: 0.\n"


@BOTH
def test_rerender_renders_what_is_stale_or_everything(readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{answer('gout')}\n{answer('flu')}\n")
    readlevel("import", tmp_path / "a.jsonl")
    assert readlevel("rerender").out == "Answers rendered again: 0.\n"
    assert readlevel("rerender", "--all").out == "Answers rendered again: 2.\n"
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with write_transaction(engine) as session:
        session.execute(
            text("UPDATE rendering SET renderer_version = 0 WHERE policy = 'every-lay'")
        )
    engine.dispose()
    assert readlevel("rerender", "--stale").out == "Answers rendered again: 2.\n"
    assert "not both" in readlevel("rerender", "--all", "--stale", status=2).err


@BOTH
def test_renderings_of_an_older_version_stay_public_until_renewed(
    readlevel: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(f"{answer('gout')}\n{answer('flu')}\n")
    readlevel("import", tmp_path / "a.jsonl")
    engine = make_engine(readlevel.settings["READLEVEL_DATABASE_URL"])
    with write_transaction(engine) as session:
        session.execute(
            text("UPDATE rendering SET renderer_version = 1, stored = :stored"),
            {"stored": OLDEST.read_text("utf-8")},
        )
    assert shown(engine) == [1] * 6
    assert readlevel("rerender", "--stale").out == "Answers rendered again: 2.\n"
    assert shown(engine) == [RENDERER_VERSION] * 6
    assert readlevel("rerender", "--stale").out == "Answers rendered again: 0.\n"
    engine.dispose()


def shown(engine: Engine) -> list[int]:
    """Return the renderer versions of the public renderings."""
    policies = tooltip_policies(DEFAULT_PERSONAS)
    with read_transaction(engine) as session:
        found = [
            publications.find(session, slug, audience, "en", policy.key, show_unreviewed=True)
            for slug in ("flu", "gout")
            for audience, policy in policies
        ]
    return [one.rendering.renderer_version for one in found if one and one.rendering]

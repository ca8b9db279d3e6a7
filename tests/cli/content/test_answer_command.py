"""Answers are renamed, archived, restored and deleted from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.cli.conftest import BOTH

TEXTS = {"gout": "Rest. [Flu](/answers/flu)", "flu": "Sleep."}


@pytest.fixture
def site(readlevel: Command, tmp_path: Path) -> Command:
    path = tmp_path / "answers.jsonl"
    lines = [
        {
            "slug": slug,
            "status": "approved",
            "question": {"en": f"What is {slug}?"},
            "variants": {"lay": {"en": text}},
        }
        for slug, text in TEXTS.items()
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    readlevel("import", path)
    return readlevel


def export(site: Command, folder: Path) -> str:
    site("export", folder)
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(folder.glob("*/answer.toml"))
    )


@BOTH
def test_a_renamed_and_archived_answer_survives_export_and_import(
    site: Command, tmp_path: Path
) -> None:
    assert site("answer", "rename", "flu", "influenza").out == "flu is now influenza.\n"
    assert site("answer", "archive", "gout", "--reason", "Old.").out == "gout is archived.\n"
    first = export(site, tmp_path / "first")
    assert 'former_slugs = ["flu"]' in first
    assert 'archived_because = "Old."' in first
    site("answer", "rename", "influenza", "flu")
    assert site("answer", "restore", "gout").out == "gout is restored.\n"
    assert site("answer", "restore", "gout").out == "gout is not archived.\n"
    site("import", tmp_path / "first")
    assert export(site, tmp_path / "second") == first


def test_what_cannot_be_is_said(site: Command) -> None:
    said = site("answer", "rename", "flu", "gout", status=1).err
    assert "belongs to another answer" in said
    assert "is no address" in site("answer", "rename", "flu", "The Flu", status=1).err
    assert "No answer has the address 'cold'" in site("answer", "restore", "cold", status=1).err
    said = site("answer", "archive", "flu", "--reason", " ", status=1).err
    assert "The reason must have 1 to 500 characters" in said


def test_deleting_asks_for_the_address(site: Command) -> None:
    refused = site("answer", "delete", "flu", status=1, given=b"gout\n")
    assert "flu goes with:\n  revisions: 1\n" in refused.out
    assert "gout links to it." in refused.out
    assert "Nothing was deleted" in refused.err
    assert "flu is deleted." in site("answer", "delete", "flu", given=b"flu\n").out
    site("answer", "delete", "gout", "--yes")
    assert "No answer" in site("answer", "delete", "gout", "--yes", status=1).err

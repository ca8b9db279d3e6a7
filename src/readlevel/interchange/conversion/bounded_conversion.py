"""Converts a file in a process of its own, which is stopped when it takes too much.

A file of a few kilobytes can unpack to minutes of work. The process answers in JSON
(`conversion_process`), so a file that takes it over can only send a text.
"""

import json
import os
import subprocess
import sys
from base64 import b64decode
from dataclasses import dataclass
from signal import SIGXCPU
from typing import Any

from readlevel.core.model.answer import Reference
from readlevel.interchange.conversion.read_document import ImportedDocument
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument
from readlevel.interchange.documents.table_pairs import SourceCell, TablePair
from readlevel.interchange.files.file_kinds import FileKind

_PROCESS = "readlevel.interchange.conversion.conversion_process"


@dataclass(frozen=True, slots=True)
class ConversionLimits:
    """What one conversion may take."""

    cpu_seconds: int = 20
    memory_bytes: int = 1_500_000_000
    """Of address space; Python and the libraries take 200 MB of it."""
    seconds: int = 90
    """Until it is stopped even if it waits for a busy machine."""


def convert_bounded(
    content: bytes, max_images: int, limits: ConversionLimits | None = None
) -> ImportedDocument:
    """Return the content of a file as `read_document` does.

    Raise `UnreadableDocument`, with the codes of `read_document`, `too_slow`, `too_large` for one
    that takes too much memory, or `stopped` if the process ended for another reason.
    """
    limits = limits or ConversionLimits()
    given = [str(max_images), str(limits.cpu_seconds), str(limits.memory_bytes)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, with numbers
            [sys.executable, "-m", _PROCESS, *given],
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            env={key: value for key, value in os.environ.items() if not _is_secret(key)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow() from None
    if done.returncode == -SIGXCPU:
        raise _too_slow()
    if done.returncode:
        raise UnreadableDocument(
            "stopped", "The conversion was stopped before its end. Split the file, or try again."
        )
    return _read_answer(json.loads(done.stdout))


def _is_secret(variable: str) -> bool:
    """Return whether an environment variable is none of the conversion's business."""
    return variable.startswith("READLEVEL_")


def _too_slow() -> UnreadableDocument:
    return UnreadableDocument(
        "too_slow", "The file takes too long to convert. Split it, or save it without its layout."
    )


def _read_answer(given: dict[str, Any]) -> ImportedDocument:
    if "code" in given:
        kind = FileKind(given["kind"]) if given["kind"] else None
        raise UnreadableDocument(given["code"], given["reason"], kind)
    return ImportedDocument(
        title=given["title"],
        markdown=given["markdown"],
        left_out=tuple(ConversionLoss(**one) for one in given["left_out"]),
        image_files={name: b64decode(image) for name, image in given["image_files"].items()},
        references=tuple(Reference(one["key"], one["csl"]) for one in given["references"]),
        tables=tuple(
            TablePair(
                tuple(tuple(SourceCell(**cell) for cell in row) for row in one["source"]),
                one["markdown"],
            )
            for one in given["tables"]
        ),
    )

"""The process that converts one file: `python -m … MAX_IMAGES CPU_SECONDS MEMORY_BYTES`.

It reads the file from standard input and writes JSON to standard output: the fields of an
`ImportedDocument`, images in base 64, or `code`, `reason` and `kind` of an `UnreadableDocument`.
"""

import json
import sys
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from readlevel.interchange.conversion.read_document import ImportedDocument, read_document
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument


def _limit(cpu_seconds: int, memory_bytes: int) -> None:
    """Limit this process; where the system cannot, only the time until it is stopped is bounded."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(content: bytes, max_images: int) -> dict[str, Any]:
    try:
        return _as_json(read_document(content, max_images))
    except UnreadableDocument as problem:
        return {"code": problem.code, "reason": problem.reason, "kind": problem.kind}
    except MemoryError:
        return {
            "code": "too_large",
            "reason": "The file takes too much memory. Split it.",
            "kind": None,
        }


def _as_json(document: ImportedDocument) -> dict[str, Any]:
    return {
        "title": document.title,
        "markdown": document.markdown,
        "left_out": [asdict(one) for one in document.left_out],
        "image_files": {
            name: b64encode(image).decode() for name, image in document.image_files.items()
        },
        "references": [{"key": one.key, "csl": dict(one.csl)} for one in document.references],
        "tables": [asdict(one) for one in document.tables],
    }


def main(max_images: int, cpu_seconds: int, memory_bytes: int) -> None:
    """Convert standard input within these limits."""
    _limit(cpu_seconds, memory_bytes)
    json.dump(_answer(sys.stdin.buffer.read(), max_images), sys.stdout)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))

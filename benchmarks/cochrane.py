"""Converts pairs of Cochrane abstracts and plain-language summaries for `readlevel import`.

    python -m benchmarks.cochrane PAIRS.jsonl ANSWERS.jsonl

Each line of the pairs is `{"id": DOI, "technical": text, "lay": text}`.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from readlevel.core.model.slug import slugify


def convert(pair: Mapping[str, str]) -> dict[str, Any]:
    """Return the record of an answer for a pair, with unchanged texts.

    The pairs have no titles, so the question names the review.
    """
    doi = pair["id"]
    return {
        "slug": slugify(doi),
        "question": {"en": f"What does review {doi.rpartition('/')[2]} say?"},
        "topics": ["Cochrane reviews"],
        "variants": {
            "clinician": {"en": as_markdown(pair["technical"])},
            "lay": {"en": as_markdown(pair["lay"])},
        },
        "references": [{"id": "review", "type": "article-journal", "DOI": doi}],
        "status": "approved",
    }


def convert_lines(lines: Iterator[str]) -> Iterator[str]:
    """Convert JSON lines of pairs to JSON lines of answers."""
    for line in lines:
        yield json.dumps(convert(json.loads(line)), ensure_ascii=False) + "\n"


def as_markdown(text: str) -> str:
    """Return plain text as Markdown: each line is a paragraph, with special characters escaped."""
    signs = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>~^#|"})
    return "\n\n".join(line.strip().translate(signs) for line in text.splitlines() if line.strip())


def _main() -> None:
    source, target = map(Path, sys.argv[1:3])
    with source.open(encoding="utf-8") as pairs, target.open("w", encoding="utf-8") as answers:
        answers.writelines(convert_lines(pairs))


if __name__ == "__main__":
    _main()

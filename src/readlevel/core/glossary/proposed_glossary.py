"""The glossary as one text would see it after a change of a term.

Indexing a large glossary takes seconds, so only the terms that matter to the text are indexed.
"""

import re
from collections.abc import Iterator

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.term import Term

_WORD = re.compile(r"\S+")
_EXPLICIT = re.compile(r"""term=["']?([^\s"'}]+)""")
_LONGEST_FORM = 8
"""Words of the longest form that is looked for beside a use of the term."""


def propose_glossary(
    glossary: Glossary,
    text: str,
    markdown: str,
    language: str,
    *,
    before: Term | None,
    after: Term | None,
) -> Glossary:
    """Return the terms that a text can use if `after` takes the place of `before`.

    `text` are the words of the text. None is for a term that is new, or removed.
    """
    found = [*_matched(glossary, [text], language)]
    changed = {(term.language, term.slug) for term in (before, after) if term is not None}
    own = Glossary(term for term in (before, after) if term is not None)
    found += _matched(glossary, list(dict.fromkeys(_iter_near(own, text, language))), language)
    for slug in _EXPLICIT.findall(markdown):
        explicit = glossary.find_term(slug, language)
        if explicit is not None:
            found.append(explicit)
    kept = {(term.language, term.slug): term for term in found}
    others = [term for key, term in kept.items() if key not in changed]
    return Glossary([*others, after] if after is not None else others)


def _matched(glossary: Glossary, texts: list[str], language: str) -> Iterator[Term]:
    for matches in glossary.find_matches_in(texts, language).values():
        for match in matches:
            yield from match.terms


def _iter_near(own: Glossary, text: str, language: str) -> Iterator[str]:
    """Yield the phrases in which other terms may be found, or not any more, beside a use."""
    for match in own.find_matches(text, language):
        end = text.find("\n", match.end)
        line = text[match.start : end if end >= 0 else len(text)]
        spans = [word.span() for word in _WORD.finditer(line)][: 2 * _LONGEST_FORM]
        for number, (start, _) in enumerate(spans):
            for _, stop in spans[number : number + _LONGEST_FORM]:
                yield line[start:stop]

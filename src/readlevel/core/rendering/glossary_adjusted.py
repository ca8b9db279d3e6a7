"""The words that a text explains, which a second readability score does not count as hard."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from readlevel.core.glossary.matcher import Glossary, TermMatch
from readlevel.core.languages.words import find_words

if TYPE_CHECKING:
    from readlevel.core.text.prose import Prose


def list_explained_words(
    prose: "Prose", glossary: Glossary, slugs: Collection[str], language: str
) -> tuple[str, ...]:
    """Return the words of all uses of the terms `slugs` in `prose`, in order.

    A use of an ambiguous form counts if the text explains one of the terms that share it, because
    its writer was asked which term is meant.
    """
    if not slugs:
        return ()
    words: list[str] = []
    for sentence in prose.sentences:
        found = glossary.find_matches(sentence.text, language)
        uses = [match for match in found if any(term.slug in slugs for term in match.terms)]
        if uses:
            words.extend(_words_in(sentence.text, uses))
    return tuple(words)


def _words_in(text: str, uses: Iterable[TermMatch]) -> Iterator[str]:
    """Yield the words of a sentence that overlap with `uses`, which are in order and not empty."""
    coming = iter(uses)
    use = next(coming)
    for start, end in find_words(text):
        while use.end <= start:
            following = next(coming, None)
            if following is None:
                return
            use = following
        if use.start < end:
            yield text[start:end]

"""Facts that a text still states although the text it follows says something else by now."""

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.compare_versions import compare_versions
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.languages.words import split_words

_Key = tuple[str, ...]


def find_outdated_facts(
    text: str,
    source: str,
    former_source: str | None,
    language: str,
    glossary: Glossary | None = None,
) -> tuple[Difference, ...]:
    """Return the facts of `text` that `source` contradicts or no longer supports.

    `former_source` is what the source said when `text` was checked against it: what disagreed then
    was accepted, and is not outdated. If it is None, nobody knows, and every difference counts.
    `source` takes the place of the clinician text in each difference. Raise `UnreadableMarkdown`
    for text that cannot be parsed.
    """
    if former_source is not None and not compare_versions(
        former_source, source, language, glossary
    ):
        return ()
    found = [one for one in compare_texts(source, text, language, glossary) if one.asks]
    if not found or former_source is None:
        return tuple(found)
    accepted = {
        (one.kind, _name(one))
        for one in compare_texts(former_source, text, language, glossary)
        if one.asks
    }
    return tuple(one for one in found if not accepted & _list_accepting(one))


def _list_accepting(one: Difference) -> set[tuple[DifferenceKind, _Key]]:
    """Return the differences whose acceptance covers one.

    A fact that the former source contradicted is no news if the source is silent on it now.
    """
    kinds = {one.kind}
    if one.kind is DifferenceKind.ONLY_LAY:
        kinds.add(DifferenceKind.CONFLICT)
    return {(kind, _name(one)) for kind in kinds}


def _name(one: Difference) -> _Key:
    """Return a fact and the words of the sentence that states it."""
    sentence = "" if one.lay is None else one.lay.text
    return one.fact.casefold(), *split_words(sentence.casefold())

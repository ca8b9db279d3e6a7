"""What a translation leaves to its reader where the source obliges, or the other way round."""

from collections.abc import Iterator

from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.consistency.compared_texts import locate_fact
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.consistency.translations.phrase_claims import find_denials
from readlevel.core.consistency.translations.phrase_tables import get_phrases, has_table
from readlevel.core.consistency.translations.translated_blocks import BlockPair
from readlevel.core.consistency.translations.translation_difference import make_difference

_CONFIDENCE = 0.6


def compare_modality(pair: BlockPair) -> Iterator[Difference]:
    """Yield a "must" that is a "may" in the other text, in a pair of sentences.

    Languages deny either in ways of their own, so that sentences with a denial are left out.
    """
    if len(pair.source) != 1 or len(pair.translation) != 1:
        return
    source, translation = pair.source[0], pair.translation[0]
    told = _find_modality(source.text, pair.languages[0])
    found = _find_modality(translation.text, pair.languages[1])
    if told is not None and found is not None and told.value != found.value:
        yield make_difference(
            DifferenceKind.CONFLICT,
            "modality",
            locate_fact(source, (told.start, told.end)),
            locate_fact(translation, (found.start, found.end)),
            _CONFIDENCE,
        )


def _find_modality(text: str, language: str) -> ClaimPhrase | None:
    """Return the word that obliges or leaves a choice, if a sentence has one way only."""
    find = get_phrases if has_table(language) else get_finder
    phrases = list(find("translated_modality", language).find(text))
    if len({one.value for one in phrases}) != 1 or find_denials(text, language):
        return None
    return phrases[0]

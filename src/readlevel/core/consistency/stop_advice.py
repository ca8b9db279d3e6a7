"""What a plain text says of stopping a medicine, or of not stopping it, and nothing above does."""

from collections.abc import Iterator, Sequence

from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.medicines import mentions_agree
from readlevel.core.facts.negations import read_polarity
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.languages.tags import primary

_WORDS = {"en": ("stop", "medicine"), "es": ("suspender", "medicina")}
"""Words for both in each language that has a list of what is called the same."""


def find_unsupported_stop_advice(
    above: Sequence[SentenceFacts], below: Sequence[SentenceFacts], language: str
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield where statements below speak of stopping a medicine of which nothing above does.

    Each as the place of its statement, and where in it that is said.
    """
    words = _WORDS.get(primary(language), ())
    if not words:
        return
    stop, medicine = (extract_word_topics(word, language)[0] for word in words)
    stopping = [told for told in above if stop in told.topics]
    known = [told for told in stopping if told.medicines or medicine in told.topics]
    for place, told in enumerate(below):
        if told.statement.is_heading or stop not in told.topics or not told.medicines:
            continue
        if any(_is_of_same(one, told) for one in known):
            continue
        stance = read_polarity(told.text, language)
        denied = [(one.start, one.end) for one in stance.denials if stop in one.topics]
        said = denied[0] if denied else stance.asserted.get(stop)
        if said is not None:
            yield place, said


def _is_of_same(one: SentenceFacts, other: SentenceFacts) -> bool:
    """Tell whether two statements are of one medicine, or the first of none in particular."""
    return not one.medicines or any(
        mentions_agree(mine, its) for mine in one.medicines for its in other.medicines
    )

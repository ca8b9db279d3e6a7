"""Amounts in words or with units that only the table of a language knows: two weeks, 250 mg.

In a language without words for facts, a number in digits is compared without its unit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from readlevel.core.claims.claim_vocabulary import ClaimPhrase
from readlevel.core.consistency.compared_texts import locate_fact
from readlevel.core.consistency.difference import Difference, DifferenceKind, FactLocation
from readlevel.core.consistency.translations.phrase_tables import get_phrases, has_table
from readlevel.core.consistency.translations.translated_blocks import BlockPair
from readlevel.core.consistency.translations.translation_difference import make_difference
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.numbers.digits import parse_number
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.quantity_agreement import are_comparable, quantities_agree
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.units import UNITS
from readlevel.core.facts.vocabulary import VOCABULARY_LANGUAGES, get_vocabulary
from readlevel.core.languages.tags import primary

_NUMBER = re.compile(r"\d+(?:[.,٫٬،]\d+)*")
_DIRECTIONS = {"above": 1, "below": -1}
_DENIED_LENGTH = 25
"""Characters before "more than" in which it is denied, with a verb between at most."""

_MAX_AMOUNTS = 40
"""Amounts of one sentence that are read, against hostile texts."""


class WrittenAmount(NamedTuple):
    """An amount of a translation; a number in digits is known to be in the source too."""

    facts: SentenceFacts
    quantity: Quantity
    in_words: bool


def compare_written_amounts(pair: BlockPair) -> Iterator[Difference]:
    """Yield the amounts and limits that differ where one text is in a language without words."""
    unread = [_is_unread(language) for language in pair.languages]
    if unread[0] is unread[1]:
        return
    read, written = (pair.source, pair.translation)[:: -1 if unread[0] else 1]
    language = pair.languages[0 if unread[0] else 1]
    known = [(facts, one) for facts in read for one in facts.quantities]
    amounts = list(find_amounts(written, language))
    for (facts, quantity), amount in find_changed_amounts(known, amounts):
        told = locate_fact(facts, (quantity.start, quantity.end))
        place = locate_fact(amount.facts, (amount.quantity.start, amount.quantity.end))
        source, translation = (place, told) if unread[0] else (told, place)
        yield make_difference(DifferenceKind.CONFLICT, "number", source, translation)
    yield from _compare_limits(known, written, language, is_reversed=unread[0])


def find_unwritten(
    quantities: Sequence[tuple[SentenceFacts, Quantity]], pair: BlockPair
) -> Iterator[tuple[SentenceFacts, Quantity]]:
    """Yield the quantities of a source that its translation does not write in words of its own."""
    language = pair.languages[1]
    amounts = list(find_amounts(pair.translation, language)) if _is_unread(language) else []
    for place in quantities:
        if not any(_agree(place[1], one.quantity) for one in amounts):
            yield place


def find_counted(quantity: Quantity, pair: BlockPair) -> FactLocation | None:
    """Return where a translation has the unit of a quantity that it does not write: a tablet."""
    language = pair.languages[1]
    for facts in pair.translation:
        for symbol, span in _list_units(facts, language):
            if UNITS[symbol].dimension == quantity.dimension:
                return locate_fact(facts, span)
    return None


def _list_units(facts: SentenceFacts, language: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the units that a sentence names, counted or not."""
    if _is_unread(language):
        for phrase in get_phrases("units", language).find(facts.text):
            yield phrase.value, (phrase.start, phrase.end)
        for phrase in get_phrases("amounts", language).find(facts.text):
            yield phrase.value.partition(" ")[2], (phrase.start, phrase.end)
        return
    tokens = SentenceTokens(split_tokens(facts.text), get_vocabulary(language))
    for index in range(len(tokens)):
        found = tokens.vocabulary.units.find(tokens.lowered, index)
        if found is not None:
            yield found[0], (tokens.token(index).start, tokens.token(index + found[1] - 1).end)


def _is_unread(language: str) -> bool:
    return has_table(language) and primary(language) not in VOCABULARY_LANGUAGES


def _compare_limits(
    known: Sequence[tuple[SentenceFacts, Quantity]],
    written: Sequence[SentenceFacts],
    language: str,
    *,
    is_reversed: bool,
) -> Iterator[Difference]:
    """Yield a limit that is "at least" in one text and "at most" in the other."""
    limits = [place for place in known if place[1].direction]
    told = [
        (facts, one, _read_direction(facts.text, one, language))
        for facts in written
        for one in get_phrases("comparison", language).find(facts.text)
    ]
    directions = {quantity.direction for _, quantity in limits}
    opposite = [(facts, one) for facts, one, direction in told if direction not in directions]
    if len(directions) != 1 or len(opposite) != len(told) or not told:
        return
    facts, quantity = limits[0]
    limit = locate_fact(facts, (quantity.start, quantity.end))
    facts, phrase = opposite[0]
    place = locate_fact(facts, (phrase.start, phrase.end))
    source, translation = (place, limit) if is_reversed else (limit, place)
    yield make_difference(DifferenceKind.CONFLICT, "comparison", source, translation)


def _read_direction(text: str, phrase: ClaimPhrase, language: str) -> int:
    """Return 1 for "more than", -1 for "less than" and for "do not take more than"."""
    before = text[max(0, phrase.start - _DENIED_LENGTH) : phrase.start]
    denials = get_phrases("denial", language).find(before)
    denied = any(one.value == "denies" and len(before[one.end :].split()) <= 1 for one in denials)
    return -_DIRECTIONS[phrase.value] if denied else _DIRECTIONS[phrase.value]


def find_amounts(block: Sequence[SentenceFacts], language: str) -> Iterator[WrittenAmount]:
    """Yield the amounts of some sentences."""
    for facts in block:
        yield from list(_find_in_sentence(facts, language))[:_MAX_AMOUNTS]


def _find_in_sentence(facts: SentenceFacts, language: str) -> Iterator[WrittenAmount]:
    halves = {one.start: one.end for one in get_phrases("added_half", language).find(facts.text)}
    added: set[int] = set()
    for amount in _find_counted_units(facts, language):
        quantity = amount.quantity
        following = len(facts.text) - len(facts.text[quantity.end :].lstrip())
        if following in halves:
            # "Three tablets and a half".
            added.add(following)
            numbers = (quantity.numbers[0] + 0.5,)
            quantity = replace(quantity, numbers=numbers, end=halves[following])
        yield amount._replace(quantity=quantity)
    for one in get_phrases("amounts", language).find(facts.text):
        number, _, symbol = one.value.partition(" ")
        if one.start not in added:
            made = _make(float(number), symbol, (one.start, one.end))
            yield WrittenAmount(facts, made, in_words=True)


def _find_counted_units(facts: SentenceFacts, language: str) -> Iterator[WrittenAmount]:
    spelled = {one.end: one for one in get_phrases("numbers", language).find(facts.text)}
    has_decimal_comma = get_vocabulary(language).decimal_comma
    digits = {found.end(): found for found in _NUMBER.finditer(facts.text)}
    for unit in get_phrases("units", language).find(facts.text):
        if facts.text[unit.end : unit.end + 1] == "/":
            continue
        before = len(facts.text[: unit.start].rstrip())
        if (spelt := spelled.get(before)) is not None:
            amount = _make(float(spelt.value), unit.value, (spelt.start, unit.end))
            yield WrittenAmount(facts, amount, in_words=True)
        elif (written := digits.get(before)) is not None:
            value, _ = parse_number(written[0], decimal_comma=has_decimal_comma)
            amount = _make(value, unit.value, (written.start(), unit.end))
            yield WrittenAmount(facts, amount, in_words=False)


def _make(number: float, symbol: str, span: tuple[int, int]) -> Quantity:
    unit = UNITS[symbol]
    return Quantity(*span, (number,), (3,), dimension=unit.dimension, factors=(unit.factor,))


def find_changed_amounts(
    source: Sequence[tuple[SentenceFacts, Quantity]], amounts: Sequence[WrittenAmount]
) -> Iterator[tuple[tuple[SentenceFacts, Quantity], WrittenAmount]]:
    """Yield the quantities of a source that are another amount in its translation."""
    lacking = [
        place
        for place in source
        if place[1].dimension and not any(_agree(place[1], one.quantity) for one in amounts)
    ]
    for one in amounts:
        if any(_agree(quantity, one.quantity) for _, quantity in source):
            continue
        for place in lacking:
            same_number = one.quantity.numbers[0] in place[1].numbers
            if same_number or (one.in_words and are_comparable(place[1], one.quantity)):
                lacking.remove(place)
                yield place, one
                break


def _agree(quantity: Quantity, amount: Quantity) -> bool:
    """Return whether an amount is a quantity, one of its ends, or has the same unit for each."""
    if quantities_agree(quantity, amount):
        return True
    if quantity.dimension != amount.dimension and not quantity.dimension.startswith(
        f"{amount.dimension}/"
    ):
        return False
    return amount.numbers[0] in quantity.numbers and amount.factors[0] in quantity.factors

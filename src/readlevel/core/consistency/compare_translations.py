"""Differences between a text and its translation, by what survives a language.

Words are not compared. Blocks are paired in order, and of each pair the numbers, medicines,
citations, claims and denials: "por la boca" and "by mouth" are the same claim. Claims are known in
the languages of `claim_vocabulary.CLAIM_LANGUAGES`, denials in those too; numbers in any.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import CLAIM_LANGUAGES, get_finder
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.claims.stances.read_stances import read_stances
from readlevel.core.consistency.compared_texts import locate_citation, locate_fact
from readlevel.core.consistency.difference import (
    Difference,
    DifferenceKind,
    FactLocation,
    Severity,
)
from readlevel.core.contradictions.claim_relations import are_compatible
from readlevel.core.facts.extract import SentenceFacts, extract_facts
from readlevel.core.facts.medicines import mentions_agree
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.quantity_agreement import are_comparable, quantities_agree
from readlevel.core.facts.statements import read_statements
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.units import UNITS
from readlevel.core.facts.vocabulary import VOCABULARY_LANGUAGES, get_vocabulary
from readlevel.core.languages.tags import primary

_KINDS = (
    ClaimKind.FREQUENCY,
    ClaimKind.POPULATION,
    ClaimKind.ROUTE,
    ClaimKind.SIDE,
    ClaimKind.TIMING,
    ClaimKind.URGENCY,
    ClaimKind.DISEASE,
    ClaimKind.SITE,
)
_OPPOSITES = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
_CONFIDENCE = 0.8
_CLAIM_CONFIDENCE = 0.6
_UNLIKE_CONFIDENCE = 0.4
"""Confidence of a denial that forbids nothing, in a block of several sentences."""

_MAX_BLOCKS = 400
"""Blocks of texts of unlike length that are paired one by one; their number is squared."""

_Block = Sequence[SentenceFacts]


@dataclass(frozen=True, slots=True)
class _BlockPair:
    source: _Block
    translation: _Block
    languages: tuple[str, str]

    @property
    def has_claims(self) -> bool:
        """Whether claims are known in both languages."""
        return all(primary(language) in CLAIM_LANGUAGES for language in self.languages)


def compare_translations(
    source: str, source_language: str, translation: str, language: str
) -> tuple[Difference, ...]:
    """Return the differences between a text and its translation, in the order of the blocks.

    The source takes the place of the clinician text. Raise `UnreadableMarkdown` for text that
    cannot be parsed.
    """
    languages = source_language, language
    source_blocks = _split_blocks(source, source_language)
    blocks = _split_blocks(translation, language)
    found: dict[str, Difference] = {}
    for one, other in _pair_blocks(source_blocks, blocks, languages):
        for difference in _compare_blocks(_BlockPair(one, other, languages)):
            found.setdefault(difference.key, difference)
    return tuple(found.values())


def _split_blocks(markdown: str, language: str) -> list[_Block]:
    facts = extract_facts(read_statements(markdown, language), language, None)
    return [list(found) for _, found in groupby(facts, key=lambda one: one.statement.line)]


def _pair_blocks(
    source: Sequence[_Block], translation: Sequence[_Block], languages: tuple[str, str]
) -> Sequence[tuple[_Block, _Block]]:
    """Return the pairs of blocks; where one text has more, those that share most, in order."""
    if len(source) == len(translation):
        return list(zip(source, translation, strict=True))
    if max(len(source), len(translation)) > _MAX_BLOCKS:
        return [(_join(source), _join(translation))]
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [
        [(0.0, ())] * (len(translation) + 1) for _ in range(len(source) + 1)
    ]
    marks = [
        [_list_marks(block, language) for block in text]
        for text, language in zip((source, translation), languages, strict=True)
    ]
    for one in range(len(source)):
        for two in range(len(translation)):
            total, pairs = best[one][two]
            score = total + _likeness(marks[0][one], marks[1][two])
            options = [best[one][two + 1], best[one + 1][two], (score, (*pairs, (one, two)))]
            best[one + 1][two + 1] = max(options, key=lambda option: option[0])
    return [(source[one], translation[two]) for one, two in best[-1][-1][1]]


def _join(blocks: Sequence[_Block]) -> _Block:
    return [facts for block in blocks for facts in block]


def _list_marks(block: _Block, language: str) -> Counter[str]:
    """Return what two blocks share in any language: numbers, citations, medicines, claims."""
    found = Counter(one.token() for facts in block for one in facts.quantities)
    found.update(key for facts in block for key in facts.statement.citations)
    found.update("+".join(sorted(one.names)) for facts in block for one in facts.drugs)
    claims = (claim for facts in block for claim in read_claims(facts.text, language))
    found.update(f"{claim.kind} {claim.value}" for claim in claims)
    found["sentences"] = len(block)
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, (one | other).total()) + 0.01


def _compare_blocks(pair: _BlockPair) -> Iterator[Difference]:
    yield from _compare_quantities(pair)
    yield from _compare_drugs(pair)
    yield from _compare_citations(pair)
    if pair.has_claims:
        is_short = len(pair.source) == len(pair.translation) == 1
        for one in _split_sentences(pair):
            yield from _compare_claims(one)
            yield from _compare_denials(one, is_short=is_short)


def _split_sentences(pair: _BlockPair) -> Sequence[_BlockPair]:
    """Return the pairs of sentences of two blocks that have as many, or else the blocks."""
    if len(pair.source) != len(pair.translation):
        return [pair]
    return [
        _BlockPair([source], [translation], pair.languages)
        for source, translation in zip(pair.source, pair.translation, strict=True)
    ]


def _make(
    kind: DifferenceKind,
    about: str,
    source: FactLocation | None,
    translation: FactLocation | None,
    confidence: float = _CONFIDENCE,
) -> Difference:
    place = translation or source
    fact = place.fact if place else ""
    severity = Severity.COULD_HARM
    return Difference(kind, fact, about, source, translation, severity, confidence)


def _compare_quantities(pair: _BlockPair) -> Iterator[Difference]:
    lacking = [
        (facts, one)
        for facts in pair.source
        for one in facts.quantities
        if not (pair.has_claims and _is_frequency(one))
    ]
    known = list(lacking)
    extra: list[tuple[SentenceFacts, Quantity]] = []
    for facts in pair.translation:
        for one in facts.quantities:
            if pair.has_claims and _is_frequency(one):
                continue
            agreeing = [
                place for place in known if _state_the_same(place[1], one, pair.languages[1])
            ]
            lacking = [place for place in lacking if place not in agreeing]
            if not (agreeing or one.needs_no_support):
                extra.append((facts, one))
    lacking = [place for place in lacking if not (place[1].needs_no_support or _is_one(place[1]))]
    for facts, one in extra:
        place = locate_fact(facts, (one.start, one.end))
        other = next((own for own in lacking if are_comparable(own[1], one)), None)
        if other is None:
            yield _make(DifferenceKind.ONLY_LAY, one.fact_type, None, place)
        else:
            lacking.remove(other)
            source = locate_fact(other[0], (other[1].start, other[1].end))
            yield _make(DifferenceKind.CONFLICT, one.fact_type, source, place)
    for facts, one in lacking:
        source = locate_fact(facts, (one.start, one.end))
        yield _make(DifferenceKind.ONLY_CLINICIAN, one.fact_type, source, None)


def _is_one(quantity: Quantity) -> bool:
    """Return whether a quantity is a "one", which many languages write as the article "a"."""
    return quantity.in_words and quantity.numbers == (1,)


def _is_frequency(quantity: Quantity) -> bool:
    """Return whether a quantity is compared as a claim: "un día sí y otro no", "every 12 hours"."""
    return quantity.is_interval or quantity.dimension.startswith("rate/")


def _state_the_same(source: Quantity, translation: Quantity, language: str) -> bool:
    """Return whether two quantities agree, or label the same: type 2, tipo 2.

    In a language without words for facts, a number may be part of a range or have a unit unread.
    """
    if quantities_agree(source, translation):
        return True
    if primary(language) not in VOCABULARY_LANGUAGES and not translation.dimension:
        return bool(set(source.numbers) & set(translation.numbers))
    labels = {source.dimension, translation.dimension} - {one.dimension for one in UNITS.values()}
    return (
        source.numbers == translation.numbers and len(labels) == 2 and all(map(str.isalpha, labels))
    )


def _compare_drugs(pair: _BlockPair) -> Iterator[Difference]:
    known = [one for facts in pair.source for one in facts.drugs]
    for facts in pair.translation:
        for one in facts.drugs:
            if not (one.is_class or any(mentions_agree(other, one) for other in known)):
                place = locate_fact(facts, (one.start, one.end))
                yield _make(DifferenceKind.ONLY_LAY, "drug", None, place)


def _compare_citations(pair: _BlockPair) -> Iterator[Difference]:
    cited = [
        {key: facts for facts in block for key in facts.statement.citations}
        for block in (pair.source, pair.translation)
    ]
    for key, facts in cited[1].items():
        if key not in cited[0]:
            yield _make(DifferenceKind.ONLY_LAY, "citation", None, locate_citation(facts, key))


def _compare_claims(pair: _BlockPair) -> Iterator[Difference]:
    source, translation = (
        [(facts, claim) for facts in block for claim in read_claims(facts.text, language)]
        for block, language in zip((pair.source, pair.translation), pair.languages, strict=True)
    )
    for facts, claim in translation:
        own = [place for place in source if _are_comparable_claims(place[1], claim)]
        if not own or any(_agree(place[1], claim) for place in own):
            continue
        lost = next(
            (
                place
                for place in own
                if not any(
                    _are_comparable_claims(place[1], one) and _agree(place[1], one)
                    for _, one in translation
                )
            ),
            None,
        )
        if lost is not None:
            yield _make(
                DifferenceKind.CONFLICT,
                str(claim.kind),
                locate_fact(lost[0], (lost[1].start, lost[1].end)),
                locate_fact(facts, (claim.start, claim.end)),
                _CLAIM_CONFIDENCE,
            )


def _are_comparable_claims(one: Claim, other: Claim) -> bool:
    if one.kind is not other.kind or one.axis != other.axis:
        return False
    if one.kind is ClaimKind.DIRECTION:
        return one.value in _OPPOSITES and other.value in _OPPOSITES
    return one.kind in _KINDS and one.axis != "order"


def _agree(one: Claim, other: Claim) -> bool:
    if one.kind is ClaimKind.DIRECTION:
        return one.value == other.value
    return are_compatible(one, other)


def _compare_denials(pair: _BlockPair, *, is_short: bool) -> Iterator[Difference]:
    """Yield what denies something, where its counterpart has no word that may.

    A denial that forbids nothing is sure only in a block that `is_short`: languages say "it keeps
    from" and "it does not let".
    """
    blocks = pair.source, pair.translation
    denying = [
        [
            (facts, stance)
            for facts in block
            for stance in read_stances(facts.text, language)
            if not stance.affirms
        ]
        for block, language in zip(blocks, pair.languages, strict=True)
    ]
    for index, found in enumerate(denying):
        other, language = blocks[1 - index], pair.languages[1 - index]
        if not found or not other or any(_may_deny(facts.text, language) for facts in other):
            continue
        facts, stance = found[0]
        place = locate_fact(facts, (stance.start, stance.end))
        whole = locate_fact(other[0], (0, len(other[0].text)))
        places = (whole, place) if index else (place, whole)
        confidence = (
            _CLAIM_CONFIDENCE
            if is_short or stance.is_forbidden or stance.is_discouraged
            else _UNLIKE_CONFIDENCE
        )
        yield _make(DifferenceKind.CONFLICT, "negation", *places, confidence)


def _may_deny(text: str, language: str) -> bool:
    """Return whether a sentence has a word of denial, or one for stopping, anywhere."""
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    negating = tokens.vocabulary.negation_cues["negating"]
    denies = any(negating.find(tokens.lowered, index) for index in range(len(tokens)))
    values = {one.value for one in get_finder("stance", language).find(text)}
    return denies or bool(values & {"stop", "need_not", "forbidden", "discouraged", "hedged"})

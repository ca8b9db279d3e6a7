"""Whether each clause of a sentence affirms or denies, obliges, permits or stops.

A clause with an even number of denials affirms: "do not stop" says to go on. To stop, withhold or
skip a medicine denies that it is to be taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.claims.surroundings import get_general_topics
from readlevel.core.facts.clauses import find_clauses, find_comparison_tokens, find_pseudo_negations
from readlevel.core.facts.medicines import find_drugs
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.topics import extract_topics
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.languages.stopwords import get_generic_words

_MAX_STANCES = 20
"""Clauses of one sentence that are read, against hostile texts."""

_FEW_TOPICS = 2
"""Topics from which a clause shows by itself what it is about."""

_CONTEXT_WORDS = 4
"""Words after the word that denies, which are shown with it."""

_CANNOT = frozenset({"cannot", "can't"})
"""They are pseudo-negations where ability is meant, but forbid in advice."""


_LOCAL_CUES = ("coordinators", "noun", "local")
"""Roles of cues that deny a word or two, rather than the clause: without, lack of."""

_LOCAL_SCOPE = 4
"""Tokens that a "without" reaches, itself included."""

_REASONS = frozenset({"because", "since", "porque", "pues"})
"""Words that begin a reason."""

_RELATIVE = frozenset({"who", "whom", "whose", "quienes", "quien"})
"""Words after which a denial is of some people: "those who did not"."""

_ANY_STOPS = ("stop", "quit", "cease", "dej", "interrupt")
"""First letters of words for stopping anything; only medicines and habits matter."""

_OBJECT_LENGTH = 40
"""Characters after a word for stopping in which its object is looked for."""

_INSTEAD = re.compile(r"\b(?:rather than|instead of|en vez de|en lugar de)\s\Z", re.IGNORECASE)

_DEMAND_LENGTH = 25
"""Characters before a participle in which "must" or "may" shows that it is advice."""

_COMPARING = frozenset({"than", "with", "to", "versus", "vs", "or", "and", "que", "con", "y", "o"})


class Modality(StrEnum):
    """How binding a clause is."""

    PLAIN = ""
    MUST = "must"
    MAY = "may"
    NEED_NOT = "need_not"


@dataclass(frozen=True, slots=True)
class Stance:
    """What a clause says about its topics."""

    start: int
    end: int
    """Span of the words that decide it, in characters."""
    affirms: bool
    modality: Modality
    topics: frozenset[str]
    """Topics of the clause without those that any medical text has."""
    specific_topics: frozenset[str]
    """Those of them that show what it is about: a medicine or organ, not "risk" or "dose"."""
    around: frozenset[str]
    """Topics of the other clauses of its sentence."""
    stops: bool
    """It is about stopping, skipping or going on."""
    names_stop: bool
    """It has a word for stopping that is not counted, since what is stopped is not known."""
    hedges: frozenset[str]
    """Its words that may say the same as a denial: rarely, unclear, reduces."""
    local_denials: frozenset[str]
    """Topics of the nouns that it denies: "without food"."""
    is_forbidden: bool
    """It says that something is contraindicated or to be avoided."""
    seeks_help: bool
    """It tells its reader to call, or to tell, somebody."""
    doubles: bool
    weighs_evidence: bool
    """It is about a difference or about evidence: "there was no difference"."""
    is_condition: bool
    """It is a condition of another clause: "if you are pregnant"."""
    is_reason: bool
    """It is a reason of another clause: "because of mastitis"."""
    is_research: bool
    """It is about studies rather than about what readers should know or do."""


@lru_cache(maxsize=4096)
def read_stances(text: str, language: str) -> tuple[Stance, ...]:
    """Return the stance of each clause of a sentence.

    The topics of a condition ("if you are pregnant") are those of its main clause too.
    """
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    parser = _ClauseParser(tokens, text, language)
    return tuple(_share_conditions(parser.read_all(), get_general_topics(language)))


def _share_conditions(stances: list[Stance], general: frozenset[str]) -> list[Stance]:
    """Return the stances, with the topics of conditions added to their main clauses."""
    shared: list[Stance] = []
    for index, one in enumerate(stances):
        topics = one.topics
        if shared and len(topics) < _FEW_TOPICS:  # "So you should avoid them."
            topics |= shared[-1].topics
        if not one.is_condition:
            if index and stances[index - 1].is_condition and index == 1:
                topics |= stances[0].topics
            for following in stances[index + 1 :]:
                if not following.is_condition:
                    break
                topics |= following.topics
        around = frozenset(topic for other in stances for topic in other.topics) - topics
        shared.append(
            replace(
                one,
                topics=topics,
                specific_topics=topics - general,
                around=around,
            )
        )
    return shared


class _ClauseParser:
    """The clauses of one sentence while they are read."""

    def __init__(self, tokens: SentenceTokens, text: str, language: str) -> None:
        self._tokens, self._text, self._language = tokens, text, language
        self._phrases = list(get_finder("stance", language).find(text))
        self._conditions = {one.start for one in get_finder("condition", language).find(text)}
        pseudo = find_pseudo_negations(tokens) | find_comparison_tokens(tokens)
        self._pseudo = {index for index in pseudo if tokens.token(index).lower not in _CANNOT}
        self._generic = _topics_of(get_generic_words(language), language)

    def read_all(self) -> list[Stance]:
        """Return the stances of the clauses, in order."""
        clauses = self._join(find_clauses(self._tokens, self._language))
        return [self._read(one) for one in clauses if self._has_words(one)]

    def _has_words(self, clause: range) -> bool:
        return any(self._tokens.token(index).is_word for index in clause)

    def _join(self, clauses: Sequence[tuple[int, int]]) -> list[range]:
        """Return the clauses, with each short one after an "and" joined to the one before.

        A condition ends at its comma: "if you are pregnant, do not take it".
        """
        joined: list[range] = []
        for first, end in clauses[:_MAX_STANCES]:
            clause = range(first, end)
            coordinated = self._tokens.has_role("and", first) or (
                self._tokens.has_role("to", first) and self._tokens.token(first).is_word
            )
            follows_condition = bool(joined) and self._is_condition(joined[-1])
            depends = follows_condition or not self._has_cue(clause) or not self._topics(clause)
            if joined and coordinated and depends:
                joined[-1] = range(joined[-1].start, end)
            else:
                joined.append(clause)
        return [part for clause in joined for part in self._split_condition(clause)]

    def _is_condition(self, clause: range) -> bool:
        return self._tokens.token(clause.start).start in self._conditions

    def _split_condition(self, clause: range) -> Iterator[range]:
        commas = [index for index in clause if self._tokens.token(index).text == ","]
        if self._is_condition(clause) and commas and self._is_initial(clause):
            yield range(clause.start, commas[-1])
            yield range(commas[-1] + 1, clause.stop)
        else:
            yield clause

    def _is_initial(self, clause: range) -> bool:
        """Return whether no main clause comes before a clause."""
        return clause.start == 0 or self._tokens.token(clause.start - 1).text in ".;:"

    def _has_cue(self, clause: range) -> bool:
        start, end = self._span(clause)
        decisive = ("stop", "continue", "must", "may", "need_not")
        return any(self._denies(index) for index in clause) or any(
            one.value in decisive and start <= one.start < end for one in self._phrases
        )

    def _span(self, clause: range) -> tuple[int, int]:
        tokens = self._tokens
        return tokens.token(clause.start).start, tokens.token(clause.stop - 1).end

    def _read(self, clause: range) -> Stance:
        start, end = self._span(clause)
        inside = [one for one in self._phrases if start <= one.start < end]
        values = {one.value for one in inside}
        denying = [index for index in clause if self._denies(index)]
        starts = {self._tokens.token(index).start for index in denying}
        # "Withhold" is both a denial and a stop, and counts once.
        named = [
            one
            for one in inside
            if one.value == "stop" and one.start not in starts and not self._is_instead(one)
        ]
        stopping = [one for one in named if self._is_stop(one)]
        denials = self._count(denying) + min(1, len(stopping))
        if "need_not" in values and not denying:
            denials += 1
        return Stance(
            *self._find_span(denying, inside, clause),
            affirms=denials % 2 == 0,
            modality=_modality(values),
            topics=self._topics(clause),
            specific_topics=frozenset(),
            around=frozenset(),
            stops="continue" in values
            or any(one.value == "stop" and self._is_stop(one) for one in inside),
            names_stop=bool(named) and not stopping,
            hedges=frozenset(
                topic
                for one in inside
                if one.value == "hedged"
                for topic in extract_topics(self._text[one.start : one.end], self._language)
                or [self._text[one.start : one.end].lower()]
            ),
            local_denials=self._find_local_denials(clause),
            is_forbidden="forbidden" in values,
            seeks_help="seeks" in values,
            doubles="double" in values,
            is_research="research" in values,
            weighs_evidence="meta" in values,
            is_condition=start in self._conditions,
            is_reason=self._tokens.token(clause.start).lower in _REASONS,
        )

    def _topics(self, clause: range) -> frozenset[str]:
        words = [one.text for one in self._tokens.tokens[clause.start : clause.stop]]
        numbers = filter(str.isdecimal, words)
        return frozenset(extract_topics(" ".join(words), self._language)) - self._generic | {
            *numbers
        }

    def _denies(self, index: int) -> bool:
        tokens = self._tokens
        found = tokens.vocabulary.negation_cues["negating"].find(tokens.lowered, index)
        return (
            found is not None
            and index not in self._pseudo
            and not any(tokens.has_cue(role, index) for role in _LOCAL_CUES)
            and not self._is_of_noun(index)
            and not any(tokens.token(index - back).lower in _RELATIVE for back in (1, 2))
        )

    def _count(self, denying: Sequence[int]) -> int:
        """Return how many denials there are.

        Where grammar doubles a negation, it counts once: "ne … pas", "no … ninguno".
        """
        grammatical = [one for one in denying if self._tokens.has_cue("concord", one)]
        return len(denying) - max(0, len(grammatical) - 1)

    def _find_local_denials(self, clause: range) -> frozenset[str]:
        """Return the topics that a clause denies by a "without" or a "no" before a noun."""
        tokens = self._tokens
        negating = tokens.vocabulary.negation_cues["negating"]
        cues = [
            index
            for index in clause
            if negating.find(tokens.lowered, index) and not self._denies(index)
        ]
        words = " ".join(
            tokens.token(index).text
            for cue in cues
            for index in range(cue, min(cue + _LOCAL_SCOPE, clause.stop))
        )
        return frozenset(extract_topics(words, self._language)) - self._generic

    def _is_of_noun(self, index: int) -> bool:
        """Return whether a "no" denies a noun only: in a list, or in "than no therapy"."""
        before = self._tokens.token(index - 1)
        if not self._tokens.has_cue("determiners", index) or index == 0:
            return False
        return not before.is_word or before.lower in _COMPARING

    def _is_stop(self, phrase: ClaimPhrase) -> bool:
        """Return whether a phrase is about stopping a medicine or habit, not an attack."""
        words = self._text[phrase.start : phrase.end].lower()
        if not words.startswith(_ANY_STOPS):
            return True
        after = self._text[phrase.end : phrase.end + _OBJECT_LENGTH]
        objects = get_finder("stopped", self._language)
        passive = words.endswith(("ed", "ado", "ada")) and (
            find_drugs(self._text, self._language) or self._is_demanded(phrase)
        )
        return bool(passive or find_drugs(after, self._language) or list(objects.find(after)))

    def _is_instead(self, phrase: ClaimPhrase) -> bool:
        """Return whether something else is to be done: "tapered rather than stopped"."""
        return bool(_INSTEAD.search(self._text[: phrase.start]))

    def _is_demanded(self, phrase: ClaimPhrase) -> bool:
        """Return whether a modal verb comes before a phrase: "must be stopped"."""
        start = phrase.start - _DEMAND_LENGTH
        return any(
            one.value in (Modality.MUST, Modality.MAY) and start <= one.start < phrase.start
            for one in self._phrases
        )

    def _find_span(
        self, denying: Sequence[int], inside: Sequence[ClaimPhrase], clause: range
    ) -> tuple[int, int]:
        """Return the span of the words that decide a clause."""
        if denying:
            first = max(clause.start, denying[0] - 1)
            last = min(clause.stop, denying[0] + _CONTEXT_WORDS) - 1
            return self._tokens.token(first).start, self._tokens.token(last).end
        for value in ("stop", "continue", "need_not", "must", "may"):
            for one in inside:
                if one.value == value:
                    return one.start, one.end
        return self._span(clause)


def _modality(values: set[str]) -> Modality:
    for one in (Modality.NEED_NOT, Modality.MUST, Modality.MAY):
        if one.value in values:
            return one
    return Modality.PLAIN


@lru_cache(maxsize=8)
def _topics_of(words: frozenset[str], language: str) -> frozenset[str]:
    return frozenset(topic for word in words for topic in extract_topics(word, language))

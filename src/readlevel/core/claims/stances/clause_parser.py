"""The clauses of a sentence, each read as a stance."""

from collections.abc import Sequence

from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.claims.stances.clause_boundaries import ClauseBoundaries
from readlevel.core.claims.stances.clause_denials import ClauseDenials
from readlevel.core.claims.stances.clause_topics import ClauseTopics
from readlevel.core.claims.stances.clause_words import get_clause_words
from readlevel.core.claims.stances.exceptions import find_exceptions
from readlevel.core.claims.stances.stance import Modality, Stance, choose_modality
from readlevel.core.claims.stances.stop_phrases import StopPhrases
from readlevel.core.facts.tokens import SentenceTokens
from readlevel.core.facts.topics import extract_topics

_CONTEXT_WORDS = 4
"""Words after the word that denies, which are shown with it."""

_SAFETY = "safety:"


class ClauseParser:
    """The clauses of one sentence while they are read."""

    def __init__(self, tokens: SentenceTokens, text: str, language: str) -> None:
        self._tokens, self._text, self._language = tokens, text, language
        self._phrases = list(get_finder("stance", language).find(text))
        contrasts = get_finder("contrast", language).find(text)
        self._safety = [one for one in contrasts if one.value.startswith(_SAFETY)]
        self._words = get_clause_words(language)
        self._denials = ClauseDenials(tokens, self._words)
        self._topics = ClauseTopics(tokens, language)
        self._stops = StopPhrases(text, language, self._phrases)
        self._boundaries = ClauseBoundaries(
            tokens, text, language, self._phrases, self._denials, self._topics
        )
        self._denies = any(map(self._denials.denies, range(len(tokens))))

    def read_all(self) -> list[Stance]:
        """Return the stances of the clauses, in order."""
        return [self._read(one) for one in self._boundaries.find_clauses()]

    def _read(self, clause: range) -> Stance:
        start, end = self._boundaries.span(clause)
        inside = [one for one in self._phrases if start <= one.start < end]
        values = {one.value for one in inside}
        denying = [
            index
            for index in clause
            if self._denials.denies(index) and not self._is_of_content(index, inside, clause)
        ]
        starts = {self._tokens.token(index).start for index in denying}
        # "Withhold" is both a denial and a stop, and counts once.
        named = [
            one
            for one in inside
            if one.value == "stop" and one.start not in starts and not self._stops.is_instead(one)
        ]
        stopping = [one for one in named if self._stops.is_stop(one)]
        if "slow" in values and not denying:
            # To come off a medicine slowly is not to stop it.
            stopping = []
        denials = self._denials.count(denying) + min(1, len(stopping))
        if "need_not" in values and not denying:
            denials += 1
        first = denying[-1] if denying else clause.start
        exceptions = find_exceptions(self._tokens, first, self._words, self._topics.find)
        return Stance(
            *self._find_span(denying, inside, clause),
            affirms=denials % 2 == 0,
            modality=choose_modality(values),
            topics=self._topics.find(clause),
            specific_topics=frozenset(),
            own_topics=frozenset(),
            subject=self._find_subject(clause),
            lacks_subject=self._lacks_subject(clause),
            pace=frozenset(values & {"slow", "sudden"}),
            around=frozenset(),
            stops="continue" in values
            or any(one.value == "stop" and self._stops.is_stop(one) for one in inside),
            names_stop=bool(named) and not stopping,
            hedges=self._list_hedges(inside, is_partial=False),
            partial_hedges=self._list_hedges(inside, is_partial=True),
            is_total=self._words.some.isdisjoint(self._tokens.lowered)
            and any(self._tokens.token(one).lower in self._words.total for one in denying),
            local_denials=self._topics.find_in_words(self._denials.list_local_words(clause)),
            exceptions=exceptions.words,
            excepted=exceptions.topics,
            postpones=not self._words.postponing.isdisjoint(exceptions.words),
            is_limited=self._states_one_of(self._words.limiting),
            has_company=self._states_one_of(self._words.accompanying),
            is_need=any(one.value == "needs" for one in self._phrases),
            safety=self._find_safety(denying, clause),
            is_forbidden="forbidden" in values,
            is_discouraged="discouraged" in values and "forbidden" not in values,
            harms="harms" in values,
            seeks_help="seeks" in values,
            doubles="double" in values,
            is_research="research" in values,
            weighs_evidence="meta" in values,
            condition=self._boundaries.find_condition(start),
            is_reason=self._tokens.token(clause.start).lower in self._words.reasons,
        )

    def _list_hedges(self, phrases: Sequence[ClaimPhrase], *, is_partial: bool) -> frozenset[str]:
        # "Low-protein" is no hedge.
        hedges = [
            self._text[one.start : one.end]
            for one in phrases
            if one.value == "hedged" and self._text[one.end : one.end + 1] != "-"
        ]
        return frozenset(
            topic
            for one in hedges
            if (one.lower() in self._words.partial) is is_partial
            for topic in extract_topics(one, self._language) or [one.lower()]
        )

    def _states_one_of(self, words: frozenset[str]) -> bool:
        """Return whether the sentence has one of the words, and denies nothing."""
        return not self._denies and not words.isdisjoint(self._tokens.lowered)

    def _is_of_content(self, index: int, inside: Sequence[ClaimPhrase], clause: range) -> bool:
        """Return whether what is denied is not what is demanded but what it is to show."""
        start = self._tokens.token(index).start
        demands = [
            one.end
            for one in inside
            if one.value in (Modality.MUST, Modality.MAY) and one.end <= start
        ]
        if not demands:
            return False
        if self._is_purpose(index, demands[-1]):
            return True
        return any(
            self._tokens.token(place).lower in self._words.content
            and self._tokens.token(place - 1).start > demands[0]
            for place in range(clause.start + 1, index)
        )

    def _is_purpose(self, index: int, demand: int) -> bool:
        """Return whether a denial is what a demand is for: "should be rotated to avoid lumps"."""
        tokens = self._tokens
        return tokens.has_role("to", index - 1) and any(
            tokens.token(one).start > demand and tokens.token(one).lower in self._words.auxiliaries
            for one in range(index)
        )

    def _find_subject(self, clause: range) -> frozenset[str]:
        """Return the topics of the words before the verb, if it is one of a few."""
        for index in clause:
            if self._tokens.token(index).lower in self._words.auxiliaries:
                return (
                    self._topics.find(range(clause.start, index))
                    if index > clause.start
                    else frozenset()
                )
        return frozenset()

    def _lacks_subject(self, clause: range) -> bool:
        tokens = self._tokens
        return (
            len(clause) > 1
            and tokens.token(clause.start).lower in self._words.coordinating
            and tokens.token(clause.start + 1).lower in self._words.auxiliaries
        )

    def _find_safety(self, denying: Sequence[int], clause: range) -> str:
        """Return whether a clause calls something safe or dangerous; a denial is part of that."""
        start, end = self._boundaries.span(clause)
        places = [self._tokens.token(index).start for index in denying]
        return next(
            (
                one.value
                for one in self._safety
                if start <= one.start < end
                and all(one.start <= place < one.end for place in places)
            ),
            "",
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
        return self._boundaries.span(clause)

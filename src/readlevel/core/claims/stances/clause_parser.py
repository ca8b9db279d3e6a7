"""The clauses of a sentence, each read as a stance."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.claims.stances.clause_denials import ClauseDenials
from readlevel.core.claims.stances.clause_words import get_clause_words, stands_before
from readlevel.core.claims.stances.exceptions import find_exceptions
from readlevel.core.claims.stances.stance import Modality, Stance, choose_modality
from readlevel.core.facts.clauses import find_clauses
from readlevel.core.facts.medicines import find_drugs
from readlevel.core.facts.tokens import SentenceTokens
from readlevel.core.facts.topics import extract_topics
from readlevel.core.languages.stopwords import get_generic_words

_MIN_MAIN_WORDS = 2
"""Tokens behind the comma of a condition that may be its main clause."""

_NOUN_LENGTH = 4
"""Tokens of a clause that is but a noun, at most."""

_MAX_STANCES = 20
"""Clauses of one sentence that are read, against hostile texts."""

_MANY_TOPICS = 4
"""Topics of any medical text by which a clause without others is still about something."""

_CONTEXT_WORDS = 4
"""Words after the word that denies, which are shown with it."""

_SUBJECT_LENGTH = 6
"""Tokens of a subject before its relative clause, at most: "Heavy silicone oil, which …"."""

_OBJECT_LENGTH = 40
"""Characters after a word for stopping in which its object is looked for."""

_SAFETY = "safety:"

_DEMANDING = frozenset({"must", "may", "need_not", "forbidden", "discouraged"})
"""Values of phrases by which a sentence gives advice."""

_DEMAND_LENGTH = 25
"""Characters before a participle in which "must" or "may" shows that it is advice."""


class ClauseParser:
    """The clauses of one sentence while they are read."""

    def __init__(self, tokens: SentenceTokens, text: str, language: str) -> None:
        self._tokens, self._text, self._language = tokens, text, language
        self._phrases = list(get_finder("stance", language).find(text))
        self._conditions = list(get_finder("condition", language).find(text))
        contrasts = get_finder("contrast", language).find(text)
        self._safety = [one for one in contrasts if one.value.startswith(_SAFETY)]
        self._words = get_clause_words(language)
        self._denials = ClauseDenials(tokens, self._words)
        self._generic = _topics_of(get_generic_words(language), language)
        self._denies = any(map(self._denials.denies, range(len(tokens))))

    def read_all(self) -> list[Stance]:
        """Return the stances of the clauses, in order."""
        clauses = self._join(find_clauses(self._tokens, self._language))
        return [
            self._read(one)
            for one in clauses
            if self._has_words(one) and not self._is_bare_subject(one)
        ]

    def _is_bare_subject(self, clause: range) -> bool:
        """Return whether a relative clause parts the words of a clause from its verb."""
        tokens = self._tokens
        return (
            clause.start == 0
            and len(clause) <= _SUBJECT_LENGTH
            and tokens.token(clause.stop - 1).text == ","
            and tokens.token(clause.stop).lower in self._words.relative
            and self._words.auxiliaries.isdisjoint(tokens.lowered[: clause.stop])
        )

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
            depends = depends or (len(joined) == 1 and self._share_verb(joined[0], clause))
            if joined and coordinated and depends:
                joined[-1] = range(joined[-1].start, end)
            else:
                joined.append(clause)
        return [part for clause in joined for part in self._split_condition(clause)]

    def _share_verb(self, first: range, second: range) -> bool:
        """Return whether a clause is but a noun, the next has the verb: "tea and rum do not"."""
        tokens = self._tokens
        has_subject = any(
            tokens.token(index).lower in self._words.auxiliaries or self._denials.denies(index)
            for index in range(second.start + 2, second.start + _NOUN_LENGTH + 2)
        )
        return (
            len(first) <= _NOUN_LENGTH
            and has_subject
            and not self._denials.denies(second.start + 1)
            and tokens.token(second.start + 1).lower not in self._words.pronouns
            and self._words.auxiliaries.isdisjoint(tokens.lowered[first.start : first.stop + 2])
            and not self._has_address(first)
        )

    def _has_address(self, clause: range) -> bool:
        """Return whether a clause speaks to its reader: "take tea"."""
        start, end = self._span(clause)
        found = get_finder("address", self._language).find(self._text[start:end])
        return self._has_cue(clause) or any(True for _ in found)

    def _is_condition(self, clause: range) -> bool:
        return bool(self._find_condition(self._tokens.token(clause.start).start))

    def _find_condition(self, position: int) -> str:
        """Return the kind of condition that starts at a position: "even when" at both words."""
        if self._words.whether.match(self._text, position) or (
            self._words.asking.match(self._text, position)
            and stands_before(self._words.undecided, self._text, position)
        ):
            return "whether"
        found = (one.value for one in self._conditions if one.start <= position < one.end)
        return next(found, "")

    def _split_condition(self, clause: range) -> Iterator[range]:
        last = clause.stop - _MIN_MAIN_WORDS
        commas = [
            index for index in clause if self._tokens.token(index).text == "," and index < last
        ]
        depends = self._is_condition(clause) or (
            self._tokens.token(clause.start).lower in self._words.subordinating
        )
        if depends and commas and self._is_initial(clause):
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
        return any(self._denials.denies(index) for index in clause) or any(
            one.value in decisive and start <= one.start < end for one in self._phrases
        )

    def _span(self, clause: range) -> tuple[int, int]:
        tokens = self._tokens
        return tokens.token(clause.start).start, tokens.token(clause.stop - 1).end

    def _read(self, clause: range) -> Stance:
        start, end = self._span(clause)
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
            if one.value == "stop" and one.start not in starts and not self._is_instead(one)
        ]
        stopping = [one for one in named if self._is_stop(one)]
        if "slow" in values and not denying:
            # To come off a medicine slowly is not to stop it.
            stopping = []
        denials = self._denials.count(denying) + min(1, len(stopping))
        if "need_not" in values and not denying:
            denials += 1
        first = denying[-1] if denying else clause.start
        exceptions = find_exceptions(self._tokens, first, self._words, self._topics)
        return Stance(
            *self._find_span(denying, inside, clause),
            affirms=denials % 2 == 0,
            modality=choose_modality(values),
            topics=self._topics(clause),
            specific_topics=frozenset(),
            own_topics=frozenset(),
            subject=self._find_subject(clause),
            lacks_subject=self._lacks_subject(clause),
            pace=frozenset(values & {"slow", "sudden"}),
            around=frozenset(),
            stops="continue" in values
            or any(one.value == "stop" and self._is_stop(one) for one in inside),
            names_stop=bool(named) and not stopping,
            hedges=self._list_hedges(inside, is_partial=False),
            partial_hedges=self._list_hedges(inside, is_partial=True),
            is_total=self._words.some.isdisjoint(self._tokens.lowered)
            and any(self._tokens.token(one).lower in self._words.total for one in denying),
            local_denials=self._find_topics(self._denials.list_local_words(clause)),
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
            condition=self._find_condition(start),
            is_reason=self._tokens.token(clause.start).lower in self._words.reasons,
        )

    def _list_hedges(self, phrases: Sequence[ClaimPhrase], *, is_partial: bool) -> frozenset[str]:
        hedges = [self._text[one.start : one.end] for one in phrases if one.value == "hedged"]
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
        demands = [one.end for one in inside if one.value in (Modality.MUST, Modality.MAY)]
        return bool(demands) and any(
            self._tokens.token(place).lower in self._words.content
            and self._tokens.token(place - 1).start > demands[0]
            for place in range(clause.start + 1, index)
        )

    def _find_subject(self, clause: range) -> frozenset[str]:
        """Return the topics of the words before the verb, if it is one of a few."""
        for index in clause:
            if self._tokens.token(index).lower in self._words.auxiliaries:
                return (
                    self._topics(range(clause.start, index))
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

    def _topics(self, clause: range) -> frozenset[str]:
        words = [one.text for one in self._tokens.tokens[clause.start : clause.stop]]
        numbers = (word for word in words if word[0].isdecimal())
        found = frozenset(extract_topics(" ".join(words), self._language))
        specific = found - self._generic
        is_general = not specific and len(found) >= _MANY_TOPICS
        return (found if is_general else specific) | {*numbers}

    def _find_topics(self, words: str) -> frozenset[str]:
        return frozenset(extract_topics(words, self._language)) - self._generic

    def _is_stop(self, phrase: ClaimPhrase) -> bool:
        """Return whether a phrase is about stopping a medicine or habit, not an attack."""
        words = self._text[phrase.start : phrase.end].lower()
        if self._is_reported(phrase):
            return False
        if not words.startswith(self._words.stopping):
            return True
        after = self._text[phrase.end : phrase.end + _OBJECT_LENGTH]
        objects = get_finder("stopped", self._language)
        passive = words.endswith(self._words.participles) and (
            find_drugs(self._text, self._language) or self._is_demanded(phrase)
        )
        return bool(passive or find_drugs(after, self._language) or list(objects.find(after)))

    def _find_safety(self, denying: Sequence[int], clause: range) -> str:
        """Return whether a clause calls something safe or dangerous; a denial is part of that."""
        start, end = self._span(clause)
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

    def _is_reported(self, phrase: ClaimPhrase) -> bool:
        """Return whether a phrase tells what happened, and demands nothing."""
        words = self._text[phrase.start : phrase.end].lower()
        if not self._words.stop_nouns.isdisjoint(words.split()):
            return not any(one.value in _DEMANDING for one in self._phrases)
        return words.endswith(self._words.participles) and stands_before(
            self._words.reported, self._text, phrase.start
        )

    def _is_instead(self, phrase: ClaimPhrase) -> bool:
        """Return whether something else is to be done: "tapered rather than stopped"."""
        return stands_before(self._words.instead, self._text, phrase.start)

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


@lru_cache(maxsize=8)
def _topics_of(words: frozenset[str], language: str) -> frozenset[str]:
    return frozenset(topic for word in words for topic in extract_topics(word, language))

"""Where the clauses of a sentence that are read as stances begin and end."""

from collections.abc import Iterator, Sequence

from readlevel.core.claims.claim_vocabulary import ClaimPhrase, get_finder
from readlevel.core.claims.stances.clause_denials import ClauseDenials
from readlevel.core.claims.stances.clause_topics import ClauseTopics
from readlevel.core.claims.stances.clause_words import get_clause_words, stands_before
from readlevel.core.facts.clauses import find_clauses
from readlevel.core.facts.tokens import SentenceTokens

_MIN_MAIN_WORDS = 2
"""Tokens behind the comma of a condition that may be its main clause."""

_NOUN_LENGTH = 4
"""Tokens of a clause that is but a noun, at most."""

_MAX_STANCES = 20
"""Clauses of one sentence that are read, against hostile texts."""

_SUBJECT_LENGTH = 6
"""Tokens of a subject before its relative clause, at most: "Heavy silicone oil, which …"."""


class ClauseBoundaries:
    """The clauses of one sentence, joined and divided where a stance needs it."""

    def __init__(
        self,
        tokens: SentenceTokens,
        text: str,
        language: str,
        phrases: Sequence[ClaimPhrase],
        denials: ClauseDenials,
        topics: ClauseTopics,
    ) -> None:
        self._tokens, self._text, self._language = tokens, text, language
        self._phrases, self._denials, self._topics = phrases, denials, topics
        self._conditions = list(get_finder("condition", language).find(text))
        self._words = get_clause_words(language)

    def find_clauses(self) -> list[range]:
        """Return the clauses of which each has words and a stance of its own, in order."""
        clauses = self._join(find_clauses(self._tokens, self._language))
        return [one for one in clauses if self._has_words(one) and not self._is_bare_subject(one)]

    def span(self, clause: range) -> tuple[int, int]:
        """Return where a clause starts and ends in the text."""
        tokens = self._tokens
        return tokens.token(clause.start).start, tokens.token(clause.stop - 1).end

    def find_condition(self, position: int) -> str:
        """Return the kind of condition that starts at a position: "even when" at both words."""
        if self._words.whether.match(self._text, position) or (
            self._words.asking.match(self._text, position)
            and stands_before(self._words.undecided, self._text, position)
        ):
            return "whether"
        found = (one.value for one in self._conditions if one.start <= position < one.end)
        return next(found, "")

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
            depends = (
                follows_condition or not self._has_cue(clause) or not self._topics.find(clause)
            )
            depends = depends or (len(joined) == 1 and self._share_verb(joined[0], clause))
            depends = depends and not (joined and self._affirms_more(joined[-1], clause))
            is_interrupted = bool(joined) and (
                self._is_interrupted(joined[-1], first) or self._is_list(clause)
            )
            if is_interrupted or (joined and coordinated and depends):
                joined[-1] = range(joined[-1].start, end)
            else:
                joined.append(clause)
        return [part for clause in joined for part in self._split_condition(clause)]

    def _is_list(self, clause: range) -> bool:
        """Return whether words behind a colon list what the clause before speaks of."""
        words = self._tokens.lowered[clause.start : clause.stop]
        if ":" not in (self._tokens.token(clause.start - 1).text, words[0]) or "," not in words:
            return False
        start, end = self.span(clause)
        listed = self._text[start:end].lstrip(": ")
        before = [
            listed[: one.start].split()
            for one in get_finder("address", self._language).find(listed)
        ]
        begins_item = any(
            not one or one[-1].endswith(",") or one[-1].lower() in self._words.coordinating
            for one in before
        )
        return self._words.auxiliaries.isdisjoint(words) and not begins_item

    def _affirms_more(self, before: range, clause: range) -> bool:
        """Return whether a clause says what is so after what is not: "and is first-line"."""
        return (
            self._tokens.token(clause.start + 1).lower in self._words.auxiliaries
            and any(self._denials.denies(index) for index in before)
            and not any(self._denials.denies(index) for index in clause)
            and bool(self._topics.find(clause))
        )

    def _is_interrupted(self, before: range, first: int) -> bool:
        """Return whether a word between commas parts a subject from its verb: ", however, is"."""
        tokens, auxiliaries = self._tokens, self._words.auxiliaries
        return (
            tokens.token(first - 1).text == tokens.token(first + 1).text == ","
            and tokens.token(first + 2).lower in auxiliaries
            and auxiliaries.isdisjoint(tokens.lowered[before.start : before.stop])
        )

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
        start, end = self.span(clause)
        found = get_finder("address", self._language).find(self._text[start:end])
        return self._has_cue(clause) or any(True for _ in found)

    def _is_condition(self, clause: range) -> bool:
        return bool(self.find_condition(self._tokens.token(clause.start).start))

    def _split_condition(self, clause: range) -> Iterator[range]:
        commas = [
            index
            for index in clause
            if self._tokens.token(index).text == "," and self._may_be_main(index + 1, clause.stop)
        ]
        depends = self._is_condition(clause) or (
            self._tokens.token(clause.start).lower in self._words.subordinating
        )
        if depends and commas and self._is_initial(clause):
            yield range(clause.start, commas[-1])
            yield range(commas[-1] + 1, clause.stop)
        else:
            yield clause

    def _may_be_main(self, first: int, end: int) -> bool:
        """Return whether words may be a main clause: several, or a demand such as "stop"."""
        return end - first >= _MIN_MAIN_WORDS or (first < end and self._has_cue(range(first, end)))

    def _is_initial(self, clause: range) -> bool:
        """Return whether no main clause comes before a clause."""
        return clause.start == 0 or self._tokens.token(clause.start - 1).text in ".;:"

    def _has_cue(self, clause: range) -> bool:
        start, end = self.span(clause)
        decisive = ("stop", "continue", "must", "may", "need_not")
        return any(self._denials.denies(index) for index in clause) or any(
            one.value in decisive and start <= one.start < end for one in self._phrases
        )

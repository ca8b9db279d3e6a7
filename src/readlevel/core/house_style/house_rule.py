"""The rules of a house style: what a site does not say, what it says instead, and why."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from itertools import islice
from unicodedata import normalize

from readlevel.core.languages.tags import primary
from readlevel.core.model.answer import Audience

MAX_RULES = 2_000
MAX_WORDINGS = 1_000
"""Wordings of one rule."""
MAX_WORDING_LENGTH = 200
MAX_REASON_LENGTH = 500

_PLACEHOLDER = re.compile(r"%(?:\[(?P<number>[1-9])\])?s")
_KEY_LENGTH = 16


class RuleLevel(StrEnum):
    """How much a rule matters: only an error can keep a text from being approved."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"
    """Shown to writers only; no finding."""


@dataclass(frozen=True, slots=True)
class HouseRule:
    """Wordings that a site avoids for one reason."""

    avoid: tuple[str, ...]
    """What not to say: phrases, or patterns as in `token_pattern`."""
    say: tuple[str, ...] = ()
    """What to say instead, best first; empty if the wording is only banned."""
    reason: str = ""
    """A sentence; `%s` in it is what to say, if there is something, and then what was found."""
    exceptions: tuple[str, ...] = ()
    """Phrases or patterns in which the wording is right."""
    level: RuleLevel = RuleLevel.WARNING
    language: str = ""
    """Language tag; empty for every language."""
    audiences: tuple[Audience, ...] = ()
    """Whose texts it is for; empty for all."""
    ignore_case: bool = True
    is_pattern: bool = False
    whole_words: bool = True
    """Whether a wording begins and ends where words do."""

    @property
    def is_message(self) -> bool:
        """Return whether the reason says what was found, so that nothing else need say it."""
        return _PLACEHOLDER.search(self.reason) is not None

    @property
    def key(self) -> str:
        """Return a digest of the rule, by which forms name it."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:_KEY_LENGTH]

    def compose(self) -> "HouseRule":
        """Return the rule with letters and their accents composed (NFC), as in texts."""

        def composed(wordings: Iterable[str]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(normalize("NFC", one) for one in wordings))

        return replace(
            self,
            avoid=composed(self.avoid),
            say=composed(self.say),
            reason=normalize("NFC", self.reason),
            exceptions=composed(self.exceptions),
        )

    def is_for(self, audience: Audience, language: str) -> bool:
        """Return whether it is a rule for the texts of an audience in a language."""
        has_language = not self.language or primary(self.language) == primary(language)
        return has_language and (not self.audiences or audience in self.audiences)

    def explain(self, found: str) -> str:
        """Return the reason with the wording that was found, and what to say instead."""
        values = [found] if not self.say else [self.say[0], found]
        places = iter(range(len(values)))

        def fill(match: re.Match[str]) -> str:
            place = int(match["number"]) - 1 if match["number"] else next(places, len(values))
            return values[place] if place < len(values) else ""

        return _PLACEHOLDER.sub(fill, self.reason)


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The house style of a site."""

    rules: tuple[HouseRule, ...] = ()
    glossary_names: RuleLevel | None = None
    """How much it matters that a term is called by its name in the glossary; None if not at all."""

    def __bool__(self) -> bool:
        """Return whether it asks for anything."""
        return bool(self.rules) or self.glossary_names is not None

    def select(self, audience: Audience, language: str) -> "HouseStyle":
        """Return the style for the texts of an audience in a language."""
        rules = tuple(rule for rule in self.rules if rule.is_for(audience, language))
        return HouseStyle(rules, self.glossary_names)

    def list_wordings(self, most: int) -> tuple[tuple[str, str], ...]:
        """Return what not to say and what to say instead: the first phrases, errors first."""
        levels = tuple(RuleLevel)
        ranked = sorted(self.rules, key=lambda rule: levels.index(rule.level))
        phrases = (
            (avoided, rule.say[0] if rule.say else "")
            for rule in ranked
            if not rule.is_pattern
            for avoided in rule.avoid
        )
        return tuple(islice(phrases, most))


NO_STYLE = HouseStyle()

"""Turns English passives with a named agent into the active voice.

Only sentences of one clause are read: a subject, a form of be, a participle, "by" and the agent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from readlevel.core.languages.common_words import is_everyday_word
from readlevel.core.languages.english.inflection import inflect_english
from readlevel.core.languages.english.noun_phrases import is_plural
from readlevel.core.languages.english.verbs import conjugate
from readlevel.core.simplify.english.clauses import (
    get_base_forms,
    get_group,
    is_finite_verb,
    list_words,
)
from readlevel.core.simplify.proposal import ProposalKind, Rewrite
from readlevel.core.simplify.sentence_marks import capitalise, split_end

_MODALS = "can|could|may|might|must|should|will|would"
_PASSIVE = re.compile(
    rf"\b(?:(?P<modal>{_MODALS})\s(?P<negated>not\s)?be|(?P<be>is|are|was|were))\s"
    r"(?:(?P<adverb>often|usually|sometimes|always|also|never)\s)?(?P<participle>[a-z]+)\sby\s"
)
_OTHER_CLAUSE = re.compile(r"[,;:()]")
_MAX_AGENT_WORDS = 4
_MAX_SUBJECT_WORDS = 6
_OBJECTS: Mapping[str, str] = {
    "i": "me",
    "he": "him",
    "she": "her",
    "we": "us",
    "they": "them",
}
_SUBJECTS: Mapping[str, str] = {new: old for old, new in _OBJECTS.items()}
_PLURAL_PRONOUNS = frozenset({"they", "we", "you", "i"})
_QUANTITY = re.compile(
    r"\A(?:an?|the)\s(?:(?:vast|large|small|great)\s)?(?:handful|majority|minority|number|range"
    r"|variety)\sof\s",
    re.IGNORECASE,
)
"""Singular nouns with a plural verb: "the majority of women"."""

_SINGULARS = frozenset({"aids", "diabetes", "herpes", "measles", "mumps", "rabies", "rickets"})
_AFTER_NOUN = frozenset({"from", "of", "with", "without"})

_DENYING = frozenset(
    {"any", "barely", "few", "hardly", "little", "neither", "never", "no", "nobody", "none", "nor"}
    | {"not", "nothing", "only", "rarely", "scarcely", "seldom"}
)
"""Words of a subject that mean something else as an object: "No tests were done by any"."""

_OF_EACH = frozenset({"all", "both", "each", "every", "most", "some"})
"""Words of a subject that "not" would deny as an object: "A doctor must not see all patients"."""

_LINKS = frozenset(
    {"after", "and", "as", "at", "before", "but", "during", "except", "for", "in", "on", "or"}
    | {"that", "to", "unless", "until", "when", "which", "who", "within"}
)
"""Words by which more than the agent follows."""

_ADVERBS = frozenset(
    {"again", "also", "alone", "always", "daily", "each", "either", "even", "ever", "every"}
    | {"just", "often", "once", "sometimes", "today", "too", "twice", "usually", "yet"}
)
"""Words behind an agent that belong to the verb: "by a nurse every day"."""


def make_active(text: str) -> Iterator[Rewrite]:
    """Yield the sentence in the active voice: "You are seen by a nurse." is "A nurse sees you."."""
    body, cites, stop = split_end(text)
    found = _PASSIVE.search(body)
    if found is None or _OTHER_CLAUSE.search(body) or not _names_agent(body[found.end() :]):
        return
    subject, agent = body[: found.start()].strip(), body[found.end() :].strip()
    base = get_base_forms().get(found["participle"])
    words = list_words(subject)
    if base is None or not 0 < len(words) <= _MAX_SUBJECT_WORDS or any(map(is_finite_verb, words)):
        return
    denies = found["negated"] or found["adverb"] == "never"
    if not _DENYING.isdisjoint(words) or (denies and not _OF_EACH.isdisjoint(words)):
        return
    acted_on = _as_object(subject)
    if acted_on is None:
        return
    verb = _conjugate(base, found, agent)
    adverb = f"{found['adverb']} " if found["adverb"] else ""
    agent = _SUBJECTS.get(agent.lower(), agent)
    negated = "not " if found["negated"] else ""
    modal = f"{found['modal']} {negated}" if found["modal"] else ""
    written = f"{agent} {modal}{adverb}{verb} {acted_on}"
    cited = f" {cites}" if cites else ""
    active = f"{capitalise(written)}{cited}{stop}"
    yield Rewrite(ProposalKind.ACTIVE, 0, len(text), (active,))


def _names_agent(agent: str) -> bool:
    """Return whether the words behind "by" surely say who does it, not how, when or how much."""
    words = list_words(agent)
    if not 0 < len(words) <= _MAX_AGENT_WORDS or any(map(str.isdigit, agent)):
        return False
    if not (_DENYING | _ADVERBS).isdisjoint(words):
        return False
    if not _LINKS.isdisjoint(words) or not get_group("measures").isdisjoint(words):
        return False
    if words[0].endswith("ing"):
        return False  # by what means: "by offering fluids"
    is_opened = words[0] in get_group("determiners") | _SUBJECTS.keys() | _PLURAL_PRONOUNS
    return is_opened or is_plural(_find_head(words)) or words[-1] in _SINGULARS


def _find_head(words: Sequence[str]) -> str:
    """Return the noun of a phrase: that of "people with asthma" is "people"."""
    before = list(takewhile(lambda word: word not in _AFTER_NOUN, words))
    return before[-1] if before else words[-1]


def _conjugate(base: str, found: re.Match[str], agent: str) -> str:
    """Return the verb in the tense of the passive, in agreement with its agent."""
    forms = conjugate(base)
    if found["modal"]:
        return forms.base
    if found["be"] in {"was", "were"}:
        return forms.past[0]
    return forms.base if _is_plural(agent) else forms.third


def _is_plural(agent: str) -> bool:
    words = list_words(_QUANTITY.sub("", agent))
    head = _find_head(words)
    if head in _PLURAL_PRONOUNS or words[0] in {"these", "those", "many", "most", "some"}:
        return True
    return is_plural(head) and head not in _SINGULARS


def _as_object(subject: str) -> str | None:
    """Return the subject as it stands after a verb: "The lung" is "the lung", "They" is "them".

    None if it is not sure whether its capital is that of a name.
    """
    if subject.lower() in _OBJECTS:
        return _OBJECTS[subject.lower()]
    if subject[1:2].isupper() or not subject[:1].isalpha():
        return subject
    first = list_words(subject)[0]
    is_known = is_everyday_word(first, "en") or any(
        is_everyday_word(form, "en") for form in inflect_english(first)
    )
    if is_known or _COMMON.search(first):
        return subject[0].lower() + subject[1:]
    return None


_COMMON = re.compile(
    r"(?:tions?|sions?|ments?|ness|it(?:y|ies)|[aeiou]mia|itis|osis|oses|ectom(?:y|ies)|scop(?:y|ies)"
    r"|graph(?:y|ies)|therap(?:y|ies)|(?:p|t|l)ath(?:y|ies)|oma(?:s|ta)?|uria|algia|ive|ic|al|ous"
    r"|ary|ory|ular|able|ible|ed|ings?|ants?|ics|ances?|ences?|ures?|ages?)\Z"
)
"""Endings of words that are no names."""

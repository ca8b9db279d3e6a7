"""Turns English passives with a named agent into the active voice.

Only sentences of one clause are read: a subject, a form of be, a participle, "by" and the agent.
"""

import re
from collections.abc import Iterator, Mapping

from readlevel.core.languages.common_words import is_everyday_word
from readlevel.core.languages.english.inflection import inflect_english
from readlevel.core.languages.english.noun_phrases import is_plural
from readlevel.core.languages.english.verbs import conjugate
from readlevel.core.simplify.clauses import get_base_forms, is_finite_verb, list_words, split_end
from readlevel.core.simplify.proposal import ProposalKind, Rewrite

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
_PLURAL_AGENTS = frozenset({"people", "men", "women", "children", "they", "we", "you", "i"})
_SINGULARS = frozenset({"aids", "diabetes", "herpes", "measles", "mumps", "rabies", "rickets"})
_NO_AGENTS = frozenset({"about", "at", "far", "itself", "law", "mouth", "then", "using", "way"})
"""Words behind a "by" that names no agent: by mouth, by using."""

_DENYING = frozenset({"few", "neither", "no", "nobody", "none", "nothing", "only"})
"""Words of a subject that mean something else as an object: "No tests were done by any"."""

_LINKS = frozenset({"and", "at", "for", "in", "on", "or", "that", "to", "which", "who"})
"""Words by which more than the agent follows."""


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
    if not _DENYING.isdisjoint(words):
        return
    verb = _conjugate(base, found, agent)
    adverb = f"{found['adverb']} " if found["adverb"] else ""
    agent = _SUBJECTS.get(agent.lower(), agent)
    negated = "not " if found["negated"] else ""
    modal = f"{found['modal']} {negated}" if found["modal"] else ""
    written = f"{agent} {modal}{adverb}{verb} {_as_object(subject)}"
    cited = f" {cites}" if cites else ""
    active = f"{written[0].upper()}{written[1:]}{cited}{stop}"
    yield Rewrite(ProposalKind.ACTIVE, 0, len(text), (active,))


def _names_agent(agent: str) -> bool:
    words = list_words(agent)
    if not 0 < len(words) <= _MAX_AGENT_WORDS or words[0] in _NO_AGENTS:
        return False
    return not words[0].endswith("ing") and _LINKS.isdisjoint(words)


def _conjugate(base: str, found: re.Match[str], agent: str) -> str:
    """Return the verb in the tense of the passive, in agreement with its agent."""
    forms = conjugate(base)
    if found["modal"]:
        return forms.base
    if found["be"] in {"was", "were"}:
        return forms.past[0]
    return forms.base if _is_plural(agent) else forms.third


def _is_plural(agent: str) -> bool:
    words = list_words(agent)
    last = words[-1]
    if last in _PLURAL_AGENTS or words[0] in {"these", "those", "many", "most", "some"}:
        return True
    return is_plural(last) and last not in _SINGULARS


def _as_object(subject: str) -> str:
    """Return the subject as it stands after a verb: "The lung" is "the lung", "They" is "them"."""
    if subject.lower() in _OBJECTS:
        return _OBJECTS[subject.lower()]
    first = list_words(subject)[0]
    is_known = is_everyday_word(first, "en") or any(
        is_everyday_word(form, "en") for form in inflect_english(first)
    )
    is_name = subject[1:2].isupper() or not is_known
    return subject if is_name and subject[:1].isalpha() else subject[0].lower() + subject[1:]

"""The sentence for each finding: what is wrong and what to do."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from readlevel.core.model.finding import Finding

LAST_AGE = 18
"""The age at which school ends; ages above it are described as "and over"."""

MESSAGES = {
    "above_target": (
        "The text reads at about {level}, above its target {target}: grade"
        " {target_high:g} or lower ({source}). Shorten its sentences, replace its long words, or"
        " name another target in {setting}."
    ),
    "unknown_citation": "No reference has the id {key!r}. Add it to references.json.",
    "foreign_image": (
        "The picture {text} is not in images/, so it is left out. Put it there and write"
        " images/ before its name."
    ),
    "missing_alt": (
        "The picture {text} has no description for those who cannot see it. Write one between"
        " ![ and ]."
    ),
    "unusable_link": (
        "The link to {text!r} leads nowhere here, so only its words are shown. Write an address"
        " with https://, or the # of a heading of this text."
    ),
    "ambiguous_term": "{text!r} may stand for {choices}. Write [{text}]{{term=…}} or {{.plain}}.",
    "undefined_acronym": (
        "{text!r} is said nowhere in full. Write it out where it comes first, or add it to the"
        " glossary."
    ),
    "long_sentence": (
        "This sentence has {words} words: {shortened!r} Part it, so that none has more than {most}."
    ),
    "dead_internal_link": (
        "The link to {text} leads to no page that readers find. Correct it, or take it out."
    ),
    "behind": (
        "The clinician text says something else than this one was checked against. Bring it up to"
        " date, and have it reviewed; then its review in answer.toml says"
        ' checked_against = "{said}".'
    ),
    "unanswered_parity": (
        "{fact!r} {verdict}: {both} Change the text, or say why it may stay in answer.toml,"
        ' under [parity.{language}]: {key} = "…"'
    ),
    "unknown_term": (
        "The glossary has no term {slug!r} for {text!r}. Add the term, or name one that is there."
    ),
}


_VERDICTS = {
    "conflict": "disagrees with the clinician text",
    "only_lay": "stands in no sentence of the clinician text",
}
_MAX_LENGTH = 80
_MAX_SENTENCE_LENGTH = 400
"""Characters shown of a compared sentence, enough to see the fact in it."""


def describe_finding(finding: "Finding", audience: str, language: str) -> str:
    """Return the sentence for a finding in a text for `audience` in `language`."""
    from readlevel.core.readability.targets import TARGETS

    data = dict(finding.data)
    data["language"] = language
    data["shortened"] = _shorten(finding.text)
    if finding.code == "ambiguous_term":
        data["choices"] = " or ".join(data["choices"])
    elif finding.code == "above_target":
        data["level"] = _level(data)
        data["source"] = TARGETS[data["target"]].source
        data["setting"] = f"READLEVEL_TARGET_{audience.upper()}"
    elif finding.code == "unanswered_parity":
        data["verdict"] = _VERDICTS[data["kind"]]
        said = (finding.text, data["clinician"])
        data["both"] = ", against ".join(
            repr(_shorten(one, _MAX_SENTENCE_LENGTH)) for one in said if one
        )
    return MESSAGES[finding.code].format(text=finding.text, **data)


def _shorten(text: str, longest: int = _MAX_LENGTH) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def _level(data: dict[str, Any]) -> str:
    """Return grade and age in words, or age alone if the language has no grades."""
    young, old = data["age_low"], data["age_high"]
    age = f"age {young} and over" if old is None or old > LAST_AGE else f"age {_range(young, old)}"
    if data["grade_low"] is None:
        return age
    return f"grade {_range(data['grade_low'], data['grade_high'])} ({age})"


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"

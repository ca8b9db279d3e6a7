"""What an editor is told of each finding: a sentence that names the thing and the way out."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from readlevel.core.rendering import Finding

LAST_AGE = 18
"""The age at which school ends: later ones are told without end."""

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
    "unknown_term": (
        "The glossary has no term {slug!r} for {text!r}. Add the term, or name one that is there."
    ),
}


def tell(finding: "Finding", audience: str) -> str:
    """Return the sentence for what was found in a text for `audience`."""
    from readlevel.core.targets import TARGETS

    data = dict(finding.data)
    if finding.code == "ambiguous_term":
        data["choices"] = " or ".join(data["choices"])
    elif finding.code == "above_target":
        data["level"] = _level(data)
        data["source"] = TARGETS[data["target"]].source
        data["setting"] = f"READLEVEL_TARGET_{audience.upper()}"
    return MESSAGES[finding.code].format(text=finding.text, **data)


def _level(data: dict[str, Any]) -> str:
    """Return grade and age in words, age alone where the language has no grades."""
    young, old = data["age_low"], data["age_high"]
    age = f"age {young} and over" if old is None or old > LAST_AGE else f"age {_range(young, old)}"
    if data["grade_low"] is None:
        return age
    return f"grade {_range(data['grade_low'], data['grade_high'])} ({age})"


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"

"""What an editor is told of each finding: a sentence that names the thing and the way out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readlevel.core.rendering import Finding

MESSAGES = {
    "above_target": (
        "The text reads at about grade {grade} (age {age}), above its target {target}: grade"
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
        data["grade"] = _range(data["grade_low"], data["grade_high"])
        data["age"] = _range(data["age_low"], data["age_high"], last=18)
        data["source"] = TARGETS[data["target"]].source
        data["setting"] = f"READLEVEL_TARGET_{audience.upper()}"
    return MESSAGES[finding.code].format(text=finding.text, **data)


def _range(low: int, high: int, last: int | None = None) -> str:
    """Return a range in words; one that goes on behind `last` has no end."""
    if last is not None and high > last:
        return f"{low} and over"
    return str(low) if low == high else f"{low} to {high}"

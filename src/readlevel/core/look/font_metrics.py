"""The room that a font takes, and how another font can take the same until it has loaded."""

from dataclasses import dataclass

SAMPLE = (
    "High blood pressure often has no signs, so a nurse measures it at each visit. Take one tablet"
    " every morning with water. If you feel dizzy or faint, sit down and call your doctor today."
)
"""Words whose width is compared: ordinary ones, as fonts are judged by whole lines."""
BOLD = 600
"""The weight of bold text on pages."""

_ARIAL = {False: 79.43, True: 85.68}
"""Width of the sample in ems, letter by letter, in Arial and in its bold weight. Measured with
Liberation Sans, which has the widths of Arial."""


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """What decides how much room text takes, in ems."""

    ascent: float
    descent: float
    """Below the base line, as a positive number."""
    width: float
    """Of the sample."""
    bold_width: float
    """Of the sample in bold; 0 for a font without a bold weight."""


def describe_fallback(metrics: FontMetrics, *, bold: bool) -> str:
    """Return the descriptors of `@font-face` with which Arial takes the room of a font."""
    width = metrics.bold_width if bold and metrics.bold_width else metrics.width
    adjust = width / _ARIAL[bold]
    return (
        f"size-adjust: {adjust:.2%}; ascent-override: {metrics.ascent / adjust:.2%};"
        f" descent-override: {metrics.descent / adjust:.2%}; line-gap-override: 0%;"
    )

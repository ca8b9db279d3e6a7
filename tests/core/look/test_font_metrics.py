"""A fallback takes as much room as the font that it stands in for."""

import pytest

from readlevel.core.look.font_metrics import FontMetrics, describe_fallback

ARIAL = FontMetrics(ascent=0.905, descent=0.212, width=79.43, bold_width=85.68)
NOTO = FontMetrics(ascent=1.069, descent=0.293, width=84.285, bold_width=87.7)


@pytest.mark.parametrize("bold", [False, True])
def test_a_font_as_wide_as_the_fallback_needs_no_scaling(bold: bool) -> None:
    assert describe_fallback(ARIAL, bold=bold) == (
        "size-adjust: 100.00%; ascent-override: 90.50%; descent-override: 21.20%;"
        " line-gap-override: 0%;"
    )


def test_a_wider_font_is_stood_in_for_by_larger_letters_on_lines_of_the_same_height() -> None:
    assert describe_fallback(NOTO, bold=False) == (
        "size-adjust: 106.11%; ascent-override: 100.74%; descent-override: 27.61%;"
        " line-gap-override: 0%;"
    )


def test_a_font_without_a_bold_weight_is_as_wide_in_bold() -> None:
    thin = FontMetrics(ascent=1, descent=0.25, width=85.68, bold_width=0)
    assert describe_fallback(thin, bold=True).startswith("size-adjust: 100.00%; ascent-override")

"""Readability: text statistics, formulas, scores, grade scales, targets."""

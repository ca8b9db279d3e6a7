"""Readability: prose, text statistics, scores, level."""

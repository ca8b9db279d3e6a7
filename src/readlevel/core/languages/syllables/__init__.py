"""Syllable counts, by language."""

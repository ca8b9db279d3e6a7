"""Inflected forms of words, by language."""

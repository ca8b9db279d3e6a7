"""Reads and writes content: folders, JSON lines, glossaries, pages.

Readers yield valid records, and a `RecordProblem` for each broken one, so that one broken record
never costs the others.
"""

"""Versions of a text: compared, and merged."""

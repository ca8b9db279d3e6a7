"""Compares the facts of a plain-language text with those of its clinician text."""

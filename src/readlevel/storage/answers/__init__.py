"""Answers, their variants, revisions and images."""

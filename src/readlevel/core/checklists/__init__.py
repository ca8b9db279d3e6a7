"""Checklists for plain-language texts: their items, what a program can tell of them, and scores."""

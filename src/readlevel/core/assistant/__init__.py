"""Drafts by a language model: what it is given, and what becomes of its answer."""

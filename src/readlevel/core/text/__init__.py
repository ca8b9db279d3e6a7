"""Markdown source, documents, and the prose that is scored."""

"""Renders a document with its terms and citations."""

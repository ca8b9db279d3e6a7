"""Turns a document, its terms and its citations into a stored rendering."""

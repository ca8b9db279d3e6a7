"""Difficulties of a text and plainer wordings, for editors only."""

"""Drafts by the language model that a site has chosen."""

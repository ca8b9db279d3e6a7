"""Answers on other sites: iframe, oEmbed, snippets."""

"""Plainer wordings in Spanish."""

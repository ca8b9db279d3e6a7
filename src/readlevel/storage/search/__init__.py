"""The search index of public texts."""

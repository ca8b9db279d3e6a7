"""Finished pages, answered before Flask."""

"""Proposals that make a text easier to read, for editors only."""

"""Cleaning of a text before it is split into sentences."""

"""The writing page."""

"""Readlevel: each reader gets the version of an answer they can understand."""

__version__ = "0.1.0"

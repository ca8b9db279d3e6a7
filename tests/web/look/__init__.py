"""Tests of how the site looks."""

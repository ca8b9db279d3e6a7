"""Tests of how a site looks."""

"""Tests of the page on which administrators choose how the site looks."""

"""Tests of reading without a network."""

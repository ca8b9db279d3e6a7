"""Conversion of a file of any kind that an answer can be imported from, in a bounded process."""

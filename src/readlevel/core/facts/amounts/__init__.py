"""Amounts: numbers with their units, as ranges, shares, pairs and items."""

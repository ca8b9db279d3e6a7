"""Rules that rewrite Spanish sentences."""

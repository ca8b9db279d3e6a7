"""Rules that rewrite English sentences."""

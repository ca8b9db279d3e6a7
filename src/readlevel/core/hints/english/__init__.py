"""How plainer wordings fit English sentences."""

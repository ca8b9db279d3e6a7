"""What a sentence claims besides its quantities: how often, which way, for whom, by which route."""

"""Which sentences and sections of two texts say the same."""

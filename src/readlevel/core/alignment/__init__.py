"""Which sentences and sections of two texts say the same, and where passages stand after edits."""

"""What a search means: its words, and the terms that they name."""

"""The review of all texts of an answer side by side."""

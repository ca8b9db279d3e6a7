"""Checks of texts before approval, and detection of personal data in readers' questions."""

"""Answers as folders, JSON lines and pages."""

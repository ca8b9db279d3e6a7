"""Findings before approval, and personal data in what readers send."""

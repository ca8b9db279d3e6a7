"""Review, approval findings and consistency with the clinician text."""

"""Render, publish and rerender; find plain texts and translations that are behind."""

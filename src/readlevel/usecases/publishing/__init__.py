"""Render, publish and rerender; lay texts and translations that lag behind."""

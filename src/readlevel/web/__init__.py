"""The site: Flask, and the small layer before it that answers finished pages."""

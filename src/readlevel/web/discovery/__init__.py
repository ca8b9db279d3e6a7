"""Sitemap and feeds."""

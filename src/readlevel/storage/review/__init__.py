"""Review events, worklists and level counts."""

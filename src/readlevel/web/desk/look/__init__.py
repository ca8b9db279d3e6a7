"""The page on which administrators choose how the site looks."""

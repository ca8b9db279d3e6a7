"""Review, revisions and consistency."""

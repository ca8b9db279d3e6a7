"""Claims and clauses of one text that contradict another text."""

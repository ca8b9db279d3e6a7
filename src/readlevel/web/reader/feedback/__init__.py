"""What readers send: questions, mistakes, votes, and what they understood."""

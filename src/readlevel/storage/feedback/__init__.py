"""What readers send: questions, votes, and how often they may."""

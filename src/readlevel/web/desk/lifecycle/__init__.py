"""Where an answer is renamed, archived and deleted."""

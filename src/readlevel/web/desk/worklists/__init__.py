"""Home, lists, levels and the inbox of reader questions."""

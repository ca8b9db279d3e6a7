"""What the product is about: answers, terms, personas, review states."""

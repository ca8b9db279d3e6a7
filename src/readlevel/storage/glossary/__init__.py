"""Terms and their history."""

"""Reviews by people without an account."""

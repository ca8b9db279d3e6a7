"""Reviews by people without an account, who are asked by a link."""

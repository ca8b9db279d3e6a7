"""The rules of the product, pure: no Flask, no SQLAlchemy, no clock, no input or output."""

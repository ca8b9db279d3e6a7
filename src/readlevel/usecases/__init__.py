"""What people do with the product; each use case is one transaction."""

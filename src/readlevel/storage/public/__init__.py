"""What readers get, derived when texts are written."""

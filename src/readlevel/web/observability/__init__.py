"""What operators see from outside: counted requests, metrics, an access log, error reports."""

"""Sign-in, second factors, people and API tokens."""

"""Sign-in, invitations, second factors, people and API tokens."""

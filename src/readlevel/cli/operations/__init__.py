"""Commands of the operator: database, people, server, reminders."""

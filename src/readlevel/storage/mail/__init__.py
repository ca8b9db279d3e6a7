"""Mails that wait to be sent, and kinds of mails that people refuse."""

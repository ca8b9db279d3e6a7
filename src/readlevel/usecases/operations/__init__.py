"""What operators do: backups of the site."""

"""What every desk page needs: access, URLs, layout, sessions, pagination."""

"""The state of the site, for administrators."""

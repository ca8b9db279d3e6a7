"""The editors' desk: an application of its own under `/edit`, created on its first request."""

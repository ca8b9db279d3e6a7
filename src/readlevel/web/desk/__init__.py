"""The editors' desk: an application of its own under `/edit`, made when the first one comes."""

"""What readers and other sites ask for."""

"""Images and imported documents."""

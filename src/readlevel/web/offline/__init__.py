"""Reading without a network: the manifest, the service worker, and the saved answers."""

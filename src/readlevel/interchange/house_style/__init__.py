"""House styles as files: our own in TOML, and rules of Vale in YAML."""

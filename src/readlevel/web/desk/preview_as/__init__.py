"""Preview a text as any reader."""

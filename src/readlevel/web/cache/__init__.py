"""The page cache, which answers before Flask, and the mount of the desk."""

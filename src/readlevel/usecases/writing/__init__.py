"""Drafts, imports, images, references, codes and previews."""

"""The folder of the templates, which `templates/` of the repository becomes in the package."""

from pathlib import Path


def find_templates() -> Path:
    """Return the folder of the templates: in the package, or in the repository it runs from."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"

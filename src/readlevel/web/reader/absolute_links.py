"""Makes the links of HTML absolute that is shown on other sites."""

import re

_RELATIVE_URL = re.compile(r'(<[a-z][^<>]*?\s(?:href|src|action)=")(?=/(?!/))')
"""What precedes a path of this site in a tag; text cannot match, its `<` is escaped."""


def make_links_absolute(markup: str, base_url: str) -> str:
    """Return rendered HTML with the paths of this site as absolute URLs."""
    return _RELATIVE_URL.sub(lambda before: before[0] + base_url, markup)

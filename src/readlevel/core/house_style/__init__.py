"""House style: the wordings that a site does not want, and where a text has them."""

"""Logging: one line per event."""

import logging
import sys

LOGGER = "readlevel"
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_ESCAPES = {ord("\n"): "\\n", ord("\r"): "\\r", ord("\x1b"): "\\x1b", 0x2028: "\\u2028"}


class OneLine(logging.Formatter):
    """Formats an event and its traceback as one line, so that input cannot forge log entries."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with line breaks escaped."""
        return super().format(record).translate(_ESCAPES)


def start_logging(level: str) -> None:
    """Log the product's events from `level` on to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(_LINE, "%Y-%m-%dT%H:%M:%S%z"))
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(level.upper())

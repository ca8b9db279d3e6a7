"""The log: one line for each event, whatever stands in what it names."""

import logging
import sys

LOGGER = "readlevel"
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_ESCAPES = {ord("\n"): "\\n", ord("\r"): "\\r", ord("\x1b"): "\\x1b", 0x2028: "\\u2028"}


class OneLine(logging.Formatter):
    """Writes an event, a traceback included, on one line, so that input cannot forge another."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return super().format(record).translate(_ESCAPES)


def start_logging(level: str) -> None:
    """Write what the product has to say, from `level` on, to the standard error stream."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(_LINE, "%Y-%m-%dT%H:%M:%S%z"))
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(level.upper())

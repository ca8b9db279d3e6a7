"""Logging: one line per event, as text or as JSON."""

import json
import logging
import sys
from datetime import UTC, datetime

from flask import has_request_context

from readlevel.web.http.request_route import request_id

LOGGER = "readlevel"
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_ESCAPES = {ord("\n"): "\\n", ord("\r"): "\\r", ord("\x1b"): "\\x1b", 0x2028: "\\u2028"}


class OneLine(logging.Formatter):
    """Formats an event and its traceback as one line, so that input cannot forge log entries."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with line breaks escaped."""
        return super().format(record).translate(_ESCAPES)


class JSONLine(logging.Formatter):
    """Formats an event as an object of JSON in one line.

    Keys are `time`, `level`, `logger`, `message`, and where there are any, `request_id`,
    `exception` and the fields that the event carries as `fields`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            event["request_id"] = request_id()
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return json.dumps({**event, **getattr(record, "fields", {})}, default=str)


def start_logging(level: str, log_format: str = "text") -> None:
    """Log the product's events from `level` on to standard error, as `text` or `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JSONLine() if log_format == "json" else OneLine(_LINE, "%Y-%m-%dT%H:%M:%S%z")
    )
    logger = logging.getLogger(LOGGER)
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(level.upper())

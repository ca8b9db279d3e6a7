"""Encodes dataclasses as JSON: fields by name, dates in ISO 8601, HTML as a string."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from readlevel.core.rendering.safe_html import SafeHTML


def encode(value: object) -> bytes:
    """Encode `value` as JSON in UTF-8."""
    return json.dumps(as_json(value), ensure_ascii=False, separators=(",", ":")).encode()


def as_json(value: Any) -> Any:
    """Convert `value` to what the json module can encode."""
    if isinstance(value, SafeHTML):
        return value.text
    if is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): as_json(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(one) for one in value]
    return value

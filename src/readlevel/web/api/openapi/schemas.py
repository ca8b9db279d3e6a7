"""JSON Schemas (draft 2020-12) of dataclasses as `encoding` writes them."""

import ast
import inspect
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from readlevel.core.rendering.safe_html import SafeHTML

Schema = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    SafeHTML: {"type": "string", "contentMediaType": "text/html"},
    object: {},
    Any: {},
}
_TEMPLATE = re.compile(r" \(`[a-z_/]+\.html`\)")
"""The template named in the docstring of a page's context."""


def schema_of(kind: Any, components: dict[str, Schema]) -> Schema:
    """Return the schema of a type, and add the schemas of its dataclasses to `components`.

    Raise TypeError for a type that has no JSON encoding.
    """
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if get_origin(kind) is not None or isinstance(kind, UnionType):
        return _generic(kind, components)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [one.value for one in kind]}
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, components)
    raise TypeError(f"no schema for {kind!r}")


def _generic(kind: Any, components: dict[str, Schema]) -> Schema:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [schema_of(one, components) for one in inner]}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": schema_of(inner[1], components)}
    if origin is tuple and inner[-1] is not Ellipsis:
        return {
            "type": "array",
            "prefixItems": [schema_of(one, components) for one in inner],
            "minItems": len(inner),
            "maxItems": len(inner),
        }
    if origin in (tuple, list, Sequence):
        return {"type": "array", "items": schema_of(inner[0], components)}
    raise TypeError(f"no schema for {kind!r}")


def _object(kind: type, components: dict[str, Schema]) -> Schema:
    reference = {"$ref": f"#/components/schemas/{kind.__name__}"}
    if kind.__name__ in components:
        return reference
    made: Schema = {"type": "object"}
    components[kind.__name__] = made
    made["description"] = _clean_docstring(inspect.getdoc(kind) or "")
    hints, documented = get_type_hints(kind), _attribute_docstrings(kind)
    properties = {}
    for field in fields(kind):
        found = schema_of(hints[field.name], components)
        if field.name in documented:
            found["description"] = documented[field.name]
        properties[field.name] = found
    made["properties"] = properties
    made["required"] = list(properties)
    return reference


@cache
def _attribute_docstrings(kind: type) -> dict[str, str]:
    """Return the attribute docstrings of a class and its bases."""
    found: dict[str, str] = {}
    for one in reversed(kind.__mro__[:-1]):
        [definition] = ast.parse(textwrap.dedent(inspect.getsource(one))).body
        body = definition.body if isinstance(definition, ast.ClassDef) else []
        for before, after in pairwise(body):
            if not (isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name)):
                continue
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                found[before.target.id] = _clean_docstring(inspect.cleandoc(str(after.value.value)))
    return found


def _clean_docstring(documentation: str) -> str:
    return _TEMPLATE.sub("", " ".join(documentation.split()))

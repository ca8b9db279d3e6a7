"""What the readable page of the API is given: the OpenAPI description, flat enough for a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from readlevel.web.api.operations import ROOT
from readlevel.web.reader.page_contexts import SiteContext


@dataclass(frozen=True, slots=True)
class FieldReference:
    """One parameter, or one field of a shape."""

    name: str
    kind: str
    """What it holds, in words such as `string or null`."""
    description: str
    required: bool


@dataclass(frozen=True, slots=True)
class ResponseReference:
    """One status that is answered."""

    status: str
    description: str


@dataclass(frozen=True, slots=True)
class OperationReference:
    """One thing that can be asked for."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[FieldReference, ...]
    takes: str
    """Name of the shape of its body; empty where it has none."""
    gives: str
    """Name of the shape of what is answered; empty where that is HTML."""
    replies: tuple[ResponseReference, ...]
    by_token: bool


@dataclass(frozen=True, slots=True)
class OperationGroup:
    """Operations of one kind."""

    name: str
    operations: tuple[OperationReference, ...]


@dataclass(frozen=True, slots=True)
class SchemaReference:
    """One kind of object."""

    name: str
    description: str
    fields: tuple[FieldReference, ...]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """`/api` (`api/reference_page.html`)."""

    site: SiteContext
    root_url: str
    openapi_url: str
    about: str
    groups: tuple[OperationGroup, ...]
    shapes: tuple[SchemaReference, ...]


def present_reference(site: SiteContext, described: Mapping[str, Any]) -> ApiPage:
    """Return the page of a description by OpenAPI."""
    found = [
        (operation["tags"][0], _present(method, path, operation))
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return ApiPage(
        site,
        site.base_url + ROOT,
        f"{ROOT}/openapi.json",
        described["info"]["description"],
        tuple(
            OperationGroup(tag["name"], tuple(one for name, one in found if name == tag["name"]))
            for tag in described["tags"]
        ),
        tuple(
            SchemaReference(name, schema.get("description", ""), tuple(_list_fields(schema)))
            for name, schema in described["components"]["schemas"].items()
        ),
    )


def _present(method: str, path: str, operation: Mapping[str, Any]) -> OperationReference:
    content = operation["responses"]["200"]["content"]
    body = operation.get("requestBody", {"content": {}})["content"]
    return OperationReference(
        operation["operationId"].replace("_", "-"),
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        tuple(
            FieldReference(
                one["name"],
                tell_kind(one["schema"]),
                one.get("description", ""),
                one["required"],
            )
            for one in operation.get("parameters", ())
        ),
        _name_shape(body),
        _name_shape(content),
        tuple(
            ResponseReference(status, response["description"])
            for status, response in sorted(operation["responses"].items())
            if status != "default"
        ),
        "security" in operation,
    )


def _name_shape(content: Mapping[str, Any]) -> str:
    reference = content.get("application/json", {"schema": {}})["schema"].get("$ref", "")
    return str(reference).rpartition("/")[2]


def _list_fields(schema: Mapping[str, Any]) -> Iterator[FieldReference]:
    for name, given in schema["properties"].items():
        required = name in schema.get("required", ())
        yield FieldReference(name, tell_kind(given), given.get("description", ""), required)


def tell_kind(schema: Mapping[str, Any]) -> str:
    """Return what a schema allows, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(
            tell_kind({"type": schema.get("type"), **one}) for one in schema["anyOf"]
        )
    if "prefixItems" in schema:
        return f"[{', '.join(map(tell_kind, schema['prefixItems']))}]"
    if schema.get("type") == "array":
        return f"list of {tell_kind(schema['items'])}"
    if schema.get("additionalProperties"):
        return f"object of {tell_kind(schema['additionalProperties'])}"
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    if schema.get("contentMediaType") == "text/html":
        return "HTML"
    return str(schema.get("format") or schema.get("type") or "anything")

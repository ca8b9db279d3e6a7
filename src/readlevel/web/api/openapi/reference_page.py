"""Context of the API reference page: the OpenAPI document, flattened for tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from readlevel.web.api.operations import ROOT
from readlevel.web.reader.page_contexts import SiteContext


@dataclass(frozen=True, slots=True)
class FieldReference:
    """One parameter, or one field of a schema."""

    name: str
    kind: str
    """Its type in words, such as `string or null`."""
    description: str
    required: bool


@dataclass(frozen=True, slots=True)
class ResponseReference:
    """One response status."""

    status: str
    description: str


@dataclass(frozen=True, slots=True)
class OperationReference:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[FieldReference, ...]
    takes: str
    """Name of the schema of its body; empty if it has none."""
    gives: str
    """Name of the schema of the response; empty for HTML."""
    replies: tuple[ResponseReference, ...]
    by_token: bool


@dataclass(frozen=True, slots=True)
class OperationGroup:
    """The operations of one tag."""

    name: str
    operations: tuple[OperationReference, ...]


@dataclass(frozen=True, slots=True)
class SchemaReference:
    """One schema."""

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
    """Return the reference page of an OpenAPI document."""
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
                describe_type(one["schema"]),
                one.get("description", ""),
                one["required"],
            )
            for one in operation.get("parameters", ())
        ),
        _schema_name(body),
        _schema_name(content),
        tuple(
            ResponseReference(status, response["description"])
            for status, response in sorted(operation["responses"].items())
            if status != "default"
        ),
        "security" in operation,
    )


def _schema_name(content: Mapping[str, Any]) -> str:
    reference = content.get("application/json", {"schema": {}})["schema"].get("$ref", "")
    return str(reference).rpartition("/")[2]


def _list_fields(schema: Mapping[str, Any]) -> Iterator[FieldReference]:
    for name, given in schema["properties"].items():
        required = name in schema.get("required", ())
        yield FieldReference(name, describe_type(given), given.get("description", ""), required)


def describe_type(schema: Mapping[str, Any]) -> str:
    """Return the type of a schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(
            describe_type({"type": schema.get("type"), **one}) for one in schema["anyOf"]
        )
    if "prefixItems" in schema:
        return f"[{', '.join(map(describe_type, schema['prefixItems']))}]"
    if schema.get("type") == "array":
        return f"list of {describe_type(schema['items'])}"
    if schema.get("additionalProperties"):
        return f"object of {describe_type(schema['additionalProperties'])}"
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    if schema.get("contentMediaType") == "text/html":
        return "HTML"
    return str(schema.get("format") or schema.get("type") or "anything")

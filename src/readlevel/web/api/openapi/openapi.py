"""The OpenAPI 3.1 description, derived from the declared operations."""

import re
from http import HTTPStatus
from typing import Any

import readlevel
from readlevel.settings import Settings
from readlevel.web.api.openapi.schemas import Schema, schema_of
from readlevel.web.api.operations import JSON, OPERATIONS, ROOT, Operation
from readlevel.web.api.responses import Problem

PROBLEM = "application/problem+json"
_PLACEHOLDER = re.compile(r"<(\w+)>")
_TAGS = {
    "answers": "Answers",
    "topics": "Answers",
    "withdrawn": "Answers",
    "glossary": "Glossary",
    "personas": "Personas",
    "score": "Scores",
}
_ABOUT = (
    "Answers in plain language and for health professionals, their glossary, and reading scores."
    " Reading needs no key and works from scripts of any site. Responses may gain fields: ignore"
    " those you do not know. URLs that begin with / are relative to `base_url`."
)


def describe(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document of a site."""
    components: dict[str, Schema] = {}
    problem = schema_of(Problem, components)
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        described = _describe(operation, settings, components, problem)
        path = ROOT + _PLACEHOLDER.sub(r"{\1}", operation.path)
        paths.setdefault(path, {})[operation.method] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.site_name} API",
            "version": readlevel.__version__,
            "description": _ABOUT,
        },
        "servers": [{"url": settings.base_url}],
        "tags": [{"name": name} for name in dict.fromkeys(_TAGS.values())],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An API token, created at the desk under /edit/tokens.",
                }
            },
        },
    }


def _describe(
    operation: Operation, settings: Settings, components: dict[str, Schema], problem: Schema
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [_TAGS[operation.path.split("/")[1]]],
        "summary": operation.summary,
    }
    if operation.description:
        described["description"] = operation.description
    parameters = [_describe_path_parameter(name) for name in _PLACEHOLDER.findall(operation.path)]
    parameters += [one.describe(settings) for one in operation.parameters]
    if parameters:
        described["parameters"] = parameters
    if operation.body is not None:
        schema = operation.body.model_json_schema()
        components[operation.body.__name__] = schema
        reference = {"$ref": f"#/components/schemas/{operation.body.__name__}"}
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": reference}}}
    if operation.by_token:
        described["security"] = [{"token": []}]
    described["responses"] = _describe_responses(operation, components, problem)
    return described


def _describe_path_parameter(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": "As in lists and in URLs of pages.",
        "schema": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 200},
    }


def _describe_responses(
    operation: Operation, components: dict[str, Schema], problem: Schema
) -> dict[str, Any]:
    if operation.response_type is None:
        content: dict[str, Any] = {"text/html": {"schema": {"type": "string"}}}
    else:
        content = {JSON: {"schema": schema_of(operation.response_type, components)}}
    responses: dict[str, Any] = {"200": {"description": "Success.", "content": content}}
    if operation.method == "get":
        responses["304"] = {"description": "The version named by `If-None-Match` is current."}
    for status, meaning in sorted(operation.problems.items()):
        responses[str(status)] = {"description": meaning}
        if status >= HTTPStatus.BAD_REQUEST:
            responses[str(status)]["content"] = {PROBLEM: {"schema": problem}}
    responses["default"] = {
        "description": "Any other error.",
        "content": {PROBLEM: {"schema": problem}},
    }
    return responses

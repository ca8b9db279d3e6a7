"""The two protocols in which models are asked: OpenAI's chat completions, Anthropic's messages."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from readlevel.core.assistant.assistant_problem import AssistantProblem, ProblemCode
from readlevel.core.assistant.prompts import ModelRequest

_VERSION_PATH = re.compile(r"/v\d+\w*\Z")


@dataclass(slots=True)
class ModelReply:
    """What has come of an answer so far."""

    text: list[str] = field(default_factory=list)
    stop: str = ""
    """Why the model stopped; empty while it has not."""
    is_complete: bool = False
    input_tokens: int = 0
    output_tokens: int = 0


class ModelProtocol(Protocol):
    """How requests are written and answers are read."""

    def make_url(self, url: str) -> str:
        """Return where requests are sent."""

    def make_headers(self, key: str | None) -> dict[str, str]:
        """Return the headers of a request."""

    def make_bodies(
        self, request: ModelRequest, model: str, max_tokens: int
    ) -> Sequence[Mapping[str, Any]]:
        """Return the body of a request, then those for servers that refuse it."""

    def read_whole(self, given: Mapping[str, Any], reply: ModelReply) -> None:
        """Read an answer that was not streamed. Raise as `read_event` does."""

    def read_event(self, data: str, reply: ModelReply) -> None:
        """Read an event of a stream. Raise `AssistantProblem` if the server reports an error."""


class OpenAIProtocol:
    """`/v1/chat/completions`, as Ollama, vLLM, llama.cpp and others speak it too."""

    def make_url(self, url: str) -> str:
        """Return where requests are sent."""
        return _complete(url, "/chat/completions")

    def make_headers(self, key: str | None) -> dict[str, str]:
        """Return the headers of a request."""
        return {"Authorization": f"Bearer {key}"} if key else {}

    def make_bodies(
        self, request: ModelRequest, model: str, max_tokens: int
    ) -> Sequence[Mapping[str, Any]]:
        """Return the body of a request, with either name of the limit of tokens.

        Most servers know the older name only; OpenAI's own refuses it for newer models.
        """
        body = {
            "model": model,
            "messages": [
                {"role": "system", "content": request.system},
                {"role": "user", "content": request.user},
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        return [{**body, name: max_tokens} for name in ("max_tokens", "max_completion_tokens")]

    def read_whole(self, given: Mapping[str, Any], reply: ModelReply) -> None:
        """Read an answer that was not streamed."""
        self._read(given, reply, "message")
        reply.is_complete = bool(given.get("choices"))

    def read_event(self, data: str, reply: ModelReply) -> None:
        """Read an event of a stream."""
        if data == "[DONE]":
            reply.is_complete = True
            return
        self._read(_parse(data), reply, "delta")

    def _read(self, given: Mapping[str, Any], reply: ModelReply, part: str) -> None:
        if given.get("error"):
            raise AssistantProblem(ProblemCode.FAILING, "an error instead of an answer")
        for choice in _list(given.get("choices")):
            content = _object(choice.get(part)).get("content")
            if isinstance(content, str):
                reply.text.append(content)
            reply.stop = str(choice.get("finish_reason") or reply.stop)
        usage = _object(given.get("usage"))
        reply.input_tokens = _count(usage.get("prompt_tokens")) or reply.input_tokens
        reply.output_tokens = _count(usage.get("completion_tokens")) or reply.output_tokens


class AnthropicProtocol:
    """`/v1/messages`."""

    def make_url(self, url: str) -> str:
        """Return where requests are sent."""
        return _complete(url, "/messages")

    def make_headers(self, key: str | None) -> dict[str, str]:
        """Return the headers of a request."""
        version = {"anthropic-version": "2023-06-01"}
        return {**version, "x-api-key": key} if key else version

    def make_bodies(
        self, request: ModelRequest, model: str, max_tokens: int
    ) -> Sequence[Mapping[str, Any]]:
        """Return the body of a request."""
        return [
            {
                "model": model,
                "system": request.system,
                "messages": [{"role": "user", "content": request.user}],
                "max_tokens": max_tokens,
                "stream": True,
            }
        ]

    def read_whole(self, given: Mapping[str, Any], reply: ModelReply) -> None:
        """Read an answer that was not streamed."""
        if given.get("type") == "error":
            raise AssistantProblem(ProblemCode.FAILING, "an error instead of an answer")
        for block in _list(given.get("content")):
            if block.get("type") == "text" and isinstance(block.get("text"), str):
                reply.text.append(block["text"])
        self._read_end(given, given, reply)
        reply.is_complete = bool(given.get("content"))

    def read_event(self, data: str, reply: ModelReply) -> None:
        """Read an event of a stream."""
        event = _parse(data)
        kind, delta = event.get("type"), _object(event.get("delta"))
        if kind == "error":
            raise AssistantProblem(ProblemCode.FAILING, "an error instead of an answer")
        if kind == "content_block_delta" and delta.get("type") == "text_delta":
            reply.text.append(str(delta.get("text") or ""))
        elif kind == "message_start":
            self._read_end({}, _object(event.get("message")), reply)
        elif kind == "message_delta":
            self._read_end(delta, event, reply)
        elif kind == "message_stop":
            reply.is_complete = True

    def _read_end(
        self, stopped: Mapping[str, Any], counted: Mapping[str, Any], reply: ModelReply
    ) -> None:
        usage = _object(counted.get("usage"))
        reply.stop = str(stopped.get("stop_reason") or reply.stop)
        reply.input_tokens = _count(usage.get("input_tokens")) or reply.input_tokens
        reply.output_tokens = _count(usage.get("output_tokens")) or reply.output_tokens


PROTOCOLS: Mapping[str, ModelProtocol] = {
    "openai": OpenAIProtocol(),
    "anthropic": AnthropicProtocol(),
}

FINISHED = frozenset({"stop", "end_turn", "stop_sequence"})
"""Reasons to stop that mean that the answer is complete."""


def _complete(url: str, path: str) -> str:
    """Return an address with the path of requests; `url` may have it, or end before `/v1`."""
    base = url.rstrip("/")
    if base.endswith(path):
        return base
    versioned = _VERSION_PATH.search(urlsplit(base).path)
    return f"{base}{path}" if versioned else f"{base}/v1{path}"


def _parse(data: str) -> Mapping[str, Any]:
    try:
        return _object(json.loads(data))
    except (ValueError, RecursionError):
        raise AssistantProblem(ProblemCode.UNREADABLE, "an event is not JSON") from None


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0

"""A server of language models on this machine, which answers as a test says."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_FENCED = re.compile(r"^(=== TEXT \w+ ===)\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class SeenRequest:
    """A request that the server got."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        """Everything that the model reads."""
        system = self.body.get("system", "")
        return "\n".join([system, *(one["content"] for one in self.body["messages"])])

    @property
    def text(self) -> str:
        """The text that the model is to rewrite, with its markers."""
        found = _FENCED.search(self.prompt)
        assert found
        return found[2]


@dataclass(frozen=True)
class Reply:
    """What the server answers."""

    body: Sequence[bytes] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/event-stream"})
    pause: float = 0.0
    """Seconds before each piece of the body."""
    is_cut: bool = False
    """Whether the connection ends before the body does."""


Behaviour = Callable[[SeenRequest], Reply]


def stream(text: str, *, stop: str | None = "stop", **more: Any) -> Reply:
    """Return an answer in pieces, as OpenAI's protocol streams it."""
    pieces = [text[start : start + 40] for start in range(0, len(text), 40)]
    events: list[dict[str, Any]] = [
        {"choices": [{"delta": {"content": piece}}]} for piece in pieces
    ]
    if stop:
        events.append({"choices": [{"delta": {}, "finish_reason": stop}]})
        events.append({"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 20}})
    body = [f"data: {json.dumps(one)}\n\n".encode() for one in events]
    return Reply([*body, b"data: [DONE]\n\n"] if stop else body, **more)


def stream_anthropic(text: str, *, stop: str = "end_turn") -> Reply:
    """Return an answer in pieces, as Anthropic's protocol streams it, with thinking before it."""
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": {"usage": {"input_tokens": 100}}},
        {"type": "content_block_delta", "delta": {"type": "thinking_delta", "thinking": "Hm."}},
        {"type": "content_block_delta", "delta": {"type": "text_delta", "text": text}},
        {
            "type": "message_delta",
            "delta": {"stop_reason": stop},
            "usage": {"output_tokens": 20},
        },
        {"type": "message_stop"},
    ]
    return Reply([f"event: {one['type']}\ndata: {json.dumps(one)}\n\n".encode() for one in events])


def whole(given: object, status: int = 200, **headers: str) -> Reply:
    """Return a JSON body at once."""
    return Reply(
        [json.dumps(given).encode()], status, {"Content-Type": "application/json", **headers}
    )


class ModelServer:
    """A running server; `behaviour` may be changed at any time."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.seen: list[SeenRequest] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._make_handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def run(self) -> None:
        """Serve until it is closed."""
        self._server.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def _make_handler(self) -> type[BaseHTTPRequestHandler]:
        model_server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                seen = SeenRequest(
                    self.path,
                    {name.lower(): value for name, value in self.headers.items()},
                    json.loads(self.rfile.read(length)),
                )
                model_server.seen.append(seen)
                self._send(model_server.behaviour(seen))

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                try:
                    for piece in reply.body:
                        time.sleep(reply.pause)
                        self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
                        self.wfile.flush()
                    if not reply.is_cut:
                        self.wfile.write(b"0\r\n\r\n")
                except OSError:
                    # The client has given up.
                    self.close_connection = True
                self.close_connection = self.close_connection or reply.is_cut

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        return Handler


@contextmanager
def run_model_server(behaviour: Behaviour) -> Iterator[ModelServer]:
    """Run a server until the block ends."""
    server = ModelServer(behaviour)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()

"""Asks the model that the site has chosen, by httpx.

Answers are streamed. A request ends when its time is over, whatever the server does, or when it is
cancelled. Proxies are those of the environment (`HTTPS_PROXY`, `NO_PROXY`). Redirects are not
followed: requests carry the key.
"""

import asyncio
import json
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Any

import httpx

from readlevel.assistant.prompt_files import load_prompts
from readlevel.assistant.protocols import FINISHED, PROTOCOLS, ModelProtocol, ModelReply
from readlevel.core.assistant.assistant_problem import AssistantProblem, ProblemCode
from readlevel.core.assistant.prompts import ModelAnswer, ModelRequest, PromptSet
from readlevel.settings import Settings

PAUSES = (1.0, 4.0, 15.0)
"""Seconds before a request is sent again, after each failed attempt."""

MAX_REPLY_BYTES = 2**21
_MAX_LINE_BYTES = 2**20
_CONNECT_SECONDS = 10.0
_CANCEL_SECONDS = 0.5
"""How often it is asked whether a request is cancelled."""

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_BAD_REQUEST = 400
_BUSY = frozenset({408, 409, 425, 429, 529})
_CHARACTERS_PER_TOKEN = 3
"""For servers that do not count: rather too many tokens than too few."""

_log = logging.getLogger(__name__)


class _Again(Exception):
    """A request may succeed if it is sent again; `wait` is how many seconds the server asks for."""

    def __init__(self, code: ProblemCode, detail: str, wait: float = 0.0) -> None:
        super().__init__(detail)
        self.problem = AssistantProblem(code, detail)
        self.wait = wait


class AssistantClient:
    """Sends requests to the model of a site."""

    def __init__(self, settings: Settings, *, pauses: Sequence[float] = PAUSES) -> None:
        self._settings = settings
        self._pauses = pauses

    @property
    def model(self) -> str:
        """The name of the model."""
        return self._settings.assistant_model or ""

    def load_prompts(self, language: str) -> PromptSet:
        """Return the prompts for texts in a language. Raise `AssistantProblem`."""
        return load_prompts(language, self._settings.assistant_prompts)

    def ask(
        self, request: ModelRequest, is_cancelled: Callable[[], bool] = lambda: False
    ) -> ModelAnswer:
        """Return the answer of the model. Raise `AssistantProblem`."""
        if not self._settings.assistant_url:
            raise AssistantProblem(ProblemCode.NOT_SET)
        try:
            with ThreadPoolExecutor(1) as thread:
                asked = thread.submit(self._ask_in_loop, request, is_cancelled)
                return asked.result()
        except AssistantProblem as problem:
            _log.warning("the assistant gave no answer: %s", problem)
            raise

    def _ask_in_loop(self, request: ModelRequest, is_cancelled: Callable[[], bool]) -> ModelAnswer:
        """Ask in an event loop of its own, whatever runs in the thread of the caller."""
        return asyncio.run(self._ask_until_cancelled(request, is_cancelled))

    async def _ask_until_cancelled(
        self, request: ModelRequest, is_cancelled: Callable[[], bool]
    ) -> ModelAnswer:
        asking = asyncio.ensure_future(self._ask_in_time(request))
        while not asking.done():
            if is_cancelled():
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)
                raise AssistantProblem(ProblemCode.CANCELLED)
            await asyncio.wait([asking], timeout=_CANCEL_SECONDS)
        return asking.result()

    async def _ask_in_time(self, request: ModelRequest) -> ModelAnswer:
        try:
            async with asyncio.timeout(self._settings.assistant_timeout):
                return await self._ask_repeatedly(request)
        except TimeoutError:
            seconds = f"no answer in {self._settings.assistant_timeout} seconds"
            raise AssistantProblem(ProblemCode.TOO_SLOW, seconds) from None

    async def _ask_repeatedly(self, request: ModelRequest) -> ModelAnswer:
        timeout = httpx.Timeout(self._settings.assistant_timeout, connect=_CONNECT_SECONDS)
        async with httpx.AsyncClient(timeout=timeout, verify=_load_certificates()) as http:
            for pause in self._pauses:
                try:
                    return await self._ask_once(http, request)
                except _Again as again:
                    _log.info("the assistant is asked again: %s", again.problem)
                    await asyncio.sleep(max(pause, again.wait))
            try:
                return await self._ask_once(http, request)
            except _Again as again:
                raise again.problem from None

    async def _ask_once(self, http: httpx.AsyncClient, request: ModelRequest) -> ModelAnswer:
        settings = self._settings
        protocol = PROTOCOLS[settings.assistant_kind]
        bodies = protocol.make_bodies(request, self.model, settings.assistant_max_tokens)
        reply = ModelReply()
        try:
            for body in bodies:
                async with self._send(http, protocol, body) as response:
                    if response.status_code == _BAD_REQUEST and body is not bodies[-1]:
                        continue
                    await _read_reply(response, protocol, reply)
                    break
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as problem:
            raise _Again(ProblemCode.UNREACHABLE, type(problem).__name__) from None
        except httpx.TimeoutException as problem:
            raise AssistantProblem(ProblemCode.TOO_SLOW, type(problem).__name__) from None
        except httpx.TransportError as problem:
            raise _Again(ProblemCode.CUT_OFF, type(problem).__name__) from None
        except httpx.DecodingError as problem:
            raise AssistantProblem(ProblemCode.UNREADABLE, type(problem).__name__) from None
        except httpx.InvalidURL:
            raise AssistantProblem(ProblemCode.UNREACHABLE, "its address is invalid") from None
        except AssistantProblem as problem:
            problem.tokens = _count_tokens(request, reply)
            raise
        return _finish(request, reply)

    def _send(
        self, http: httpx.AsyncClient, protocol: ModelProtocol, body: Mapping[str, Any]
    ) -> AbstractAsyncContextManager[httpx.Response]:
        key = self._settings.assistant_key
        return http.stream(
            "POST",
            protocol.make_url(self._settings.assistant_url or ""),
            json=body,
            headers=protocol.make_headers(key.get_secret_value() if key else None),
        )


@cache
def _load_certificates() -> ssl.SSLContext:
    """Return the certificates that are trusted; reading them takes longer than a short answer."""
    return httpx.create_ssl_context()


async def _read_reply(response: httpx.Response, protocol: ModelProtocol, reply: ModelReply) -> None:
    """Read a response until the answer is complete, or the response ends."""
    _check_status(response)
    if not response.headers.get("content-type", "").startswith("text/event-stream"):
        protocol.read_whole(await _read_json(response), reply)
        return
    async for data in _iter_events(response):
        protocol.read_event(data, reply)
        if reply.is_complete:
            return


def _check_status(response: httpx.Response) -> None:
    """Raise if a response is no answer. Its body is not read: it may repeat what was sent."""
    status = response.status_code
    if status in _AGAIN:
        code = ProblemCode.BUSY if status in _BUSY else ProblemCode.FAILING
        raise _Again(code, f"status {status}", _read_wait(response))
    if status >= 500:
        raise AssistantProblem(ProblemCode.FAILING, f"status {status}")
    if status != 200:
        raise AssistantProblem(ProblemCode.REFUSED, f"status {status}")


def _read_wait(response: httpx.Response) -> float:
    """Return the seconds that `Retry-After` asks for; 0 if it does not tell seconds."""
    given = response.headers.get("retry-after", "")
    return float(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0.0


async def _iter_events(response: httpx.Response) -> AsyncIterator[str]:
    """Yield the data of server-sent events."""
    waiting, size = b"", 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        *lines, waiting = (waiting + chunk).split(b"\n")
        if size > MAX_REPLY_BYTES or len(waiting) > _MAX_LINE_BYTES:
            raise AssistantProblem(ProblemCode.UNREADABLE, "the answer is too long")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].decode("utf-8", "replace").strip()
    if waiting.startswith(b"data:"):
        yield waiting[5:].decode("utf-8", "replace").strip()


async def _read_json(response: httpx.Response) -> dict[str, Any]:
    body = b""
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MAX_REPLY_BYTES:
            raise AssistantProblem(ProblemCode.UNREADABLE, "the answer is too long")
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise AssistantProblem(ProblemCode.UNREADABLE, "the answer is not JSON")
    return read


def _finish(request: ModelRequest, reply: ModelReply) -> ModelAnswer:
    tokens = _count_tokens(request, reply)
    is_whole = reply.stop in FINISHED or (reply.is_complete and not reply.stop)
    if not is_whole:
        problem = AssistantProblem(ProblemCode.CUT_OFF, "the answer has no end")
        problem.tokens = tokens
        raise problem
    return ModelAnswer("".join(reply.text), tokens)


def _count_tokens(request: ModelRequest, reply: ModelReply) -> int:
    written = sum(map(len, reply.text))
    asked = len(request.system) + len(request.user)
    return (reply.input_tokens or asked // _CHARACTERS_PER_TOKEN) + (
        reply.output_tokens or written // _CHARACTERS_PER_TOKEN
    )

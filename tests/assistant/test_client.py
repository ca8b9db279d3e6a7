"""The client of the model, against a server on this machine."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from readlevel.assistant.client import AssistantClient
from readlevel.core.assistant.assistant_problem import AssistantProblem, ProblemCode
from readlevel.core.assistant.prompts import ModelRequest
from readlevel.settings import Settings
from tests.model_server import (
    ModelServer,
    Reply,
    SeenRequest,
    run_model_server,
    stream,
    stream_anthropic,
    whole,
)

KEY = "sk-verysecret-0123456789"
REQUEST = ModelRequest("Rewrite texts.", "Rewrite this.")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with run_model_server(lambda _: stream("Take your medicine.")) as running:
        yield running


def client(url: str, **settings: object) -> AssistantClient:
    given = {"assistant_model": "tiny", "assistant_key": SecretStr(KEY), "assistant_timeout": 20}
    return AssistantClient(
        Settings(assistant_url=url, **{**given, **settings}),  # type: ignore[arg-type]
        pauses=(0.0, 0.0),
    )


def test_asks_as_openai_does(server: ModelServer) -> None:
    answer = client(server.url, assistant_max_tokens=500).ask(REQUEST)

    assert (answer.text, answer.tokens) == ("Take your medicine.", 120)
    (seen,) = server.seen
    assert seen.path == "/v1/chat/completions"
    assert seen.headers["authorization"] == f"Bearer {KEY}"
    assert seen.body["model"] == "tiny"
    assert seen.body["max_tokens"] == 500
    assert [one["role"] for one in seen.body["messages"]] == ["system", "user"]
    assert "tools" not in seen.body


def test_asks_as_anthropic_does(server: ModelServer) -> None:
    server.behaviour = lambda _: stream_anthropic("Take your medicine.")

    answer = client(server.url, assistant_kind="anthropic").ask(REQUEST)

    assert (answer.text, answer.tokens) == ("Take your medicine.", 120)
    (seen,) = server.seen
    assert seen.path == "/v1/messages"
    assert seen.headers["x-api-key"] == KEY
    assert seen.headers["anthropic-version"]
    assert seen.body["system"] == REQUEST.system


@pytest.mark.parametrize("ending", ["", "/v1", "/v1/", "/v1/chat/completions"])
def test_an_address_may_name_as_much_of_the_path_as_a_site_likes(
    server: ModelServer, ending: str
) -> None:
    client(server.url.removesuffix("/v1") + ending).ask(REQUEST)
    assert server.seen[0].path == "/v1/chat/completions"


def test_sends_no_key_if_none_is_set(server: ModelServer) -> None:
    client(server.url, assistant_key=None).ask(REQUEST)
    assert "authorization" not in server.seen[0].headers


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
def test_reads_an_answer_that_is_not_streamed(server: ModelServer, kind: str) -> None:
    bodies = {
        "openai": {"choices": [{"message": {"content": "Rest."}, "finish_reason": "stop"}]},
        "anthropic": {"content": [{"type": "text", "text": "Rest."}], "stop_reason": "end_turn"},
    }
    server.behaviour = lambda _: whole(bodies[kind])
    assert client(server.url, assistant_kind=kind).ask(REQUEST).text == "Rest."


def test_uses_the_other_name_of_the_limit_for_servers_that_refuse_the_first(
    server: ModelServer,
) -> None:
    def behave(seen: SeenRequest) -> Reply:
        return whole({}, 400) if "max_tokens" in seen.body else stream("Rest.")

    server.behaviour = behave
    assert client(server.url).ask(REQUEST).text == "Rest."
    assert "max_completion_tokens" in server.seen[1].body


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_asks_again_when_the_server_is_busy_or_fails(server: ModelServer, status: int) -> None:
    def behave(_: SeenRequest) -> Reply:
        return whole({}, status) if len(server.seen) < 3 else stream("Rest.")

    server.behaviour = behave
    assert client(server.url).ask(REQUEST).text == "Rest."
    assert len(server.seen) == 3


PROBLEMS: dict[str, tuple[Callable[[SeenRequest], Reply], ProblemCode, int]] = {
    "always busy": (lambda _: whole({}, 429), ProblemCode.BUSY, 3),
    "always failing": (lambda _: whole({}, 500), ProblemCode.FAILING, 3),
    "not implemented": (lambda _: whole({}, 501), ProblemCode.FAILING, 1),
    "wrong key": (lambda _: whole({"error": f"bad key {KEY}"}, 401), ProblemCode.REFUSED, 1),
    "no such model": (lambda _: whole({"error": "what?"}, 404), ProblemCode.REFUSED, 1),
    "a redirect": (
        lambda _: whole({}, 302, Location="http://127.0.0.1:1/v1"),
        ProblemCode.REFUSED,
        1,
    ),
    "an error in the stream": (
        lambda _: Reply([b'data: {"error": {"message": "overloaded"}}\n\n']),
        ProblemCode.FAILING,
        1,
    ),
    "a stream without end": (lambda _: stream("Half", stop=None), ProblemCode.CUT_OFF, 1),
    "a cut stream": (
        lambda _: stream("Half of the answer", stop=None, is_cut=True),
        ProblemCode.CUT_OFF,
        3,
    ),
    "the limit of tokens": (lambda _: stream("Half", stop="length"), ProblemCode.CUT_OFF, 1),
    "a filter": (lambda _: stream("", stop="content_filter"), ProblemCode.CUT_OFF, 1),
    "no JSON in the stream": (lambda _: Reply([b"data: <html>\n\n"]), ProblemCode.UNREADABLE, 1),
    "a web page": (
        lambda _: Reply([b"<html>Sign in</html>"], headers={"Content-Type": "text/html"}),
        ProblemCode.UNREADABLE,
        1,
    ),
    "JSON of another kind": (lambda _: whole([1, 2]), ProblemCode.UNREADABLE, 1),
    "endless": (
        lambda _: Reply([b"data: " + b"x" * 1_000_000] * 4),
        ProblemCode.UNREADABLE,
        1,
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_says_why_there_is_no_answer(
    server: ModelServer, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    behaviour, code, times = PROBLEMS[name]
    server.behaviour = behaviour
    with caplog.at_level(logging.DEBUG), pytest.raises(AssistantProblem) as raised:
        client(server.url).ask(REQUEST)
    assert raised.value.code is code
    assert len(server.seen) == times
    assert KEY not in caplog.text + str(raised.value)
    assert REQUEST.user not in caplog.text


def test_says_that_the_server_is_unreachable() -> None:
    with run_model_server(lambda _: stream("Rest.")) as server:
        address = server.url
    with pytest.raises(AssistantProblem) as raised:
        client(address).ask(REQUEST)
    assert raised.value.code is ProblemCode.UNREACHABLE


def test_counts_the_tokens_of_an_answer_that_was_cut_off(server: ModelServer) -> None:
    server.behaviour = lambda _: stream("Half", stop="length")
    with pytest.raises(AssistantProblem) as raised:
        client(server.url).ask(REQUEST)
    assert raised.value.tokens == 120


def test_an_answer_that_drips_ends_when_its_time_is_over(server: ModelServer) -> None:
    server.behaviour = lambda _: Reply([b": still here\n\n"] * 6000, pause=0.01)
    began = time.monotonic()
    with pytest.raises(AssistantProblem) as raised:
        client(server.url, assistant_timeout=0.5).ask(REQUEST)
    assert raised.value.code is ProblemCode.TOO_SLOW
    assert time.monotonic() - began < 60


def test_a_request_can_be_cancelled_while_the_server_is_silent(server: ModelServer) -> None:
    server.behaviour = lambda _: Reply([b": still here\n\n"] * 6000, pause=0.01)
    with pytest.raises(AssistantProblem) as raised:
        client(server.url, assistant_timeout=600).ask(REQUEST, lambda: bool(server.seen))
    assert raised.value.code is ProblemCode.CANCELLED


def test_asks_nobody_if_no_address_is_set(server: ModelServer) -> None:
    with pytest.raises(AssistantProblem) as raised:
        AssistantClient(Settings()).ask(REQUEST)
    assert raised.value.code is ProblemCode.NOT_SET
    assert server.seen == []


def test_requests_go_through_the_proxy_of_the_environment(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url.removesuffix("/v1"))
    monkeypatch.setenv("NO_PROXY", "")
    client("http://model.test/v1", assistant_key=None).ask(REQUEST)
    assert server.seen[0].path == "http://model.test/v1/chat/completions"


def test_a_site_has_prompts_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('simplify = "Make it short."\n', "utf-8")
    ours = client("http://127.0.0.1:1").load_prompts("en-GB")
    own = client("http://127.0.0.1:1", assistant_prompts=tmp_path).load_prompts("en")

    assert own.texts["simplify"] == "Make it short."
    assert own.texts["rules"] == ours.texts["rules"]
    assert own.version != ours.version


def test_a_language_without_prompts_has_those_in_english() -> None:
    assert client("http://127.0.0.1:1").load_prompts("pt").language == "en"


@pytest.mark.parametrize("content", ["simplify = ", 'simpify = "x"', "simplify = 1"])
def test_prompts_that_cannot_be_used_are_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "en.toml").write_text(content, "utf-8")
    with pytest.raises(AssistantProblem, match=r"en\.toml") as raised:
        client("http://127.0.0.1:1", assistant_prompts=tmp_path).load_prompts("en")
    assert raised.value.code is ProblemCode.PROMPTS


def test_a_key_is_not_in_what_settings_print(server: ModelServer) -> None:
    settings = Settings(
        assistant_url=server.url, assistant_model="tiny", assistant_key=SecretStr(KEY)
    )
    assert KEY not in repr(settings) + json.dumps(settings.model_dump(mode="json"))

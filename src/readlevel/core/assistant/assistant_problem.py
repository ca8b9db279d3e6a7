"""Why a model gave no answer."""

from enum import StrEnum


class ProblemCode(StrEnum):
    """Why a request to a model failed."""

    NOT_SET = "not_set"
    """The site has no assistant."""
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """The server does not accept the key, the model or the request."""
    BUSY = "busy"
    FAILING = "failing"
    TOO_SLOW = "too_slow"
    CUT_OFF = "cut_off"
    """The answer ended before its end: the stream broke, or the limit of tokens was reached."""
    UNREADABLE = "unreadable"
    """The response is not what such a server answers."""
    PROMPTS = "prompts"
    """The site's prompts cannot be read."""
    CANCELLED = "cancelled"
    BUDGET = "budget"
    """The tokens of the month are used up."""
    NOT_AGREED = "not_agreed"
    """No administrator has agreed to send texts to this server."""
    INTERRUPTED = "interrupted"
    """The processes that worked on it ended, several times."""


class AssistantProblem(Exception):
    """A model gave no answer.

    What the server wrote is never part of the message: it may repeat the key or the text.
    """

    def __init__(self, code: ProblemCode, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.tokens = 0
        """Tokens that were used all the same."""

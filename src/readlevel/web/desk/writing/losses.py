"""Messages about losses in a conversion to Markdown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.web.http.services import render


@dataclass(frozen=True, slots=True)
class LossCount:
    """A kind of loss and how often it occurred (`desk/writing/_loss_messages.html`)."""

    kind: str
    text: str
    times: int


@dataclass(frozen=True, slots=True)
class LossLines:
    """Messages about losses, one per line (`desk/writing/loss_lines.html`)."""

    losses: tuple[LossCount, ...]


def count_losses(losses: Iterable[ConversionLoss]) -> tuple[LossCount, ...]:
    """Return the losses, equal ones counted."""
    counted = Counter(losses)
    return tuple(LossCount(one.kind, one.text, times) for one, times in counted.items())


def describe_losses(losses: tuple[LossCount, ...]) -> list[str]:
    """Return the losses as sentences."""
    lines = render("desk/writing/loss_lines.html", LossLines(losses)).get_data(as_text=True)
    return [unescape(line) for line in lines.splitlines() if line.strip()]

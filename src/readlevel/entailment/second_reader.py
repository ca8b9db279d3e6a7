"""Reads pairs of sentences with a model of entailment, within a time, each pair once."""

import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import TIMEOUT_MAX, Condition, Thread
from typing import Protocol

from readlevel.core.consistency.second_reading import SentencePair
from readlevel.entailment.onnx_model import EntailmentModel, UnusableModel
from readlevel.settings import Settings, SettingsProblem

NO_LIMIT = TIMEOUT_MAX
"""Seconds, for comparisons that wait until all is read."""
MAX_REMEMBERED = 20_000
"""Pairs whose probabilities are kept, those used last."""
MAX_WAITING = 1_000
"""Pairs that wait to be read at once; others are left out until they are asked for again."""

_log = logging.getLogger(__name__)


def open_second_reader(
    settings: Settings, *, seconds: float | None = None
) -> "CachingReader | None":
    """Return the second reader of a site; None if the settings name no model.

    `seconds` is how long a comparison may wait for it, by default as the settings say. Raise
    SettingsProblem if the model cannot be used.
    """
    if settings.entailment_model is None:
        return None
    try:
        model = EntailmentModel(settings.entailment_model)
    except UnusableModel as unusable:
        raise SettingsProblem([f"entailment_model: {unusable}"]) from None
    return CachingReader(model, settings.entailment_timeout if seconds is None else seconds)


class RatesPairs(Protocol):
    """A model of entailment."""

    def rate(self, pair: SentencePair) -> float:
        """Return the probability, from 0 to 1, that two sentences contradict each other."""


class CachingReader:
    """A second reader that remembers what it has read.

    Pairs are read one after the other in a thread of their own, which goes on when the time of a
    comparison is over: what was too late is there the next time. The thread never keeps a process
    from ending.
    """

    def __init__(self, model: RatesPairs, seconds: float) -> None:
        """`seconds` is how long one comparison may wait."""
        self._model = model
        self._seconds = seconds
        self._known: OrderedDict[SentencePair, float] = OrderedDict()
        self._waiting: dict[SentencePair, None] = {}
        self._changed = Condition()
        self._thread: Thread | None = None
        self.is_closed = False

    def read(self, pairs: Sequence[SentencePair]) -> Mapping[SentencePair, float]:
        """Return the probability that each pair contradict each other.

        Pairs are missing that were not read within the time, or that the model failed on.
        """
        with self._changed:
            self._queue(pairs)
            self._changed.wait_for(
                lambda: self.is_closed or self._waiting.keys().isdisjoint(pairs), self._seconds
            )
            return {one: self._known[one] for one in pairs if one in self._known}

    def close(self) -> None:
        """Stop reading; pairs that wait are dropped."""
        with self._changed:
            self.is_closed = True
            self._waiting.clear()
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _queue(self, pairs: Sequence[SentencePair]) -> None:
        for one in pairs:
            if one in self._known:
                self._known.move_to_end(one)
            elif not self.is_closed and len(self._waiting) < MAX_WAITING:
                self._waiting.setdefault(one)
        if self._waiting and self._thread is None:
            self._thread = Thread(target=self._work, name="second-reader", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self.is_closed or self._waiting)
                if self.is_closed:
                    return
                pair = next(iter(self._waiting))
            probability = self._rate(pair)
            with self._changed:
                self._waiting.pop(pair, None)
                if probability is not None:
                    self._known[pair] = probability
                    if len(self._known) > MAX_REMEMBERED:
                        self._known.popitem(last=False)
                self._changed.notify_all()

    def _rate(self, pair: SentencePair) -> float | None:
        try:
            return self._model.rate(pair)
        except Exception:
            _log.exception("The model of entailment failed on a pair of sentences")
            return None

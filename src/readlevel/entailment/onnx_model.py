"""A model of entailment in ONNX, with its tokenizer, read from a folder.

The folder has `model.onnx`, `tokenizer.json` and `config.json` as models for text classification
are exported. Nothing is fetched, and no code of the model's is run.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readlevel.core.consistency.second_reading import SentencePair

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_TOKENS = 256
"""Tokens of both sentences; what is longer is cut, the longer sentence first."""
_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_CONTRADICTION = "contradiction"
_LABELS = frozenset({_CONTRADICTION, "entailment"})
_TOLERANCE = 1e-3


class UnusableModel(Exception):
    """The folder has no model of entailment that can be used; the message says why."""


class EntailmentModel:
    """Says how probable it is that two sentences contradict each other."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the model of a folder. Raise `UnusableModel`."""
        try:
            import numpy as np
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as missing:
            raise UnusableModel(
                f"{missing.name} is not installed. Install readlevel[nli], or unset"
                " entailment_model."
            ) from None
        self._np = np
        self._contradiction = _find_label(folder)
        self._tokenizer = _load(folder / "tokenizer.json", Tokenizer.from_file)
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = _load(
            folder / "model.onnx",
            lambda path: onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"]
            ),
        )
        self._inputs = [one.name for one in self._session.get_inputs()]
        if not {"input_ids"} <= set(self._inputs) <= _INPUTS:
            raise UnusableModel(
                f"{folder / 'model.onnx'} takes {', '.join(self._inputs) or 'nothing'}. A model of"
                f" entailment takes {', '.join(sorted(_INPUTS))} or the first two of them."
            )
        self._try_out(folder)

    def rate(self, pair: SentencePair) -> float:
        """Return the probability, from 0 to 1, that two sentences contradict each other."""
        scores = self._run(pair)[0].astype("float64")
        weights = self._np.exp(scores - scores.max())
        return float(weights[self._contradiction] / weights.sum())

    def _run(self, pair: SentencePair) -> "NDArray[Any]":
        tokens = self._tokenizer.encode(*pair)
        known = {
            "input_ids": tokens.ids,
            "attention_mask": tokens.attention_mask,
            "token_type_ids": tokens.type_ids,
        }
        feed = {name: self._np.array([known[name]], dtype="int64") for name in self._inputs}
        result: NDArray[Any] = self._session.run(None, feed)[0]
        return result

    def _try_out(self, folder: Path) -> None:
        """Raise `UnusableModel` unless the model gives one finite score for each label."""
        labels = _read_labels(folder)
        try:
            scores = self._run(("It helps.", "It does not help."))
        except Exception as failed:
            reason = _describe(failed)
            raise UnusableModel(
                f"{folder / 'model.onnx'} cannot be run on two sentences: {reason}"
            ) from None
        if scores.shape != (1, len(labels)) or not self._np.isfinite(scores).all():
            raise UnusableModel(
                f"{folder / 'model.onnx'} gives scores of shape {scores.shape}; its config.json"
                f" has {len(labels)} labels, so that (1, {len(labels)}) is expected."
            )


def _load(path: Path, load: Callable[[str], Any]) -> Any:
    if not path.is_file():
        raise UnusableModel(f"{path} is missing.")
    try:
        return load(str(path))
    except Exception as failed:
        reason = _describe(failed)
        raise UnusableModel(f"{path} cannot be read: {reason}") from None


def _describe(failed: Exception) -> str:
    lines = str(failed).splitlines()
    return lines[0][:300] if lines else type(failed).__name__


def _read_labels(folder: Path) -> Mapping[int, str]:
    path = folder / "config.json"
    if not path.is_file():
        raise UnusableModel(f"{path} is missing.")
    try:
        labels = json.loads(path.read_text("utf-8"))["id2label"]
        return {int(number): str(name).casefold() for number, name in labels.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UnusableModel(
            f"{path} does not say which score means what: it needs an `id2label` such as"
            ' {"0": "contradiction", "1": "neutral", "2": "entailment"}.'
        ) from None


def _find_label(folder: Path) -> int:
    """Return the place of the score for a contradiction."""
    labels = _read_labels(folder)
    if not set(labels.values()) >= _LABELS or sorted(labels) != list(range(len(labels))):
        raise UnusableModel(
            f"{folder / 'config.json'} has the labels {', '.join(labels.values()) or 'none'}, but a"
            " model of entailment has `contradiction` and `entailment`, numbered from 0."
        )
    return next(number for number, name in labels.items() if name == _CONTRADICTION)

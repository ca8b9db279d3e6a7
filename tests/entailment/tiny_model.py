"""A tiny model of entailment: two sentences contradict if only one of them has the word "not"."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

WORDS = {"[UNK]": 0, "not": 1}
LABELS = {"0": "ENTAILMENT", "1": "NEUTRAL", "2": "CONTRADICTION"}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_LARGE = 10.0


def write_model(
    folder: Path,
    *,
    labels: Mapping[str, str] = LABELS,
    inputs: Sequence[str] = INPUTS,
    scores: int = 3,
) -> Path:
    """Write a model in the three files of a folder, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"id2label": labels}))
    _make_tokenizer().save(str(folder / "tokenizer.json"))
    onnx.save(_make_network(inputs, scores), str(folder / "model.onnx"))
    return folder


def _make_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(single="$A", pair="$A:0 $B:1", special_tokens=[])
    return tokenizer


def _make_network(inputs: Sequence[str], scores: int) -> onnx.ModelProto:
    """Return a network that counts "not" in the first sentence less "not" in the second."""
    constants = {
        "is_not": np.array([0, 1], dtype="float32"),
        "two": np.array([-2], dtype="float32"),
        "one": np.array([1], dtype="float32"),
        "axes": np.array([1], dtype="int64"),
        "weights": np.array([[0] * (scores - 1) + [2 * _LARGE]], dtype="float32"),
        "bias": np.array([[0] * (scores - 1) + [-_LARGE]], dtype="float32"),
    }
    steps = [
        ("Gather", ["is_not", "input_ids"], "nots"),
        ("Cast", ["token_type_ids"], "kinds"),
        ("Mul", ["kinds", "two"], "doubled"),
        ("Add", ["doubled", "one"], "signs"),
        ("Mul", ["nots", "signs"], "signed"),
        ("ReduceSum", ["signed", "axes"], "sum"),
        ("Abs", ["sum"], "differ"),
        ("MatMul", ["differ", "weights"], "weighted"),
        ("Add", ["weighted", "bias"], "logits"),
    ]
    extra: dict[str, dict[str, Any]] = {
        "Cast": {"to": TensorProto.FLOAT},
        "ReduceSum": {"keepdims": 1},
    }
    graph = helper.make_graph(
        [helper.make_node(kind, of, [to], **extra.get(kind, {})) for kind, of, to in steps],
        "tiny",
        [helper.make_tensor_value_info(one, TensorProto.INT64, [1, None]) for one in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, scores])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    network = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    network.ir_version = 8
    return network

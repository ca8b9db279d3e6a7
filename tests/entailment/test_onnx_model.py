"""Models of entailment: what they say, and which are refused."""

import json
from pathlib import Path

import pytest

from readlevel.entailment.onnx_model import EntailmentModel, UnusableModel
from tests.entailment.tiny_model import LABELS, write_model


@pytest.mark.parametrize(
    ("premise", "hypothesis", "contradict"),
    [
        ("Stop it before a scan.", "Do not stop it before a scan.", True),
        ("Do not stop it.", "Stop it.", True),
        ("Do not stop it.", "Never mind, do not stop it.", False),
        ("Stop it.", "Stop it.", False),
    ],
)
def test_gives_the_probability_of_a_contradiction(
    tmp_path: Path, premise: str, hypothesis: str, contradict: bool
) -> None:
    probability = EntailmentModel(write_model(tmp_path)).rate((premise, hypothesis))
    assert probability > 0.99 if contradict else probability < 0.01


def test_reads_the_place_of_the_score_from_the_labels(tmp_path: Path) -> None:
    labels = {"0": "contradiction", "1": "neutral", "2": "entailment"}
    model = EntailmentModel(write_model(tmp_path, labels=labels))
    assert model.rate(("Stop it.", "Do not stop it.")) < 0.01


def test_long_sentences_are_cut_rather_than_refused(tmp_path: Path) -> None:
    model = EntailmentModel(write_model(tmp_path))
    assert 0 <= model.rate(("word " * 5_000, "")) <= 1


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\x00\xff" * 40, b"[" * 5_000])
def test_names_the_file_that_is_missing_or_broken(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = write_model(tmp_path) / name
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(UnusableModel, match=str(path)):
        EntailmentModel(tmp_path)


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"0": "positive", "1": "negative", "2": "mixed"}, "positive, negative, mixed"),
        ({"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}, "label_0"),
        ({"1": "entailment", "2": "neutral", "3": "contradiction"}, "numbered from 0"),
        ({}, "none"),
    ],
)
def test_refuses_a_model_of_something_else(
    tmp_path: Path, labels: dict[str, str], said: str
) -> None:
    with pytest.raises(UnusableModel, match=said):
        EntailmentModel(write_model(tmp_path, labels=labels))


def test_refuses_a_model_with_other_inputs(tmp_path: Path) -> None:
    folder = write_model(tmp_path, inputs=("input_ids", "token_type_ids", "pixels"))
    with pytest.raises(UnusableModel, match="takes input_ids, token_type_ids, pixels"):
        EntailmentModel(folder)


def test_refuses_a_model_whose_scores_are_not_those_of_its_labels(tmp_path: Path) -> None:
    with pytest.raises(UnusableModel, match=r"shape \(1, 2\).*3 labels"):
        EntailmentModel(write_model(tmp_path, scores=2))


def test_refuses_labels_that_are_no_mapping(tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps({"id2label": list(LABELS)}))
    with pytest.raises(UnusableModel, match="which score means what"):
        EntailmentModel(tmp_path)


def test_a_failure_without_a_message_is_named_by_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(EntailmentModel, "_run", fail)
    with pytest.raises(UnusableModel, match="cannot be run on two sentences: MemoryError"):
        EntailmentModel(write_model(tmp_path))

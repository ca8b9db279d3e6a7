"""The second reader: reads each pair once, waits no longer than it may, and survives failures."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event, Thread

import pytest

from readlevel.core.consistency.second_reading import SentencePair
from readlevel.entailment import second_reader
from readlevel.entailment.second_reader import NO_LIMIT, CachingReader, open_second_reader
from readlevel.settings import Settings, SettingsProblem
from tests.entailment.tiny_model import write_model
from tests.waiting import PATIENCE, wait_until

FIRST, SECOND = ("Stop it.", "Do not stop it."), ("It helps.", "It does not help.")


class _Model:
    """Counts what it reads; waits while `may_go` is not set, and fails on `broken`."""

    def __init__(self, broken: SentencePair | None = None) -> None:
        self.read: list[SentencePair] = []
        self.may_go = Event()
        self._broken = broken

    def rate(self, pair: SentencePair) -> float:
        assert self.may_go.wait(60)
        self.read.append(pair)
        if pair == self._broken:
            raise RuntimeError("out of memory")
        return 0.75


@pytest.fixture
def model() -> _Model:
    return _Model()


@pytest.fixture
def reader(model: _Model) -> Iterator[CachingReader]:
    reader = CachingReader(model, NO_LIMIT)
    yield reader
    model.may_go.set()
    reader.close()


def test_reads_each_pair_once(model: _Model, reader: CachingReader) -> None:
    model.may_go.set()
    assert reader.read([FIRST, SECOND, FIRST]) == {FIRST: 0.75, SECOND: 0.75}
    assert reader.read([SECOND]) == {SECOND: 0.75}
    assert model.read == [FIRST, SECOND]


def test_what_was_too_late_is_there_the_next_time(model: _Model) -> None:
    impatient = CachingReader(model, 0)
    assert impatient.read([FIRST]) == {}
    model.may_go.set()
    wait_until(lambda: impatient.read([FIRST]) == {FIRST: 0.75})
    impatient.close()
    assert model.read == [FIRST]


def test_a_pair_that_fails_is_left_out_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    model = _Model(broken=FIRST)
    model.may_go.set()
    reader = CachingReader(model, NO_LIMIT)
    assert reader.read([FIRST, SECOND]) == {SECOND: 0.75}
    reader.read([FIRST])
    reader.close()
    assert model.read == [FIRST, SECOND, FIRST]
    assert "out of memory" in caplog.text
    assert "Stop it" not in caplog.text


def test_forgets_the_pairs_used_longest_ago(
    model: _Model, reader: CachingReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_reader, "MAX_REMEMBERED", 2)
    model.may_go.set()
    third = ("a", "b")
    reader.read([FIRST, SECOND])
    reader.read([FIRST])
    reader.read([third])
    reader.read([FIRST, third])
    assert model.read == [FIRST, SECOND, third]


def test_the_waiting_line_has_an_end(model: _Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_reader, "MAX_WAITING", 3)
    reader = CachingReader(model, 0)
    reader.read([(str(number), "") for number in range(10)])
    model.may_go.set()
    wait_until(lambda: len(model.read) == 3)
    reader.close()
    assert [first for first, _ in model.read] == ["0", "1", "2"]


def test_closing_drops_what_waits(model: _Model) -> None:
    reader = CachingReader(model, 0)
    reader.read([(str(number), "") for number in range(10)])
    closing = Thread(target=reader.close)
    closing.start()
    wait_until(lambda: reader.is_closed)
    model.may_go.set()
    closing.join()
    assert len(model.read) <= 1
    assert reader.read([FIRST]) == {}


def test_closing_ends_a_comparison_that_waits(model: _Model) -> None:
    reader = CachingReader(model, NO_LIMIT)
    answers: list[Mapping[SentencePair, float]] = []
    waiting = Thread(target=lambda: answers.append(reader.read([FIRST, SECOND])))
    waiting.start()
    closing = Thread(target=reader.close)
    closing.start()
    wait_until(lambda: reader.is_closed)
    waiting.join()
    model.may_go.set()
    closing.join()
    waiting.join()
    assert len(answers) == 1


def test_a_process_ends_while_pairs_wait() -> None:
    program = (
        "import time\n"
        "from readlevel.entailment.second_reader import CachingReader\n"
        "class Slow:\n"
        "    def rate(self, pair): time.sleep(3600)\n"
        "CachingReader(Slow(), 0).read([('a', 'b'), ('c', 'd')])"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=PATIENCE)


def test_there_is_none_unless_the_settings_name_a_model() -> None:
    assert open_second_reader(Settings()) is None


def test_reads_with_the_model_of_the_settings(tmp_path: Path) -> None:
    reader = open_second_reader(Settings(entailment_model=write_model(tmp_path)))
    assert reader is not None
    assert reader.read([FIRST])[FIRST] > 0.95
    reader.close()


def test_a_model_that_cannot_be_used_is_a_problem_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"entailment_model: .*config\.json is missing"):
        open_second_reader(Settings(entailment_model=tmp_path))


def test_says_what_to_install(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['onnxruntime'] = None\n"
        "from pathlib import Path\n"
        "from readlevel.entailment.second_reader import open_second_reader\n"
        "from readlevel.settings import Settings\n"
        f"open_second_reader(Settings(entailment_model=Path({str(tmp_path)!r})))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "onnxruntime is not installed. Install readlevel[nli]" in run.stderr


def test_the_libraries_are_not_loaded_without_a_model() -> None:
    program = (
        "import sys\n"
        "from readlevel.entailment.second_reader import open_second_reader\n"
        "from readlevel.settings import Settings\n"
        "open_second_reader(Settings())\n"
        "print({'onnxruntime', 'tokenizers', 'numpy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout == "set()\n", run.stderr

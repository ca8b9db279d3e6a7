"""The error for unusable settings."""

from collections.abc import Sequence


class SettingsProblem(ValueError):
    """Settings that cannot be used: one sentence for each problem."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)

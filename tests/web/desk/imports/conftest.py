"""Each file is converted once for all tests: most of them import the same few."""

import pytest

from readlevel.interchange.conversion.bounded_conversion import convert_bounded
from readlevel.interchange.conversion.read_document import ImportedDocument
from readlevel.usecases.writing import document_import

_CONVERTED: dict[tuple[bytes, int], ImportedDocument] = {}


@pytest.fixture(autouse=True)
def convert_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the process of a conversion answered; refusals are asked for again."""

    def convert(content: bytes, max_images: int) -> ImportedDocument:
        key = content, max_images
        if key not in _CONVERTED:
            _CONVERTED[key] = convert_bounded(content, max_images)
        return _CONVERTED[key]

    monkeypatch.setattr(document_import, "convert_bounded", convert)

"""Decodes text files; an encoding other than UTF-8 or UTF-16 is a guess to be confirmed."""

import codecs
from dataclasses import dataclass

from readlevel.core.languages.tags import primary
from readlevel.interchange.files.file_kinds import describe_binary
from readlevel.interchange.files.problems import BadRecord

OTHER_ENCODINGS = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1256": "Windows-1256 (Arabic)",
    "mac_roman": "Mac Roman",
}
"""Single-byte encodings that spreadsheets and reference managers save, with their names."""

_BY_LANGUAGE = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl"), "cp1250"),
    **dict.fromkeys(("be", "bg", "ru", "sr", "uk"), "cp1251"),
    **dict.fromkeys(("ar", "fa", "ps", "ur"), "cp1256"),
    "el": "cp1253",
    "tr": "cp1254",
}
"""The Windows encodings of languages that do not use Windows-1252."""

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAMPLE_BYTES = 4_000
_SAMPLES = 5
_AROUND = 12


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file; `guessed` is a key of `OTHER_ENCODINGS` if it was not UTF-8 or UTF-16."""

    text: str
    guessed: str | None = None

    @property
    def samples(self) -> list[str]:
        """Return excerpts whose characters another encoding would decode differently."""
        found: list[str] = []
        end = 0
        for place, character in enumerate(self.text):
            if place >= end and not character.isascii():
                end = place + _AROUND
                words = " ".join(self.text[max(0, place - _AROUND) : end].split())
                found.append(words)
                if len(found) == _SAMPLES:
                    break
        return found


def decode_text(content: bytes, encoding: str | None = None, language: str = "en") -> DecodedText:
    """Decode a file, in `encoding` (a key of `OTHER_ENCODINGS`) if given.

    Otherwise it is UTF-16 if it begins with a byte order mark, UTF-8, or the Windows encoding of
    `language` (a tag). Raise `BadRecord` if the file is not text, naming what it is.
    """
    kind = describe_binary(content)
    if kind:
        raise BadRecord(f"This is {kind}, not text.")
    if encoding is None:
        try:
            return DecodedText(content.decode(find_utf16(content) or "utf-8-sig"))
        except UnicodeDecodeError:
            encoding = _guess(content, language)
    if encoding not in OTHER_ENCODINGS or 0 in content:
        raise BadRecord("The encoding of this file is not known. Save it as UTF-8.")
    return DecodedText(content.decode(encoding, "replace"), encoding)


def find_utf16(content: bytes) -> str | None:
    """Return the codec of UTF-16, which a byte order mark tells, or a zero in most byte pairs."""
    if content.startswith(_UTF16_MARKS):
        return "utf-16"
    sample = content[:_SAMPLE_BYTES]
    for codec, zeros, others in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if 0 not in others and zeros.count(0) * 2 > len(zeros) > 1:
            return codec
    return None


def _guess(content: bytes, language: str) -> str:
    likely = _BY_LANGUAGE.get(primary(language), "cp1252")
    for encoding in (likely, "cp1252", "mac_roman"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return likely

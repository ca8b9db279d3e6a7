"""Recognises binary files by their first bytes."""

from enum import StrEnum


class FileKind(StrEnum):
    """A kind of binary file that people choose by mistake."""

    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    BMP = "bmp"
    TIFF = "tiff"
    WEBP = "webp"
    PDF = "pdf"
    OLD_OFFICE = "old_office"
    RTF = "rtf"
    WORD = "word"
    EXCEL = "excel"
    POWERPOINT = "powerpoint"
    ODT = "odt"
    ODS = "ods"
    ZIP = "zip"
    GZIP = "gzip"
    SEVEN_ZIP = "seven_zip"
    RAR = "rar"
    SQLITE = "sqlite"
    PROGRAM = "program"
    SOUND = "sound"
    PHONE = "phone"


NAMES = {
    FileKind.PNG: "a PNG image",
    FileKind.JPEG: "a JPEG image",
    FileKind.GIF: "a GIF image",
    FileKind.BMP: "a BMP image",
    FileKind.TIFF: "a TIFF image",
    FileKind.WEBP: "a WebP image",
    FileKind.PDF: "a PDF",
    FileKind.OLD_OFFICE: "a file of an old Office program (.doc, .xls or .ppt)",
    FileKind.RTF: "an RTF document",
    FileKind.WORD: "a Word document (.docx)",
    FileKind.EXCEL: "an Excel workbook (.xlsx)",
    FileKind.POWERPOINT: "a PowerPoint presentation (.pptx)",
    FileKind.ODT: "an OpenDocument text (.odt)",
    FileKind.ODS: "an OpenDocument spreadsheet (.ods)",
    FileKind.ZIP: "a ZIP archive",
    FileKind.GZIP: "a file compressed by gzip",
    FileKind.SEVEN_ZIP: "a 7-Zip archive",
    FileKind.RAR: "a RAR archive",
    FileKind.SQLITE: "a SQLite database",
    FileKind.PROGRAM: "a program",
    FileKind.SOUND: "a sound file",
    FileKind.PHONE: "a video or photo in a phone’s format",
}
"""What a message calls a kind on the command line; the desk has its own words."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"GIF8", FileKind.GIF),
    (b"BM", FileKind.BMP),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
    (b"%PDF-", FileKind.PDF),
    (b"\xd0\xcf\x11\xe0", FileKind.OLD_OFFICE),
    (b"{\\rtf", FileKind.RTF),
    (b"\x1f\x8b", FileKind.GZIP),
    (b"7z\xbc\xaf", FileKind.SEVEN_ZIP),
    (b"Rar!", FileKind.RAR),
    (b"SQLite format 3\x00", FileKind.SQLITE),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"MZ", FileKind.PROGRAM),
    (b"OggS", FileKind.SOUND),
    (b"ID3", FileKind.SOUND),
)
_OFFICE_PARTS = (
    (b"word/", FileKind.WORD),
    (b"xl/", FileKind.EXCEL),
    (b"ppt/", FileKind.POWERPOINT),
    (b"opendocument.text", FileKind.ODT),
    (b"opendocument.spreadsheet", FileKind.ODS),
)
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_SAMPLE_BYTES = 4_000


def find_kind(content: bytes) -> FileKind | None:
    """Return what kind of file `content` is, None if it may be text."""
    if content.startswith(b"PK\x03\x04"):
        parts = (kind for part, kind in _OFFICE_PARTS if part in content)
        return next(parts, FileKind.ZIP)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content[4:8] == b"ftyp":
        return FileKind.PHONE
    for signature, kind in _SIGNATURES:
        if content.startswith(signature) and not _is_plain(content):
            return kind
    return None


def describe_binary(content: bytes) -> str | None:
    """Return what kind of file `content` is ("a PNG image"), None if it may be text."""
    kind = find_kind(content)
    return None if kind is None else NAMES[kind]


def is_encrypted(content: bytes) -> bool:
    """Return whether a file of Office opens with a password only."""
    return content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED_PART in content


def _is_plain(content: bytes) -> bool:
    """Return whether the bytes are text after all: "BM" and "MZ" may begin a word."""
    sample = content[:_SAMPLE_BYTES]
    return not content.startswith((b"%PDF-", b"{\\rtf")) and sample.isascii() and 0 not in sample

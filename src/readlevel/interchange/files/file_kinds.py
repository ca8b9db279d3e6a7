"""Recognises binary files by their first bytes."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Office program (.doc, .xls or .ppt)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a file compressed by gzip"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)
_OFFICE_PARTS = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint presentation (.pptx)"),
    (b"opendocument.text", "an OpenDocument text (.odt)"),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"),
)
_SAMPLE_BYTES = 4_000


def describe_binary(content: bytes) -> str | None:
    """Return what kind of file `content` is ("a PNG image"), None if it may be text."""
    if content.startswith(b"PK\x03\x04"):
        parts = (kind for part, kind in _OFFICE_PARTS if part in content)
        return next(parts, "a ZIP archive")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "a WebP image"
    if content[4:8] == b"ftyp":
        return "a video or an image of a phone"
    for signature, kind in _SIGNATURES:
        if content.startswith(signature) and not _is_plain(content):
            return kind
    return None


def _is_plain(content: bytes) -> bool:
    """Return whether the bytes are text after all: "BM" and "MZ" may begin a word."""
    sample = content[:_SAMPLE_BYTES]
    return not content.startswith((b"%PDF-", b"{\\rtf")) and sample.isascii() and 0 not in sample

"""What the bytes of a file are, whatever it is called; and whether a JPEG is nothing but a picture.

Both walk over bytes that somebody made up, so that they index nothing they did not measure.
"""

from __future__ import annotations

import re

JPEG = "JPEG"
PNG = "PNG"
WEBP = "WEBP"
HEIF = "HEIF"
PDF = "PDF"

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})

_END, _SCAN = 0xD9, 0xDA
_JFIF, _ICC, _ADOBE = 0xE0, 0xE2, 0xEE
# Tables, frames (baseline and progressive) and the restart interval: what decoding needs.
_NEEDED = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD})
# A colour profile names a screen, not a person or a place; a long one could hold anything.
_MOST_ICC = 4096
# Within a scan FF is followed by 00 or a restart marker; anything else ends it.
_SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def kind_of(data: bytes) -> str | None:
    """One of the five kinds that Vakwerk takes, from the first bytes; None for all others."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return HEIF
    if data.startswith(b"%PDF-") and _ends_as_pdf(data):
        return PDF
    return None


def is_plain_jpeg(data: bytes) -> bool:
    """Whether it holds a picture and nothing else: no EXIF, XMP, comment, preview or appendix."""
    if not data.startswith(b"\xff\xd8"):
        return False
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        segment = data[place + 4 : place + 2 + length]
        if length < 2 or len(segment) != length - 2 or not _is_plain(marker, segment):
            return False
        place += 2 + length
        if marker == _SCAN:
            found = _SCAN_ENDS.search(data, place)
            if found is None:
                return False
            place = found.start()
            if data[place + 1] == _END:
                return place + 2 == len(data)
    return False


def _is_plain(marker: int, segment: bytes) -> bool:
    if marker == _JFIF:
        # Fourteen bytes: longer ones carry a small picture of their own.
        return segment.startswith(b"JFIF\x00") and len(segment) == 14
    if marker == _ICC:
        return segment.startswith(b"ICC_PROFILE\x00\x01\x01") and len(segment) <= _MOST_ICC
    if marker == _ADOBE:
        return segment.startswith(b"Adobe") and len(segment) == 12
    return marker in _NEEDED or marker == _SCAN


def _ends_as_pdf(data: bytes) -> bool:
    """Nothing may hang behind the end: a zip or a page of HTML would ride along unseen."""
    return data.rstrip(b"\x00\t\n\x0c\r ").endswith(b"%%EOF")

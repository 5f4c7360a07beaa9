"""Photos and files: how they arrive, what is too much, and which of them a text names.

A blob comes in parts of 256 KiB, in any order; its name is the SHA-256 of the whole, in hex.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.rules.sync import is_hash

PART = 256 * 1024  # bytes
MAX_IMAGE = 20 * 1024 * 1024
MAX_PDF = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 1600  # pixels; a photo is never kept larger
MOST_BLOBS = 2_000  # a placement
UNFINISHED_BYTES = 64 * 1024 * 1024  # an account
UNFINISHED_UPLOADS = 100  # an account
DAYS_UNFINISHED = 14

PDF = "application/pdf"
JPEG = "image/jpeg"
EXTENSIONS = {JPEG: "jpg", PDF: "pdf"}

# Why a blob was not kept. The codes are part of the API.
WRONG_HASH = "wrong_hash"
TOO_LARGE = "too_large"
TOO_MANY_PIXELS = "too_many_pixels"
UNSUPPORTED_TYPE = "unsupported_type"
BROKEN_FILE = "broken_file"
STORAGE_QUOTA = "storage_quota"


def parts_in(size: int) -> int:
    """How many parts a blob of `size` bytes has."""
    return -(-size // PART)


def part_length(size: int, part: int) -> int:
    """Bytes in that part; 0 outside the blob."""
    return max(0, min(PART, size - part * PART)) if part >= 0 else 0


def limit_of(media_type: str) -> int:
    return MAX_PDF if media_type == PDF else MAX_IMAGE


def named_blobs(content: Mapping[str, Any]) -> list[str]:
    """The hashes of the attachments, in order; "" for one that names none, so never arrives."""
    items = content.get("attachments")
    if not isinstance(items, list):
        return [""] if items else []
    hashes = [item.get("sha256") if isinstance(item, dict) else None for item in items]
    return [str(name) if is_hash(name) else "" for name in hashes]

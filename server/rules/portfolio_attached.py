"""The photos and files of an entry as a portfolio shows them, also those that did not arrive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.rules.blobs import PDF, named_blobs
from server.rules.portfolio_parts import BlobRow, File, Photo

HERE, MISSING, ERASED = "here", "missing", "erased"


def attached(
    content: Mapping[str, Any], blobs: Mapping[str, BlobRow]
) -> tuple[tuple[Photo, ...], tuple[File, ...]]:
    """What is kept decides whether something is a photo; of what is not, what the text says."""
    items = content.get("attachments")
    said = items if isinstance(items, list) else []
    photos: list[Photo] = []
    files: list[File] = []
    for name, item in zip(named_blobs(content), said, strict=False):
        words = item if isinstance(item, dict) else {}
        row = blobs.get(name)
        state = MISSING if row is None else ERASED if row.erased else HERE
        kept = row if row is not None and state == HERE else None
        if (kept.media_type if kept else words.get("media_type")) == PDF:
            size = kept.size if kept else words.get("size")
            files.append(File(_text(words.get("name")), _size(size), state))
        else:
            photos.append(Photo(kept.sha256 if kept else "", _text(words.get("alt")), state))
    return tuple(photos), tuple(files)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _size(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0

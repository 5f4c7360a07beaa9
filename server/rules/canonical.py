"""The canonical form of protocol.md §1: RFC 8785 without floating-point numbers.

Python's own json with sorted keys and compact separators is equal to RFC 8785 on this subset;
tests/vectors/canonical.json is run by both languages.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

HASHED_FIELDS = (
    "v",
    "placement_id",
    "doc_id",
    "kind",
    "schema_version",
    "base_rev",
    "merges",
    "deleted",
    "salt",
    "content",
)
_LIMIT = 2**53
_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def composed(text: str) -> str:
    """The composed spelling (NFC), the only one that has a canonical form."""
    return unicodedata.normalize("NFC", text)


class NotCanonical(ValueError):
    """This value has no canonical form: a float, a huge integer, NUL, a surrogate, not NFC."""


def canonical(value: Any) -> str:
    """The canonical text of `value`. Raises NotCanonical."""
    _check(value)
    text = _encode(value)
    # JSON escapes control characters, so NUL and friends are found in the values by _check.
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("not NFC")
    return text


def revision_hash(fields: Mapping[str, Any]) -> str:
    """SHA-256, hex, of the canonical form of exactly the ten hashed fields."""
    return sha256(canonical({name: fields[name] for name in HASHED_FIELDS}))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _check(value: Any, depth: int = 0) -> None:
    kind = type(value)
    if kind is str:
        _check_text(value)
    elif kind is bool or value is None:
        return
    elif kind is int:
        if not -_LIMIT < value < _LIMIT:
            raise NotCanonical("integer too large")
    elif depth >= 64:
        raise NotCanonical("too deep")
    elif kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii() or "\0" in key:
                raise NotCanonical("key")
            _check(item, depth + 1)
    elif kind is list or kind is tuple:
        for item in value:
            _check(item, depth + 1)
    else:
        raise NotCanonical(kind.__name__)


def _check_text(text: str) -> None:
    if text.isascii():
        if "\0" in text:
            raise NotCanonical("NUL")
        return
    if "\0" in text:
        raise NotCanonical("NUL")
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise NotCanonical("lone surrogate") from problem

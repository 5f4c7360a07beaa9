"""Which words of a document the privacy guard reads: every text but codes, ids and hashes.

Unknown fields are read too, so that a newer phone cannot slip something past an older server.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_CODES = frozenset(
    {
        "date",
        "activity_kind",
        "need_of",
        "effect",
        "follows_up",
        "goals",
        "work_processes",
        "life_domains",
        "support_choice",
        "attitude",
        "sha256",
        "media_type",
        "origin",
        "status",
        "day_kind",
        "about",
        "copied_from",
        "not_client",
        "talked_with",
    }
)


def guarded_fields(content: Mapping[str, Any]) -> dict[str, str]:
    """Field path to text, such as {"title": …, "dilemma.options.0": …}."""
    return {
        path: text
        for name, value in content.items()
        if name not in _CODES
        for path, text in _texts(name, value)
    }


def not_client_words(content: Mapping[str, Any]) -> list[str]:
    """Words that the student marked "geen cliënt"."""
    marked = content.get("not_client")
    return [word for word in marked if isinstance(word, str)] if isinstance(marked, list) else []


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value.strip():
            yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(f"{path}.{index}", item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in _CODES:
                yield from _texts(f"{path}.{name}", item)

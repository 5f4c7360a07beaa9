"""The privacy guard: words that tell who somebody is (product.md, Privacy)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_BLOCKS = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    ("phone", re.compile(r"(?<!\d)(?:\+31|0031|0)[ -]?(?:\d[ -]?){8}\d(?!\d)")),
    ("postcode", re.compile(r"\b[1-9]\d{3} ?(?!S[ADS])[A-Z]{2}\b")),
    ("name", re.compile(r"\b(?:[Mm]evrouw|[Mm]eneer|[Mm]w\.|[Dd]hr\.|[Ff]amilie) [A-Z]\w+")),
)


@dataclass(frozen=True)
class Hit:
    rule: str
    severity: str
    field: str
    start: int
    end: int
    excerpt: str


def scan(
    fields: Mapping[str, str], allow_names: Iterable[str], not_client: Iterable[str] = ()
) -> list[Hit]:
    passed = {*allow_names, *not_client}
    return [
        Hit(rule, "block", field, found.start(), found.end(), found.group())
        for field, text in fields.items()
        for rule, pattern in _BLOCKS
        for found in pattern.finditer(text)
        if found.group() not in passed
    ]

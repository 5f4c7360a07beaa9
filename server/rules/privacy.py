"""The privacy guard: words that tell who somebody is (product.md, Privacy).

Patterns and word lists stand in privacy.json, which the phone reads too: the engine here and the
one in pwa/src/rules/privacy.ts only know how to count digits. Each pattern's first group is the
excerpt. The guard promises nothing: a reader should look as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_TABLE = json.loads(Path(__file__).with_name("privacy.json").read_text("utf-8"))
# What looks alike to a reader looks alike to the patterns; the length stays the same.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2007\u2008\u2009\u202f\t", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "\uff20": "@",
    }
)
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_DATE = re.compile(
    r"(?:[0-3]?[0-9][-. ][01]?[0-9][-. ](?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[-. ][01][0-9][-. ][0-3][0-9])"
)
_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True)
class Hit:
    """`severity` is block (held back) or warn; `start` and `end` count characters of the field."""

    rule: str
    severity: str
    field: str
    start: int
    end: int
    excerpt: str


def scan(
    fields: Mapping[str, str], allow_names: Iterable[str], not_client: Iterable[str] = ()
) -> list[Hit]:
    """Everything found, block before warn. `allow_names` are the placement's own people."""
    allowed = {word for name in allow_names for word in _words(name)}
    marked = set(not_client)
    return [hit for field, text in fields.items() for hit in _scan(field, text, allowed, marked)]


def _scan(field: str, text: str, allowed: set[str], marked: set[str]) -> list[Hit]:
    places = [index for index, char in enumerate(text) if not _UNSEEN.match(char)]
    plain = "".join(text[index] for index in places).translate(_ALIKE)
    found: list[Hit] = []
    taken: list[tuple[int, int]] = []
    for rule, severity, start, excerpt in _candidates(plain):
        end = start + len(excerpt)
        if any(start < last and first < end for first, last in taken):
            continue
        if rule in ("name", "first_name") and _is_known(excerpt, allowed):
            continue
        if (rule == "name" or severity == "warn") and excerpt in marked:
            continue
        taken.append((start, end))
        first, last = places[start], places[end - 1] + 1
        found.append(Hit(rule, severity, field, first, last, text[first:last]))
    return found


def _candidates(text: str) -> Iterator[tuple[str, str, int, str]]:
    for rule, severity, pattern in _RULES:
        for match in pattern.finditer(text):
            excerpt = _checked(rule, match[1])
            if excerpt:
                yield rule, severity, match.start(1), excerpt
    for sentence in _SENTENCE.finditer(text):
        if _PERSON.search(sentence[0]) or _FIRST.search(sentence[0]):
            for match in _HEALTH.finditer(sentence[0]):
                start = sentence.start() + match.start(1)
                yield "health_with_person", "warn", start, match[1]


def _checked(rule: str, excerpt: str) -> str:
    """The excerpt, shortened where its pattern takes too much; "" when figures do not add up."""
    if rule == "iban":
        return _iban(excerpt)
    if rule == "bsn":
        return excerpt if _is_bsn(excerpt) else ""
    if rule == "name" and excerpt.split(" ")[-1] in _NOT_SURNAMES:
        return ""
    return excerpt


def _is_bsn(excerpt: str) -> bool:
    digits = [int(char) for char in excerpt if char.isdigit()]
    if _DATE.fullmatch(excerpt) or not any(digits):
        return False
    digits = [0] * (9 - len(digits)) + digits
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * digit for w, digit in zip(weights, digits, strict=True)) % 11 == 0


def _iban(excerpt: str) -> str:
    length = _TABLE["iban_lengths"][excerpt[:2].upper()]
    plain = ""
    for index, char in enumerate(excerpt):
        if char not in " -":
            plain += char.upper()
        if len(plain) == length:
            number = "".join(str(int(c, 36)) for c in plain[4:] + plain[:4])
            return excerpt[: index + 1] if int(number) % 97 == 1 else ""
    return ""


def _is_known(excerpt: str, allowed: set[str]) -> bool:
    return all(word in allowed for word in _words(excerpt))


def _words(name: str) -> list[str]:
    words = re.split(r"[ .]+", name)
    return [word for word in words if word and word.lower().lstrip("'’") not in _TITLES]


def _filled(pattern: str) -> str:
    parts = _TABLE["parts"] | {"FIRST": "(?:" + "|".join(_TABLE["first_names"]) + ")"}
    for _ in range(3):
        for name, part in parts.items():
            pattern = pattern.replace(f"<{name}>", part)
    return pattern.replace("<L>", _TABLE["letters"]).replace("<U>", _TABLE["capitals"])


def _compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    return re.compile(_filled(pattern), re.IGNORECASE if ignore_case else 0)


# Rules that find who somebody is or where: of the one who signs, that may be said.
TELLS_WHO = frozenset(_TABLE["tells_who"])
_TITLES = frozenset(_TABLE["titles"])
_NOT_SURNAMES = frozenset(_TABLE["not_surnames"])
_RULES = [
    (rule["rule"], rule["severity"], _compiled(rule["pattern"], rule.get("ignore_case", False)))
    for rule in _TABLE["rules"]
]
_HEALTH = _compiled(_TABLE["health"], True)
_PERSON = _compiled(_TABLE["person"], True)
_FIRST = _compiled("<B><FIRST><E>", False)

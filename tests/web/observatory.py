"""The Mozilla HTTP Observatory's published scoring, as far as headers and cookies decide it.

From its documentation ("Scoring methodology" and the tables of tests and modifiers): everybody
begins at 100; penalties first, and only who keeps 90 or more gets the bonuses. Over 100 is an A+.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

YEAR_HALF = 15_768_000


def score(headers: Mapping[str, str], cookies: Iterable[str], *, https: bool) -> tuple[int, str]:
    """(score, grade) of an answer with these headers (lower case) and Set-Cookie lines."""
    modifiers = [
        *_policy(headers),
        *_cookies(cookies),
        _transport(headers, https),
        _sniffing(headers),
        _frames(headers),
        _referrer(headers),
        _sharing(headers),
        _resources(headers),
    ]
    kept = 100 + sum(modifier for modifier in modifiers if modifier < 0)
    if kept >= 90:
        kept += sum(modifier for modifier in modifiers if modifier > 0)
    return max(kept, 0), _grade(kept)


def _policy(headers: Mapping[str, str]) -> list[int]:
    rules = directives(headers.get("content-security-policy", ""))
    if not rules:
        return [-25]
    sources = {*rules.get("script-src", rules.get("default-src", [])), *rules.get("object-src", [])}
    if sources & {"'unsafe-inline'", "data:", "*", "http:", "https:"}:
        return [-20]
    if "'unsafe-eval'" in sources:
        return [-10]
    if "'unsafe-inline'" in rules.get("style-src", []):
        return [0]
    return [10] if rules.get("default-src") == ["'none'"] else [5]


def _cookies(cookies: Iterable[str]) -> list[int]:
    lines = [line.lower() for line in cookies]
    if not lines:
        return [0]
    for line in lines:
        session = re.match(r"(__host-)?(session|login)=", line) is not None
        if "; secure" not in line:
            return [-40 if session else -20]
        if session and "; httponly" not in line:
            return [-30]
        if line.startswith("__host-") and ("; path=/" not in line or "; domain=" in line):
            return [-20]
    return [5 if all("samesite=" in line for line in lines) else 0]


def _transport(headers: Mapping[str, str], https: bool) -> int:
    if not https:
        return -20
    found = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    if not found:
        return -20
    return 0 if int(found[1]) >= YEAR_HALF else -10


def _sniffing(headers: Mapping[str, str]) -> int:
    return 0 if headers.get("x-content-type-options") == "nosniff" else -5


def _frames(headers: Mapping[str, str]) -> int:
    if "frame-ancestors" in directives(headers.get("content-security-policy", "")):
        return 5
    return 0 if headers.get("x-frame-options", "").lower() in ("deny", "sameorigin") else -20


def _referrer(headers: Mapping[str, str]) -> int:
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    if "referrer-policy" not in headers:
        return 0
    return 5 if headers["referrer-policy"] in private else -5


def _sharing(headers: Mapping[str, str]) -> int:
    return -50 if headers.get("access-control-allow-origin") == "*" else 0


def _resources(headers: Mapping[str, str]) -> int:
    policy = headers.get("cross-origin-resource-policy", "")
    return 10 if policy in ("same-origin", "same-site") else 0


def _grade(kept: int) -> str:
    steps = ((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"))
    return next((grade for least, grade in steps if kept >= least), "C or lower")


def directives(policy: str) -> dict[str, list[str]]:
    rules = (rule.split() for rule in policy.split(";"))
    return {rule[0].lower(): rule[1:] for rule in rules if rule}

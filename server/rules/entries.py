"""What an entry still lacks, and what cannot be (product.md, protocol.md §3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

EFFECTS = frozenset({"achieved", "partly", "not_achieved", "not_yet_visible"})
_MOST_MINUTES = 24 * 60


def gaps(content: Mapping[str, Any]) -> list[str]:
    """Which of purpose, need and effect are missing: without them no sign-off."""
    missing = [name for name in ("purpose", "need") if not _text(content, name)]
    effect = content.get("effect")
    return missing if isinstance(effect, str) and effect in EFFECTS else [*missing, "effect"]


def real_day(day: Any) -> str:
    """The same yyyy-mm-dd; empty for anything else."""
    if not isinstance(day, str):
        return ""
    try:
        # Python reads other spellings of ISO 8601 too; a phone writes only this one.
        return day if date.fromisoformat(day).isoformat() == day else ""
    except ValueError:
        return ""


def is_possible(content: Mapping[str, Any], today: date) -> bool:
    """False for a date that does not exist or lies ahead, and for more than 24 hours a day."""
    day = real_day(content.get("date"))
    if not day:
        return False
    minutes = content.get("minutes")
    whole = isinstance(minutes, int) and not isinstance(minutes, bool)
    # A day of slack: the phone may be in a time zone ahead of ours.
    return date.fromisoformat(day) <= today + timedelta(days=1) and (
        minutes is None or (whole and 0 <= minutes <= _MOST_MINUTES)
    )


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name)
    return value.strip() if isinstance(value, str) else ""

"""The coach's table: each student in one row (experience.md, E61)."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from server.outside import clock
from server.rules.access import ASSESSOR, SCHOOL_COACH, Actor
from server.rules.entries import real_day
from server.storage import coach

Json = dict[str, Any]


async def students_of(actor: Actor) -> list[Json]:
    """Of unsent entries a coach learns dates and counts, and nothing else (protocol.md §5)."""
    mine = sorted(
        {
            member.placement_id
            for member in actor.memberships
            if member.active and member.role in (SCHOOL_COACH, ASSESSOR)
        }
    )
    if not mine:
        return []
    entries: dict[str, list[Json]] = defaultdict(list)
    for row in await coach.entry_rows(mine):
        entries[row["placement_id"]].append(row)
    return [_line(row, entries[row["id"]]) for row in await coach.placement_rows(mine)]


def _line(row: Json, entries: list[Json]) -> Json:
    sent = [entry for entry in entries if entry["submitted_rev"]]
    # An akkoord on a text that was erased stands in the log of the portfolio, and counts no more.
    signed = [entry for entry in sent if entry["signed_here"]]
    waiting = [
        entry
        for entry in sent
        if not entry["returned"] and entry["signed_rev"] != entry["submitted_rev"]
    ]
    starts_on, ends_on = str(row["starts_on"]), str(row["ends_on"])
    # Rows from before only real dates were kept may hold anything.
    last = max((real_day(entry["entry_on"]) for entry in entries), default="") or None
    today = clock.now().astimezone(ZoneInfo(row["zone"])).date()
    silent = (today - date.fromisoformat(last or starts_on)).days
    first_name = row["call_name"] or row["given_name"]
    names = (first_name, row["infix"], row["family_name"])
    return {
        "placement_id": row["id"],
        "student": {
            "id": row["student_id"],
            "name": " ".join(name for name in names if name),
            "student_number": row["student_number"] or "",
        },
        "group": row["group_name"] or "",
        "company": row["company"],
        "period": {"starts_on": starts_on, "ends_on": ends_on},
        "last_entry_on": last,
        "entries": len(entries),
        "submitted": len(sent),
        "waiting_signature": len(waiting),
        "signed": len(signed),
        "changes_requested": sum(1 for entry in sent if entry["returned"]),
        "planned_minutes": row["planned_minutes"],
        "logged_minutes": sum(_minutes(entry, "submitted") for entry in sent),
        "signed_minutes": sum(_minutes(entry, "signed") for entry in signed),
        "silent_days": silent if silent >= 0 else None,
    }


def _minutes(entry: Json, counting: str) -> int:
    """Of the revision that counts; the columns tell those of the newest one."""
    if not entry[f"{counting}_here"]:
        return 0
    content = entry[f"{counting}_content"]
    if content is None:
        return entry["minutes"] or 0
    minutes = json.loads(content).get("minutes")
    return minutes if isinstance(minutes, int) else 0

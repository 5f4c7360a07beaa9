"""What a portfolio is made from: a placement with everybody in it, and what was submitted."""

from __future__ import annotations

from typing import Any

from server.rules.access import PRIVATE_KINDS
from server.storage.database import fetch, marks
from server.storage.people import Enrolment
from server.storage.placements import Placement, PlacementPerson

Row = dict[str, Any]
_PRIVATE = sorted(PRIVATE_KINDS)


async def placement_with_all(placement_id: str) -> Placement:
    return await Placement.get(id=placement_id).select_related(
        "school", "student", "company", "programme", "framework", "group"
    )


async def student_number(placement: Placement) -> str:
    row = await Enrolment.get_or_none(person_id=placement.student_id, school_id=placement.school_id)
    return row.student_number if row else ""


async def people_beside(placement_id: str) -> list[PlacementPerson]:
    rows = PlacementPerson.filter(placement_id=placement_id).select_related("person")
    return await rows.order_by("since", "id")


async def submitted_rows(placement_id: str) -> list[Row]:
    """Deleted ones leave the portfolio, private ones were never in it unless shared."""
    return await fetch(
        "SELECT doc_id, placement_id, kind, author_id, seq, head_rev, submitted_rev, shared"
        " FROM document WHERE placement_id = ? AND NOT deleted AND submitted_rev IS NOT NULL"
        f" AND (kind NOT IN ({marks(_PRIVATE)}) OR shared) ORDER BY seq",
        placement_id,
        *_PRIVATE,
    )


async def statements_of(placement_id: str) -> dict[str, tuple[int, str]]:
    """By fact: the place in the school's chain and the hash there."""
    rows = await fetch(
        "SELECT fact_id, position, hash FROM statement WHERE placement_id = ?", placement_id
    )
    return {row["fact_id"]: (row["position"], row["hash"]) for row in rows}

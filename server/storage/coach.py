"""What the coach's table is counted from: two queries, however many students there are."""

from __future__ import annotations

from typing import Any

from server.storage.database import fetch, marks

Row = dict[str, Any]


async def placement_rows(placement_ids: list[str]) -> list[Row]:
    return await fetch(
        "SELECT p.id, p.student_id, p.starts_on, p.ends_on, p.planned_minutes, p.school_id,"
        " s.given_name, s.call_name, s.infix, s.family_name, c.name AS company,"
        " g.name AS group_name, e.student_number, sc.zone"
        " FROM placement p JOIN person s ON s.id = p.student_id"
        " JOIN training_company c ON c.id = p.company_id JOIN school sc ON sc.id = p.school_id"
        " LEFT JOIN school_group g ON g.id = p.group_id"
        " LEFT JOIN enrolment e ON e.person_id = p.student_id AND e.school_id = p.school_id"
        f" WHERE p.id IN ({marks(placement_ids)})"
        " ORDER BY s.family_name, s.given_name, p.starts_on",
        *placement_ids,
    )


async def entry_rows(placement_ids: list[str]) -> list[Row]:
    """The entries, with the content that counts where it is not what stands at the head, and
    whether the text that counts was not erased."""
    return await fetch(
        "SELECT d.placement_id, d.submitted_rev, d.signed_rev, d.returned, d.entry_on, d.minutes,"
        " CASE WHEN d.submitted_rev <> d.head_rev THEN sub.content END AS submitted_content,"
        " CASE WHEN d.signed_rev <> d.head_rev THEN sig.content END AS signed_content,"
        " sub.content IS NOT NULL AS submitted_here, sig.content IS NOT NULL AS signed_here"
        " FROM document d"
        " LEFT JOIN revision sub ON sub.placement_id = d.placement_id"
        " AND sub.rev_id = d.submitted_rev"
        " LEFT JOIN revision sig ON sig.placement_id = d.placement_id"
        " AND sig.rev_id = d.signed_rev"
        f" WHERE d.placement_id IN ({marks(placement_ids)})"
        " AND d.kind = 'entry' AND NOT d.deleted",
        *placement_ids,
    )

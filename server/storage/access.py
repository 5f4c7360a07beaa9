"""Loads somebody's world. What is not in it does not exist for them."""

from __future__ import annotations

from datetime import date

from server.rules.access import STUDENT, Actor, Membership
from server.storage.people import RoleHeld
from server.storage.placements import Placement, PlacementPerson


async def load_actor(person_id: str, today: date, address: str = "") -> Actor:
    own = await Placement.filter(student_id=person_id)
    beside = await PlacementPerson.filter(person_id=person_id).select_related("placement")
    held = await RoleHeld.filter(person_id=person_id).order_by("since", "id")
    memberships = [Membership(p.id, p.school_id, STUDENT, person_id) for p in own]
    for row in beside:
        placement = row.placement
        present = row.is_present(today)
        memberships.append(
            Membership(placement.id, placement.school_id, row.role, placement.student_id, present)
        )
    roles = tuple(
        (row.school_id, row.role)
        for row in held
        if row.since <= today and (row.until is None or today <= row.until)
    )
    return Actor(person_id, address, tuple(memberships), roles)


async def stands_in(placement_id: str, person_id: str, today: date) -> bool:
    """Whether they have a place in this placement today."""
    member = (await load_actor(person_id, today)).in_placement(placement_id)
    return member is not None and member.active

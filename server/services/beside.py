"""Who stands beside a student: supervisors and coaches come, and go again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from server.outside import clock
from server.rules.access import SCHOOL_COACH, WORKPLACE_SUPERVISOR, Actor
from server.rules.refusals import InvalidFields, NotFound, mark
from server.services.deliveries import review_wanted
from server.services.ledger import remember_ended
from server.services.school_import import school_of
from server.storage import school
from server.storage.database import unit_of_work
from server.storage.placements import Placement, PlacementPerson

Json = dict[str, Any]


async def put_beside(
    actor: Actor, placement_id: str, person_id: str, role: str, function: str
) -> Json:
    """From today on. Who stands there already stays there once. Raises NotFound, InvalidFields."""
    school_id = school_of(actor)
    placement = await Placement.get_or_none(id=placement_id, school_id=school_id)
    if placement is None:
        raise NotFound()
    if not await _may_stand_there(person_id, role, school_id):
        message = mark("Kies een van de mogelijkheden.")
        raise InvalidFields(fields=[{"field": "person_id", "code": "invalid", "message": message}])
    now = clock.now()

    async def work() -> Json:
        await school.lock_school(school_id)
        standing = await school.place_of(placement.id, person_id, role, now.date())
        if standing is None:
            standing = await school.put_beside(placement, person_id, role, function, now.date())
            if role == WORKPLACE_SUPERVISOR:
                # Whoever left last may have left entries that nobody heard of.
                await review_wanted(placement.id, person_id)
            await school.note(school_id, actor.person_id, "place_given", "place", standing.id, now)
        return {"id": standing.id}

    return await unit_of_work(work)


async def end_place(actor: Actor, placement_id: str, place_id: str) -> Json:
    """From now on they see nothing of this student; what they said and signed stays."""
    school_id, now = school_of(actor), clock.now()
    place = await PlacementPerson.get_or_none(
        id=place_id, placement_id=placement_id, placement__school_id=school_id
    )
    if place is None:
        raise NotFound()
    # The last day counts as a whole, and this day must not.
    last = now.date() - timedelta(days=1)

    async def work() -> Json:
        if place.until is None or place.until > last:
            await PlacementPerson.filter(id=place.id).update(until=last)
            await remember_ended(place.id, last.isoformat())
            if place.role == WORKPLACE_SUPERVISOR:
                # What waited for them alone now waits for who is left.
                await review_wanted(placement_id, "")
            await school.note(school_id, actor.person_id, "place_ended", "place", place.id, now)
        return {"id": place.id}

    return await unit_of_work(work)


async def _may_stand_there(person_id: str, role: str, school_id: str) -> bool:
    if role == SCHOOL_COACH:
        return await school.is_coach(person_id, school_id)
    return role == WORKPLACE_SUPERVISOR and await school.is_known(person_id, school_id)

"""Everybody who might knock, seen from one placement: Samira's, at the school "oost"."""

from __future__ import annotations

from datetime import date

from server.rules.ids import new_id
from server.storage.people import RoleHeld
from server.storage.placements import Placement, PlacementPerson
from tests import cast as stage
from tests.cast import Cast

# Who they are to Samira's placement, and their name on stage.
PEOPLE = {
    "student": "Samira",
    "other_student": "Daan",
    "foreign_student": "Dario",
    "supervisor": "Bram",
    "ended_supervisor": "Eddy",
    "other_supervisor": "Olga",
    "foreign_supervisor": "Elif",
    "coach": "Karlijn",
    "ended_coach": "Coby",
    "other_coach": "Rik",
    "foreign_coach": "Femke",
    "assessor": "Asma",
    "ended_assessor": "Ezra",
    "coordinator": "Noor",
    "foreign_coordinator": "Gijs",
}
SIGNED_IN = tuple(PEOPLE)
# Without a session, with one that was revoked, with one that is over, with one that was guessed.
STRANGERS = ("nobody", "revoked", "expired", "guessed")
VIEWERS = (*SIGNED_IN, *STRANGERS)

STUDENTS = ("student", "other_student", "foreign_student")
COORDINATORS = ("coordinator", "foreign_coordinator")
INSIDERS = ("student", "supervisor", "coach", "assessor")
ENDED = ("ended_supervisor", "ended_coach", "ended_assessor")
FOREIGN = ("foreign_student", "foreign_supervisor", "foreign_coach", "foreign_coordinator")

_BEGUN, _OVER = date(2026, 9, 1), date(2026, 10, 30)


async def enter() -> Cast:
    """The cast, with who came, went and stands elsewhere at the same school."""
    cast = await stage.enter()
    for name in ("Eddy", "Olga", "Coby", "Rik", "Asma", "Ezra"):
        await stage.add_person(cast, name)
    mine, daans = cast.placements["Samira"], cast.placements["Daan"]
    await _beside(cast, mine, "Eddy", "workplace_supervisor", until=_OVER)
    await _beside(cast, mine, "Coby", "school_coach", until=_OVER)
    await _beside(cast, mine, "Asma", "assessor")
    await _beside(cast, mine, "Ezra", "assessor", until=_OVER)
    await _beside(cast, daans, "Olga", "workplace_supervisor")
    await _beside(cast, daans, "Rik", "school_coach")
    school_id = (await Placement.get(id=mine)).school_id
    for name, role in (("Coby", "school_coach"), ("Rik", "school_coach"), ("Asma", "assessor")):
        await RoleHeld.create(
            id=new_id(),
            person_id=cast.people[name],
            school_id=school_id,
            role=role,
            since=_BEGUN,
        )
    return cast


async def _beside(
    cast: Cast, placement_id: str, name: str, role: str, until: date | None = None
) -> None:
    await PlacementPerson.create(
        id=new_id(),
        placement_id=placement_id,
        person_id=cast.people[name],
        role=role,
        since=_BEGUN,
        until=until,
    )

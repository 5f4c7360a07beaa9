"""The privacy guard on the server: again before anything is shared (product.md, Privacy)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.rules.facts import guarded_text
from server.rules.guarded import guarded_fields, not_client_words
from server.rules.privacy import TELLS_WHO, Hit, scan
from server.storage.people import Person
from server.storage.placements import Placement, PlacementPerson

# The fields of a sign-off that are about the one who signs.
OF_SIGNER = frozenset({"name", "function"})


async def hits(placement_id: str, content: Mapping[str, Any]) -> list[Hit]:
    fields = guarded_fields(content)
    if not fields:
        return []
    return scan(fields, await allowed_names(placement_id), not_client_words(content))


async def is_held_back(placement_id: str, content: Mapping[str, Any]) -> bool:
    return any(hit.severity == "block" for hit in await hits(placement_id, content))


def holds_back(content: Mapping[str, Any], names: list[str]) -> bool:
    """The same for many documents of one placement, whose names were looked up once."""
    found = scan(guarded_fields(content), names, not_client_words(content))
    return any(hit.severity == "block" for hit in found)


async def is_fact_held_back(placement_id: str, body: Mapping[str, Any]) -> bool:
    return bool(guarded_text(body)) and bool(
        held_back_words(body, await allowed_names(placement_id))
    )


def held_back_words(body: Mapping[str, Any], names: list[str]) -> set[str]:
    """Which of a fact's own fields hold back. Who signs may say who they are and where they work,
    whatever the school calls them; a number has no place there either."""
    return {
        hit.field
        for hit in scan(guarded_text(body), names)
        if hit.severity == "block" and not (hit.field in OF_SIGNER and hit.rule in TELLS_WHO)
    }


async def allowed_names(placement_id: str) -> list[str]:
    """The placement's own people and company: naming them tells nobody anything new."""
    placement = await Placement.get(id=placement_id).select_related("student", "company")
    beside = await PlacementPerson.filter(placement_id=placement_id).select_related("person")
    people: list[Person] = [placement.student, *(row.person for row in beside)]
    return names_of(people, placement.company.name)


def names_of(people: list[Person], company: str) -> list[str]:
    names = {company}
    for person in people:
        names |= {person.given_name, person.first_name, person.display_name}
        names.add(" ".join(p for p in (person.infix, person.family_name) if p))
    return sorted(name for name in names if name)

"""The real app with the cast inside, and a door for each of those who might knock."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette

from server.outside import clock, links, rate_limits
from server.rules.ids import new_id
from server.settings import get_settings
from server.storage.accounts import Invitation, Session
from server.storage.placements import Placement, PlacementPerson
from server.storage.schooling import Group
from tests.access import papers, people
from tests.access.papers import Papers
from tests.access.people import PEOPLE
from tests.cast import Cast, Json


@dataclass
class World:
    app: Starlette
    cast: Cast
    papers: Papers
    cookies: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)  # viewer to the id of their session
    invitation: str = ""
    new_placement: Json = field(default_factory=dict)
    place: str = ""  # of who stood beside Samira

    @property
    def mine(self) -> str:
        """Samira's placement, from which everybody is seen."""
        return self.cast.placements["Samira"]

    def id_of(self, viewer: str) -> str:
        return self.cast.people[PEOPLE[viewer]]

    async def ask(
        self,
        viewer: str,
        method: str,
        path: str,
        body: Any = None,
        query: dict[str, str] | None = None,
    ) -> httpx.Response:
        """One call by one person."""
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        address = f"{path}?{urlencode(query)}" if query else path
        return await self.send(viewer, method, address, content, kind)

    async def send(
        self,
        viewer: str,
        method: str,
        address: str,
        content: bytes | None,
        kind: str = "application/json",
    ) -> httpx.Response:
        """The same, byte for byte; whose turn it always is: no rate limit stands between."""
        await rate_limits.forget_all()
        headers = {"Sec-Fetch-Site": "same-origin"} | self._cookie(viewer)
        if content is not None:
            headers["Content-Type"] = kind
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url=get_settings().public_url
        ) as client:
            return await client.request(method, address, content=content, headers=headers)

    async def facts(self, viewer: str, *items: Json) -> list[str]:
        """Outcomes, and of what is refused the code."""
        found: list[str] = []
        for start in range(0, len(items), 50):
            batch = {"epoch": "", "items": list(items[start : start + 50])}
            answer = await self.ask(viewer, "POST", "/api/sync/facts", batch)
            assert answer.status_code == 200, answer.text
            found += [result.get("code", result["outcome"]) for result in answer.json()["results"]]
        return found

    def _cookie(self, viewer: str) -> dict[str, str]:
        secret = self.cookies.get(viewer)
        return {"Cookie": f"session={secret}"} if secret else {}


async def build(app: Starlette) -> World:
    cast = await people.enter()
    world = World(app, cast, await papers.write(cast))
    for viewer in PEOPLE:
        await _let_in(world, viewer)
    now = clock.now()
    await _let_in(world, "revoked", revoked_at=now)
    await _let_in(world, "expired", expires_at=now - timedelta(seconds=1))
    world.cookies["guessed"] = "guessed"
    row = await Invitation.create(
        id=new_id(),
        person_id=world.id_of("supervisor"),
        placement_id=world.mine,
        address="bram@example.org",
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    world.invitation = links.make_token(links.INVITATION, row.id)
    world.new_placement = await _another_placement(world)
    left = await PlacementPerson.get(placement_id=world.mine, person_id=world.cast.people["Eddy"])
    world.place = left.id
    return world


async def _another_placement(world: World) -> Json:
    """What the coordinator of Samira's school may fill in: everything in it is of that school."""
    known = await Placement.get(id=world.mine)
    group = await Group.create(
        id=new_id(), school_id=known.school_id, name="SW3A", school_year="2026-2027"
    )
    return {
        "student_id": world.id_of("student"),
        "company_id": known.company_id,
        "programme_id": known.programme_id,
        "group_id": group.id,
        "supervisors": [{"person_id": world.id_of("supervisor")}],
        "coach_ids": [world.id_of("coach")],
        "starts_on": "2027-02-01",
        "ends_on": "2027-06-30",
        "planned_minutes": 600,
    }


async def _let_in(world: World, viewer: str, **changes: Any) -> None:
    """A session as signing in leaves it; of those who are no longer welcome it was Samira's."""
    name = PEOPLE.get(viewer, "Samira")
    now = clock.now()
    usual = {"expires_at": now + timedelta(days=1), "revoked_at": None}
    row = await Session.create(
        id=new_id(),
        token_hash=hashlib.sha256(viewer.encode()).hexdigest(),
        person_id=world.cast.people[name],
        address=f"{name.lower()}@example.org",
        device="",
        created_at=now,
        last_seen_at=now,
        **usual | changes,
    )
    world.cookies[viewer] = viewer
    world.sessions[viewer] = row.id

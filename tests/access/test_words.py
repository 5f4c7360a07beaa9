"""What somebody wrote is read by those it was meant for, on every address there is (A1 and A2)."""

from __future__ import annotations

import io
import json
from itertools import product

import httpx
import pypdf

from server.storage.database import fetch
from tests.access.matrix import MATRIX
from tests.access.papers import IN_PORTFOLIO, READERS
from tests.access.people import FOREIGN, PEOPLE, VIEWERS
from tests.access.test_routes import READING, fill_in
from tests.access.world import World

PDF = "GET /api/placements/{placement_id}/portfolio.pdf"
PREVIEW = "GET /portfolio/{placement_id}"
# Open to whoever holds the link, and the end of one's own session: test_routes.py has those.
APART = {"POST /api/invitation/code", "POST /api/invitation/renew", "POST /api/logout"}


async def test_no_address_shows_a_word_to_whoever_may_not_read_it(world: World) -> None:
    leaks = []
    for viewer, route in product(VIEWERS, READING):
        for placement_id in placements_in(world, route):
            shown = await words(world, viewer, route, placement_id)
            wrong = sorted(word for word in shown if viewer not in READERS[word])
            leaks += [(viewer, route, wrong)] if wrong else []
    assert leaks == []


async def test_a_pull_holds_every_word_that_somebody_may_read(world: World) -> None:
    for viewer in PEOPLE:
        shown: set[str] = set()
        for placement_id in world.cast.placements.values():
            shown |= await words(world, viewer, "GET /api/sync/pull", placement_id)
        assert shown == {word for word in READERS if viewer in READERS[word]}, viewer


async def test_the_portfolio_holds_what_was_sent_and_no_more(world: World) -> None:
    for viewer in ("student", "coach", "assessor"):
        assert await words(world, viewer, PREVIEW, world.mine) == IN_PORTFOLIO, viewer
    assert await words(world, "coach", PDF, world.mine) == IN_PORTFOLIO


async def test_the_other_school_learns_nothing_and_changes_nothing(world: World) -> None:
    """Every call there is, by everybody of another school, about this school's things."""
    ours = await everything_of_oost(world)
    names = {PEOPLE[viewer] for viewer in PEOPLE if viewer not in FOREIGN}
    secrets = {"College oost", "Buurthuis oost", *names, *(w for w in READERS if w != "dariowoord")}
    for viewer, route in product(FOREIGN, MATRIX):
        if route in APART:
            continue
        answer = await ask(world, viewer, route, world.mine)
        assert {s for s in secrets if s in text_of(answer)} == set(), (viewer, route)
    assert await everything_of_oost(world) == ours


def placements_in(world: World, route: str) -> list[str]:
    """A call that names a placement is tried with each there is; a PDF only where it is due."""
    names_one = "placement" in route or "pull" in route
    return list(world.cast.placements.values()) if names_one and route != PDF else [world.mine]


async def words(world: World, viewer: str, route: str, placement_id: str) -> set[str]:
    answer = await ask(world, viewer, route, placement_id)
    text = text_of(answer)
    return {word for word in READERS if word in text}


async def ask(world: World, viewer: str, route: str, placement_id: str) -> httpx.Response:
    method, path = route.split(" ", 1)
    access = MATRIX[route]
    values = access.path(world) | ({"placement_id": placement_id} if "placement" in path else {})
    query = access.query(world) | ({"placement": placement_id} if "pull" in path else {})
    body = access.body(world) if access.body else None
    return await world.ask(viewer, method, fill_in(path, values), body, query)


def text_of(answer: httpx.Response) -> str:
    if answer.headers.get("content-type") == "application/pdf":
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        return " ".join(page.extract_text() for page in pages)
    return answer.text


async def everything_of_oost(world: World) -> str:
    """All that the database holds about Samira's and Daan's school, as one text to compare."""
    placements = [world.cast.placements["Samira"], world.cast.placements["Daan"]]
    found = []
    for table in ("document", "revision", "fact", "statement", "stream", "placement_person"):
        rows = await fetch(f"SELECT * FROM {table} WHERE placement_id IN (?, ?)", *placements)
        found.append(sorted(json.dumps(row, default=str, sort_keys=True) for row in rows))
    return json.dumps(found)

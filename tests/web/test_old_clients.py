"""Every app that was ever released is still served: its recorded calls are taken (R13).

The recordings are made by the app itself (tests/pwa/payloads.test.ts), one a version.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import httpx
import pytest

from server.outside import clock
from server.rules.access import Actor
from server.rules.sync import MIN_SCHEMA_VERSION
from server.services.facts import receive_facts
from server.services.pull import changes_since
from server.services.sync import receive_revisions
from server.services.verify import verify_everything
from server.storage.access import load_actor
from server.storage.database import fetch
from server.storage.documents import Stream
from server.storage.people import Person
from server.storage.placements import Placement, PlacementPerson
from tests import cast as stage
from tests.cast import NOON, Json, entry, revision

_FILES = sorted((Path(__file__).parents[1] / "vectors/payloads").glob("*.json"))
RECORDINGS: list[Json] = [json.loads(path.read_text()) for path in _FILES]
recordings = pytest.mark.parametrize("recorded", RECORDINGS, ids=[path.stem for path in _FILES])


async def enter(recorded: Json) -> dict[str, Actor]:
    """The people of a recording, at the school of the cast."""
    cast = await stage.enter()
    ours = await Placement.get(id=cast.placements["Samira"])
    for person_id in (recorded["student"], recorded["supervisor"]):
        await Person.create(id=person_id, given_name="Iemand", created_at=NOON)
    theirs = ours.clone(pk=recorded["placement"])
    theirs.student_id = recorded["student"]
    await theirs.save(force_create=True)
    await Stream.create(placement_id=theirs.id)
    await PlacementPerson.create(
        id=recorded["supervisor"],
        placement=theirs,
        person_id=recorded["supervisor"],
        role="workplace_supervisor",
        since=date(2026, 9, 1),
    )
    people = (recorded["student"], recorded["supervisor"])
    return {who: await load_actor(who, clock.now().date(), "x@example.org") for who in people}


def test_each_version_that_is_served_is_on_record() -> None:
    known = {recorded["schema_version"] for recorded in RECORDINGS}
    assert set(range(MIN_SCHEMA_VERSION, max(known) + 1)) <= known


@recordings
async def test_what_an_app_sent_when_it_was_new_is_taken_today(
    database: None, recorded: Json
) -> None:
    actors = await enter(recorded)
    for call in recorded["sent"]:
        receive = receive_revisions if call["path"].endswith("push") else receive_facts
        items = call["body"]["items"]
        results = (await receive(actors[call["person"]], items))["results"]
        assert len(results) == len(items)
        outcomes = {result["outcome"] for result in results}
        assert outcomes <= {"ok", "conflict_kept"}, results
    assert await verify_everything() == []


@recordings
async def test_what_an_app_sent_comes_back_word_for_word(database: None, recorded: Json) -> None:
    actors = await enter(recorded)
    sent: dict[str, Json] = {}
    for call in recorded["sent"]:
        if call["path"].endswith("push"):
            await receive_revisions(actors[call["person"]], call["body"]["items"])
            sent |= {item["rev_id"]: item for item in call["body"]["items"]}
    page = await changes_since(actors[recorded["student"]], recorded["placement"], 0, "", 200)
    shown = [doc["head"] for doc in page["docs"]]
    assert len(shown) == len({item["doc_id"] for item in sent.values()})
    for head in shown:
        assert {name: head[name] for name in sent[head["rev_id"]]} == sent[head["rev_id"]]


@recordings
async def test_fields_that_are_newer_than_this_server_are_kept(
    database: None, recorded: Json
) -> None:
    actor = (await enter(recorded))[recorded["student"]]
    newer = revision(recorded["placement"], entry(weather={"rain": True})) | {"battery": 41}
    await receive_revisions(actor, [newer])
    page = await changes_since(actor, recorded["placement"], 0, "", 200)
    (head,) = [doc["head"] for doc in page["docs"]]
    assert head["content"]["weather"] == {"rain": True}
    (row,) = await fetch("SELECT extra FROM revision")
    assert json.loads(row["extra"]) == {"battery": 41}


async def test_an_app_that_is_too_old_hears_which_version_it_needs(
    visitor_on_both: httpx.AsyncClient,
) -> None:
    cast = await stage.enter()
    too_old = revision(cast.placements["Samira"], entry()) | {
        "schema_version": MIN_SCHEMA_VERSION - 1
    }
    answer = await visitor_on_both.post(
        "/api/sync/push",
        json={"epoch": "", "items": [too_old]},
        headers={"Cookie": await cast.cookie("Samira")},
    )
    assert answer.status_code == 426
    assert answer.json()["code"] == "outdated_client"
    assert answer.json()["min_schema_version"] == MIN_SCHEMA_VERSION
    assert "blijft bewaard" in answer.json()["detail"]
    assert await fetch("SELECT rev_id FROM revision") == []

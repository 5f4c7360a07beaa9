"""A field that a call does not take changes nothing: nobody writes in another's name (A2)."""

from __future__ import annotations

from typing import Any

import pytest
from tortoise import Tortoise

from server.storage.database import fetch
from tests.access.matrix import MATRIX
from tests.access.test_routes import CHANGING, fill_in
from tests.access.world import World
from tests.cast import Json, fact

WITH_BODY = [name for name in CHANGING if MATRIX[name].body]
# Where what people sent is kept word for word, unknown fields too; nothing is decided by it.
KEPT_AS_SENT = {("revision", "extra"), ("quarantined", "item"), ("refused_fact", "item")}


@pytest.mark.parametrize("route", WITH_BODY)
async def test_a_field_too_many_is_ignored(world: World, route: str) -> None:
    """Each is the name of a column that decides something, with a value that would fit there."""
    access = MATRIX[route]
    method, path = route.split(" ", 1)
    assert access.body
    given, before = access.body(world), await rows()
    poisoned = {**poison(world), **given}
    if "items" in given:
        poisoned["items"] = [{**poison(world), **item} for item in given["items"]]
    answer = await world.ask(access.by, method, fill_in(path, access.path(world)), poisoned)
    assert answer.status_code == access.answers[access.by]
    assert answer.status_code >= 400 or "items" not in given or '"ok"' in answer.text
    bad = set(poison(world).values())
    for table, column, value in await rows() - before:
        assert value not in bad or (table, column) in KEPT_AS_SENT, (table, column, value)


def poison(world: World) -> Json:
    """Somebody of another school, and words that no honest row in this test holds."""
    foreign = world.id_of("foreign_student")
    people = ("student_id", "author_id", "person_id", "actor_id", "by", "signer_id", "confirmed_by")
    words = ("role", "author_role", "author_address", "address", "source", "locale", "outcome")
    marks = ("key_id", "signed_rev", "submitted_rev", "head_rev", "token_hash", "seq")
    return {
        **dict.fromkeys(people, foreign),
        **{name: f"opgedrongen-{name}" for name in (*words, *marks)},
        "signed": "opgedrongen",
        "id": world.sessions["foreign_student"],
        "school_id": world.cast.placements["Dario"],
        "received_at": "1999-01-01T00:00:00+00:00",
        "confirmed_at": "1999-01-01T00:00:00+00:00",
    }


@pytest.mark.parametrize("signature", ["opgedrongen", "", None, 1])
async def test_a_signature_that_is_not_ours_makes_no_fact(world: World, signature: Any) -> None:
    """The one field that would count: with it an item is a fact that we are said to have signed."""
    about = world.papers.documents["submitted"]
    author = {"id": world.id_of("supervisor"), "name": "Bram", "role": "workplace_supervisor"}
    forged = fact("sign_off", about, comment="") | {"author": author, "key_id": "x"}
    forged |= {"received_at": "2026-11-20T11:00:00+00:00", "signature": signature}
    for viewer in ("student", "supervisor", "coach", "foreign_supervisor"):
        before = await rows()
        (outcome,) = await world.facts(viewer, forged)
        assert outcome == "invalid", viewer
        assert {table for table, _, _ in await rows() - before} <= {"refused_fact"}


async def rows() -> set[tuple[str, str, Any]]:
    """Every value in the database, with where it stands."""
    found = set()
    for model in Tortoise.apps["vakwerk"].values():
        table = model._meta.db_table
        for row in await fetch(f"SELECT * FROM {table}"):
            found |= {(table, column, str(value)) for column, value in row.items()}
    return found

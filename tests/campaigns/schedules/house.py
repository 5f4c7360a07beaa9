"""The server under test: the real services, called with JSON and answering in JSON.

Everything that a restore or a crash does to it is here too: rows put back to an earlier state, a
new epoch. A process that begins again is no different: nothing is remembered between two calls.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from server.rules.access import Actor
from server.rules.refusals import NotFound
from server.services.epoch import current_epoch
from server.services.erasure import erase_old_text
from server.services.facts import receive_facts
from server.services.ledger_replay import replay_ledger
from server.services.pull import changes_since
from server.services.sync import receive_revisions
from server.settings import get_settings
from server.storage.database import connection, execute, execute_many, fetch, marks, unit_of_work
from server.storage.people import EmailAddress
from tests import cast as stage
from tests.campaigns.schedules.promises import Broken
from tests.campaigns.schedules.taps import Killed, killed_at, tap

Json = dict[str, Any]
Rows = dict[str, list[Json]]

# What schedules write. Everything else is the cast, and stays as it was.
WRITTEN = (
    "stream",
    "document",
    "revision",
    "fact",
    "refused_fact",
    "quarantined",
    "statement",
    "chain",
    "delivery",
    "audit_event",
    "ledger_mark",
    "named_value",
)


@dataclass
class House:
    placement: str
    elsewhere: str  # somebody else's placement
    actors: dict[str, Actor]
    empty: Rows

    async def push(self, person: str, items: list[Any]) -> list[Json]:
        return await self._results(receive_revisions, person, items)

    async def tell(self, person: str, items: list[Any]) -> list[Json]:
        return await self._results(receive_facts, person, items)

    async def pull(self, person: str, cursor: int, epoch: str, limit: int) -> Json:
        with _no_mistakes():
            answer = await changes_since(self.actors[person], self.placement, cursor, epoch, limit)
        page: Json = _through_json(answer)
        return page

    async def is_strange_to(self, person: str) -> bool:
        try:
            await self.pull(person, 0, "", 200)
        except NotFound:
            return True
        return False

    async def erase(self, person: str, doc_id: str) -> None:
        await erase_old_text(self.actors[person], doc_id)

    async def restart(self) -> None:
        """A server that begins does what its ledger says and its database lacks."""
        await replay_ledger()

    async def restore(self, rows: Rows) -> None:
        """An older state with a new epoch, as the restore command leaves it."""
        await put_back(rows)
        await execute("DELETE FROM named_value WHERE name = 'epoch'")
        await execute(
            "INSERT INTO named_value (name, value) VALUES ('epoch', ?)", secrets.token_urlsafe(12)
        )
        await self.restart()

    async def roll_back(self, rows: Rows) -> None:
        """An older state that nobody announced: a copied file, a replica that lagged."""
        await put_back(rows)

    async def begin_again(self) -> None:
        """As on the first day, for the next schedule."""
        await put_back(self.empty)
        get_settings().ledger_file.unlink(missing_ok=True)

    async def _results(
        self,
        call: Callable[[Actor, list[Any]], Awaitable[Json]],
        person: str,
        items: list[Any],
    ) -> list[Json]:
        with _no_mistakes():
            answer = _through_json(await call(self.actors[person], _through_json(items)))
        return list(answer["results"])


@contextmanager
def _no_mistakes() -> Iterator[None]:
    """Whatever devices send, the house has an answer."""
    try:
        yield
    except (Killed, NotFound):
        raise
    except Exception as problem:
        raise Broken(f"no answer: {type(problem).__name__}: {problem}") from problem


async def killed(call: Awaitable[list[Json]], at_statement: int) -> list[Json]:
    """Lets the process die within the call; what it answered if it lived so long."""
    with tap(killed_at(at_statement)):
        try:
            return await call
        except Killed:
            return []


async def open_house() -> House:
    """The cast in an open, empty database."""
    cast = await stage.enter()
    # The student gave it: what Bram signs stays provisional.
    await EmailAddress.filter(address="bram@example.org").update(source="student")
    await current_epoch()
    names = ("Samira", "Daan", "Bram", "Karlijn", "Dario", "Elif")
    actors = {name: await cast.actor(name) for name in names}
    return House(cast.placements["Samira"], cast.placements["Daan"], actors, await rows_now())


async def rows_now() -> Rows:
    return {table: await fetch(f"SELECT * FROM {table}") for table in WRITTEN}


async def put_back(rows: Rows) -> None:
    async def work() -> None:
        for table in WRITTEN:
            await execute(f"DELETE FROM {table}")
            await _insert(table, rows[table])

    await unit_of_work(work)


async def _insert(table: str, rows: list[Json]) -> None:
    if rows:
        columns = list(rows[0])
        await execute_many(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})",
            [list(row.values()) for row in rows],
        )


async def tables() -> set[str]:
    """Every table of the open database."""
    found = await connection().execute_query_dict(
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        if connection().capabilities.dialect == "postgres"
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    return {row["name"] for row in found}


def _through_json(value: Any) -> Any:
    return json.loads(json.dumps(value))

"""What no decent phone sends is answered, on both engines, and breaks nothing (quality.md A3)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core import NotSet
from schemathesis.core.result import Ok

from server.web.endpoints import SMALL
from server.web.openapi import describe
from server.web.routes import ROUTES
from tests.access.matrix import MATRIX, Access
from tests.access.test_routes import fill_in
from tests.access.world import World
from tests.cast import Json, entry, fact, revision
from tests.naughty import RAW, STRINGS, VALUES, deep

CALLS = [name for name in MATRIX if "/api/" in name]
WITH_BODY = [name for name in CALLS if MATRIX[name].body]
# Generous: the machine that runs this is shared. What hangs takes for ever.
MOST_SECONDS = 10
CASES = 10  # by schemathesis, for each call and each way
BATCH = 20
DESCRIBED: Json = json.loads(json.dumps(describe(ROUTES)))
# Of an address that no route has, and of a body that is not JSON: said before any call is chosen.
ANYWHERE = ("404", "405", "415")


@pytest.mark.parametrize("route", WITH_BODY)
async def test_every_field_with_everything_in_it(world: World, route: str) -> None:
    """One field at a time, so that the others are past the door."""
    honest = body_of(world, MATRIX[route])
    for field in honest:
        for name, value in VALUES.items():
            await fine(world, route, text(honest | {field: value}), f"{field}: {name}")


@pytest.mark.parametrize("route", WITH_BODY)
async def test_what_is_hardly_json(world: World, route: str) -> None:
    fields = text(body_of(world, MATRIX[route])).strip("{}")
    for name, written in RAW.items():
        await fine(world, route, written.replace("%s", fields), name)
    await fine(world, route, f"{{{fields}, {fields}}}", "every field twice")
    await fine(world, route, text(deep(60)), "a list")


async def test_every_part_of_an_address_with_everything_in_it(world: World) -> None:
    for route in CALLS:
        access = MATRIX[route]
        path, query = access.path(world), access.query(world)
        for name, value in STRINGS.items():
            # No server reads an address of a megabyte; ours is given one line of it.
            odd = value[:2_000]
            for field in path:
                await fine(world, route, None, name, path=path | {field: odd}, query=query)
            for field in query:
                await fine(world, route, None, name, path=path, query=query | {field: odd})


@pytest.mark.parametrize("what", ["push", "facts"])
async def test_one_bad_item_costs_its_neighbours_nothing(world: World, what: str) -> None:
    """Every field of an item, and of what is in it, beside an item that is in order."""
    route = f"POST /api/sync/{what}"
    waiting = list(bad_items(world, what))
    while waiting:
        some, waiting = waiting[:BATCH], waiting[BATCH:]
        names = ", ".join(name for name, _ in some)
        good = honest_item(world, what)
        batch = {"epoch": "", "items": [*(item for _, item in some), good]}
        answer = await fine(world, route, text(batch), names)
        results = answer.json()["results"]
        assert results[-1]["outcome"] == "ok", (names, results)
        assert len(results) == len(some) + 1, names
        found = {result["outcome"] for result in results}
        assert found <= {"ok", "dup", "conflict_kept", "quarantined", "refused"}, (names, results)


@pytest.mark.parametrize("mode", list(GenerationMode))
async def test_what_the_description_of_the_api_leads_to(world: World, mode: GenerationMode) -> None:
    """Schemathesis reads the same document as everybody, and goes to its edges and over them."""
    for route, case in generated(mode):
        by_name = MATRIX[route]
        path = case.path_parameters or {}
        odd = {name: str(value) for name, value in path.items()}
        body = None if isinstance(case.body, NotSet) else written(case.body)
        query = {name: str(value) for name, value in (case.query or {}).items()}
        answer = await fine(
            world, route, body, "generated", path=by_name.path(world) | odd, query=query
        )
        method, address = route.split(" ")
        said = {*DESCRIBED["paths"][address][method.lower()]["responses"], *ANYWHERE}
        assert str(answer.status_code) in said, (route, case.body, answer.text)


def generated(mode: GenerationMode) -> Iterator[tuple[str, schemathesis.Case[Any]]]:
    document = schemathesis.openapi.from_dict(DESCRIBED)
    for found in document.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        cases: list[schemathesis.Case[Any]] = []
        _collect(operation, mode, cases.append)
        for case in cases:
            yield f"{operation.method.upper()} {operation.path}", case


def _collect(operation: Any, mode: GenerationMode, keep: Callable[[Any], None]) -> None:
    @seed(20261124)
    @settings(
        max_examples=CASES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def run(case: schemathesis.Case[Any]) -> None:
        keep(case)

    try:
        run()
    except Unsatisfiable:
        # A call that takes nothing cannot be asked in a wrong way.
        assert mode is GenerationMode.NEGATIVE and "{" not in operation.path


async def fine(
    world: World,
    route: str,
    body: str | bytes | None,
    name: str,
    path: Json | None = None,
    query: Json | None = None,
) -> httpx.Response:
    """Answered in time, with anything but an error of ours, and in the one shape of a refusal."""
    access = MATRIX[route]
    method, address = route.split(" ", 1)
    values = path if path is not None else access.path(world)
    values = {key: quote(value, safe="", errors="surrogatepass") for key, value in values.items()}
    asked = urlencode(query if query is not None else access.query(world), errors="surrogatepass")
    content = body.encode(errors="surrogatepass") if isinstance(body, str) else body
    began = time.monotonic()
    answer = await world.send(access.by, method, f"{fill_in(address, values)}?{asked}", content)
    assert time.monotonic() - began < MOST_SECONDS, (route, name)
    assert answer.status_code < 500, (route, name, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", (route, name)
    return answer


def bad_items(world: World, what: str) -> Iterator[tuple[str, Any]]:
    values = {name: value for name, value in VALUES.items() if fits(value)}
    for name, value in values.items():
        yield f"the item: {name}", value
    for field in honest_item(world, what):
        for name, value in values.items():
            # A version before the first stops the whole batch: that app is too old.
            if field != "schema_version" or name not in ("zero", "minus"):
                yield f"{field}: {name}", honest_item(world, what) | {field: value}
    inner = "content" if what == "push" else "body"
    for field in (*honest_item(world, what)[inner], "unknown"):
        for name, value in values.items():
            item = honest_item(world, what)
            # Sometimes without its hash: what a broken phone would send.
            yield f"{inner}.{field}: {name}", item | {inner: item[inner] | {field: value}}


def honest_item(world: World, what: str) -> Json:
    if what == "push":
        return revision(world.mine, entry())
    about = world.papers.documents["submitted"]
    return fact("remark", about, tone="tip", text="Kijk eens wie er nog meer was.")


def body_of(world: World, access: Access) -> Json:
    assert access.body
    return access.body(world)


def fits(value: Any) -> bool:
    return len(text(value)) < SMALL


def text(value: Any) -> str:
    return json.dumps(value)


def written(body: Any) -> str | bytes:
    return body if isinstance(body, bytes) else json.dumps(body)

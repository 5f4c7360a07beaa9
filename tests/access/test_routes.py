"""Every route, asked by everybody, about what is Samira's (quality.md A1)."""

from __future__ import annotations

import pytest

from server.web.routes import ROUTES
from tests.access.matrix import MATRIX, Access
from tests.access.people import STRANGERS, VIEWERS
from tests.access.world import World


def every_route() -> set[str]:
    methods = {(method, route.path) for route in ROUTES for method in route.methods or set()}
    return {f"{method} {path}" for method, path in methods if method != "HEAD"}


def test_every_route_is_described() -> None:
    assert every_route() - set(MATRIX) == set(), "say in matrix.py who may use these"
    assert set(MATRIX) - every_route() == set(), "these are no longer there"


def test_every_description_is_about_everybody() -> None:
    for access in MATRIX.values():
        assert set(access.answers) == set(VIEWERS)


def test_who_is_not_signed_in_gets_only_what_is_the_same_for_everybody() -> None:
    for name, access in MATRIX.items():
        public = len(set(access.answers.values())) == 1
        assert public or {access.answers[viewer] for viewer in STRANGERS} == {401}, name


READING = [name for name in MATRIX if name.startswith("GET ")]
CHANGING = [name for name in MATRIX if name not in READING]


async def test_everybody_reads_what_is_theirs_and_nothing_else(world: World) -> None:
    for route in READING:
        assert await statuses(world, route) == dict(MATRIX[route].answers), route


@pytest.mark.parametrize("route", CHANGING)
async def test_everybody_changes_what_is_theirs_and_nothing_else(world: World, route: str) -> None:
    assert await statuses(world, route) == dict(MATRIX[route].answers)


async def statuses(world: World, route: str) -> dict[str, int]:
    return {viewer: await status(world, viewer, route, MATRIX[route]) for viewer in VIEWERS}


async def status(world: World, viewer: str, route: str, access: Access) -> int:
    method, path = route.split(" ", 1)
    body = access.body(world) if access.body else access.upload
    filled = fill_in(path, access.path(world))
    answer = await world.ask(viewer, method, filled, body, access.query(world))
    return answer.status_code


def fill_in(path: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        for kind in ("", ":path", ":root_file"):
            path = path.replace(f"{{{name}{kind}}}", value)
    assert "{" not in path, path
    return path

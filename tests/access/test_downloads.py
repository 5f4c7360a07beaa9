"""What is downloaded is saved, not shown, and is kept by nobody on the way (quality.md)."""

from __future__ import annotations

import csv
import io

import httpx

from tests.access.matrix import MATRIX
from tests.access.test_routes import READING, fill_in
from tests.access.world import World

# What a browser shows or runs as part of the app and its pages; all else is a file.
SHOWN = {"text/html", "text/css", "text/javascript", "application/json"}


async def test_every_file_is_an_attachment_of_its_own_type(world: World) -> None:
    files = {route: answer for route, answer in (await answers(world)).items() if is_file(answer)}
    assert {"application/pdf", "text/csv", "image/jpeg"} <= set(map(type_of, files.values()))
    for route, answer in files.items():
        assert answer.headers["content-disposition"].startswith("attachment"), route
        assert answer.headers["x-content-type-options"] == "nosniff", route


async def test_nothing_about_people_is_kept_on_the_way(world: World) -> None:
    """By a proxy, or by the browser of somebody who lent theirs."""
    for route, answer in (await answers(world)).items():
        if MATRIX[route].answers["nobody"] == 401:
            kept = answer.headers["cache-control"]
            assert kept in ("no-store", "private, no-store", "private, no-cache"), (route, kept)


async def test_no_cell_that_we_write_begins_a_sum(world: World) -> None:
    answer = (await answers(world))["GET /api/school/import/example.csv"]
    text = answer.content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert cells and not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


async def answers(world: World) -> dict[str, httpx.Response]:
    """Each thing that can be read, as read by somebody who may."""
    found = {}
    for route in READING:
        access = MATRIX[route]
        address = fill_in(route.removeprefix("GET "), access.path(world))
        answer = await world.ask(access.by, "GET", address, None, access.query(world))
        if answer.status_code == 200:
            found[route] = answer
    return found


def type_of(answer: httpx.Response) -> str:
    return str(answer.headers["content-type"]).partition(";")[0]


def is_file(answer: httpx.Response) -> bool:
    return type_of(answer) not in SHOWN

"""Photos and files over HTTP: part by part in, whole out, as a file that does nothing."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import httpx
import pytest

from server.outside import clock
from server.rules.blobs import PART
from server.rules.ids import new_id
from server.services.blob_keeping import erase_unnamed
from server.storage.accounts import Session
from tests import photos
from tests.cast import Cast, enter
from tests.photos import cut, sha

BYTES = {"Content-Type": "application/octet-stream"}


@pytest.fixture
async def cast(visitor_on_both: httpx.AsyncClient) -> Cast:
    return await enter()


async def signed_in(client: httpx.AsyncClient, cast: Cast, who: str) -> None:
    now = clock.now()
    await Session.create(
        id=new_id(),
        token_hash=hashlib.sha256(who.encode()).hexdigest(),
        person_id=cast.people[who],
        address=f"{who.lower()}@example.org",
        device="",
        created_at=now,
        last_seen_at=now,
        expires_at=now + timedelta(hours=1),
    )
    client.cookies.set("session", who)


async def test_a_photo_goes_in_by_parts_and_comes_out_as_a_file(
    visitor_on_both: httpx.AsyncClient, cast: Cast
) -> None:
    client = visitor_on_both
    await signed_in(client, cast, "Samira")
    photo = photos.noisy_jpeg()
    address = f"/api/blobs/{cast.placements['Samira']}/{sha(photo)}"
    query = {"size": str(len(photo)), "type": "image/jpeg"}
    assert (await client.get(address)).status_code == 404
    for part, piece in enumerate(cut(photo)):
        answer = await client.put(f"{address}/{part}", params=query, content=piece, headers=BYTES)
        assert answer.status_code == 200
    assert answer.json()["stored"]["sha256"] == sha(photo)
    assert (await client.get(f"{address}/parts")).json() == answer.json()
    found = await client.get(address)
    assert found.content == photo
    told = {name: found.headers[name] for name in ("content-type", "content-length")}
    assert told == {"content-type": "image/jpeg", "content-length": str(len(photo))}
    assert found.headers["content-disposition"].startswith("attachment; filename=")
    assert found.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["cache-control"] == "no-store"


async def test_nobody_else_sends_or_fetches(visitor_on_both: httpx.AsyncClient, cast: Cast) -> None:
    client = visitor_on_both
    photo = photos.jpeg()
    address = f"/api/blobs/{cast.placements['Samira']}/{sha(photo)}"
    query = {"size": str(len(photo))}
    for who, expected in (("", 401), ("Daan", 404), ("Bram", 404), ("Dario", 404), ("Samira", 200)):
        client.cookies.clear()
        if who:
            await signed_in(client, cast, who)
        answer = await client.put(f"{address}/0", params=query, content=photo, headers=BYTES)
        assert answer.status_code == expected, who
        assert (await client.get(f"{address}/parts")).status_code == expected
        assert (await client.get(address)).status_code == expected


async def test_a_phone_asks_which_of_its_photos_are_not_here_any_more(
    visitor_on_both: httpx.AsyncClient, cast: Cast
) -> None:
    client = visitor_on_both
    await signed_in(client, cast, "Samira")
    placement = cast.placements["Samira"]
    photo = photos.jpeg()
    there, elsewhere = sha(photo), "a" * 64
    await client.put(
        f"/api/blobs/{placement}/{there}/0",
        params={"size": str(len(photo))},
        content=photo,
        headers=BYTES,
    )

    async def lacking() -> list[str]:
        asked = {"sha256": [there, elsewhere]}
        answer = await client.post(f"/api/blobs/{placement}/lacking", json=asked)
        found: list[str] = answer.json()["lacking"]
        return found

    for odd in ("x", "A" * 64):
        answer = await client.post(f"/api/blobs/{placement}/lacking", json={"sha256": [odd]})
        assert answer.status_code == 422
    assert await lacking() == [elsewhere]
    await erase_unnamed(placement)
    assert await lacking() == [there, elsewhere]


@pytest.mark.parametrize(
    ("part", "query", "status"),
    [
        ("0", {}, 422),
        ("0", {"size": "0"}, 422),
        ("0", {"size": "-1"}, 422),
        ("0", {"size": "veel"}, 422),
        ("0", {"size": str(2**60)}, 422),
        ("0", {"size": "3", "type": "x" * 101}, 422),
        ("1", {"size": "3"}, 422),
        ("-1", {"size": "3"}, 422),
        ("٠", {"size": "3"}, 422),
        ("9" * 30, {"size": "3"}, 422),
        ("parts", {"size": "3"}, 422),
        ("0", {"size": "4"}, 422),
        ("0", {"size": "3"}, 200),
    ],
)
async def test_odd_parts_are_refused(
    visitor_on_both: httpx.AsyncClient, cast: Cast, part: str, query: dict[str, str], status: int
) -> None:
    await signed_in(visitor_on_both, cast, "Samira")
    address = f"/api/blobs/{cast.placements['Samira']}/{'a' * 64}/{part}"
    answer = await visitor_on_both.put(address, params=query, content=b"abc", headers=BYTES)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/")


async def test_a_part_is_no_larger_than_a_part(
    visitor_on_both: httpx.AsyncClient, cast: Cast
) -> None:
    await signed_in(visitor_on_both, cast, "Samira")
    address = f"/api/blobs/{cast.placements['Samira']}/{'a' * 64}/0?size={2 * PART}"
    answer = await visitor_on_both.put(address, content=bytes(PART + 1), headers=BYTES)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

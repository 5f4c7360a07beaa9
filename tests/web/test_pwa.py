"""The app is sent small and only once."""

from __future__ import annotations

import gzip
import re

import brotli
import httpx
import pytest

SCREENS = ["/", "/logboek", "/logboek/0190/bewerken", "/doelen/0190", "/school/importeren"]


@pytest.mark.parametrize("path", SCREENS)
async def test_a_reload_on_any_screen_gives_the_app(visitor: httpx.AsyncClient, path: str) -> None:
    answer = await visitor.get(path)
    assert answer.status_code == 200
    assert '<div id="app">' in answer.text
    assert answer.headers["cache-control"] == "no-cache"


async def test_files_with_a_hash_in_their_name_are_kept_for_ever(
    visitor: httpx.AsyncClient,
) -> None:
    page = (await visitor.get("/")).text
    [script] = re.findall(r'src="(/assets/[^"]+\.js)"', page)
    answer = await visitor.get(script)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")


async def test_the_service_worker_is_asked_for_each_time(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/sw.js")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    again = await visitor.get("/sw.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "used"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None)],
)
async def test_it_is_compressed_as_the_browser_can_read(
    visitor: httpx.AsyncClient, accepted: str, used: str | None
) -> None:
    plain = (await visitor.get("/", headers={"Accept-Encoding": "identity"})).content
    request = visitor.build_request("GET", "/", headers={"Accept-Encoding": accepted})
    answer = await visitor.send(request, stream=True)
    raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == used
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[used]
    assert unpack(raw) == plain


async def test_only_files_of_the_app_are_given(visitor: httpx.AsyncClient) -> None:
    for path in ("/assets/../index.html", "/assets/nee.js", "/%2e%2e/settings.py", "/geen.svg"):
        assert (await visitor.get(path)).status_code == 404

"""No other site can make somebody's browser change anything (quality.md A6)."""

from __future__ import annotations

import httpx
import pytest

from server.settings import get_settings
from tests.web.every_route import CALLS, UNSAFE, Call

FORGED = {
    "no header at all": {},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "typed or bookmarked": {"Sec-Fetch-Site": "none"},
    "an unknown word": {"Sec-Fetch-Site": "Same-Origin, cross-site"},
    "another origin": {"Origin": "https://kwaad.example"},
    "no origin": {"Origin": "null"},
    "our name as a prefix": {"Origin": "http://127.0.0.1:8000.kwaad.example"},
    "another port": {"Origin": "http://127.0.0.1:8001"},
    "https for http": {"Origin": "https://127.0.0.1:8000"},
    "a trusted origin from another site": {
        "Origin": "http://127.0.0.1:8000",
        "Sec-Fetch-Site": "cross-site",
    },
}


@pytest.mark.parametrize("call", UNSAFE, ids=str)
@pytest.mark.parametrize("name", FORGED)
async def test_a_forged_call_is_refused(visitor: httpx.AsyncClient, call: Call, name: str) -> None:
    del visitor.headers["Sec-Fetch-Site"]
    answer = await visitor.request(call.method, call.path, json={}, headers=FORGED[name])
    assert answer.status_code == 403
    assert answer.json()["code"] == "cross_site"


@pytest.mark.parametrize("call", UNSAFE, ids=str)
@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_what_a_form_can_send_is_refused(
    visitor: httpx.AsyncClient, call: Call, media_type: str
) -> None:
    answer = await visitor.request(
        call.method, call.path, content=b"{}", headers={"Content-Type": media_type}
    )
    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported_media_type"


async def test_bytes_go_where_bytes_are_wanted_and_json_everywhere_else(
    visitor: httpx.AsyncClient,
) -> None:
    for call in UNSAFE:
        binary = call.contract is not None and call.contract.binary
        wrong = "application/json" if binary else "application/octet-stream"
        answer = await visitor.request(
            call.method, call.path, content=b"{}", headers={"Content-Type": wrong}
        )
        assert answer.status_code == 415, call


@pytest.mark.parametrize("site", [True, False])
async def test_our_own_pages_are_believed(visitor: httpx.AsyncClient, site: bool) -> None:
    del visitor.headers["Sec-Fetch-Site"]
    ours = {"Sec-Fetch-Site": "same-origin"} if site else {"Origin": get_settings().public_url}
    answer = await visitor.post("/api/locale", json={"locale": "en"}, headers=ours)
    assert answer.status_code == 204


def test_nothing_that_changes_something_is_a_get() -> None:
    assert {call.method for call in CALLS} <= {"GET", "POST", "PUT", "DELETE"}
    assert UNSAFE

"""How often a supervisor's link may ask for mail: counted on the link, however it is spelled."""

from __future__ import annotations

import httpx
import pytest

from server.outside import clock, links, rate_limits
from server.rules.accounts import INVITATION_LIFE
from server.rules.ids import new_id
from server.storage.accounts import Invitation
from server.storage.deliveries import Delivery
from tests import cast as stage

MOST = rate_limits.CODES_PER_ADDRESS.amount


@pytest.fixture
async def token(visitor: httpx.AsyncClient) -> str:
    cast, now = await stage.enter(), clock.now()
    row = await Invitation.create(
        id=new_id(),
        person_id=cast.people["Bram"],
        placement_id=cast.placements["Samira"],
        address="bram@example.org",
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    return links.make_token(links.INVITATION, row.id)


@pytest.mark.parametrize("path", ["/api/invitation/code", "/api/invitation/renew"])
async def test_a_link_asks_so_many_times_an_hour(
    token: str, visitor: httpx.AsyncClient, path: str
) -> None:
    (row,) = await Invitation.all()
    answers = []
    for second in range(MOST + 3):
        # Signed again it reads otherwise, and is the same link.
        with clock.at(clock.now().replace(microsecond=0, second=second)):
            spelled = links.make_token(links.INVITATION, row.id)
        answers.append((await visitor.post(path, json={"token": spelled})).status_code)
    assert answers == [202] * MOST + [429] * 3


@pytest.mark.parametrize("path", ["/api/invitation/code", "/api/invitation/renew"])
async def test_another_spelling_sends_no_mail(
    token: str, visitor: httpx.AsyncClient, path: str
) -> None:
    for n in range(1, 4):
        await visitor.post(path, json={"token": token + "!" * n})
    assert not await Delivery.exists()


@pytest.mark.parametrize("path", ["/api/invitation/code", "/api/invitation/renew"])
async def test_a_network_asks_so_many_times_a_minute(visitor: httpx.AsyncClient, path: str) -> None:
    most = rate_limits.CODES_PER_NETWORK.amount
    answers = [
        (await visitor.post(path, json={"token": str(n)})).status_code for n in range(most + 1)
    ]
    assert 429 not in answers[:-1]
    assert answers[-1] == 429

"""Some of the random schedules of photos and files on each engine (R1)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from server.settings import Settings
from server.storage.database import close_database, open_database
from tests.campaigns.schedules.house import House, open_house
from tests.campaigns.schedules.taps import installed
from tests.campaigns.uploads.files import looked_into_here
from tests.campaigns.uploads.play import TAPPED, play

_SEEDS = 10


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    with installed(*TAPPED), looked_into_here():
        await open_database(settings)
        yield await open_house()
        await close_database()


async def test_every_file_is_kept_once_under_its_own_hash_or_refused(house: House) -> None:
    for seed in range(_SEEDS):
        problem, _ = await play(house, seed)
        assert problem == "", f"seed {seed}"

"""Some of the random schedules on each engine, and every schedule that once went wrong (R1)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.settings import Settings
from server.storage.database import close_database, fetch, open_database
from tests.campaigns.schedules.house import WRITTEN, House, open_house, tables
from tests.campaigns.schedules.kept import KEPT, read_kept
from tests.campaigns.schedules.plan import clocks_of, steps_of
from tests.campaigns.schedules.play import play
from tests.campaigns.schedules.taps import installed

_EACH = 50
# Tables that no schedule writes: who is there, and what is kept beside the documents.
_CAST = set(
    "school person email_address enrolment role_held placement placement_person programme framework"
    " training_company".split()
)
_ENGINE = {"sqlite_sequence", "tortoise_migrations"}


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    with installed():
        await open_database(settings)
        yield await open_house()
        await close_database()


@pytest.mark.parametrize("first", range(0, 10 * _EACH, _EACH))
async def test_nothing_is_lost_twice_or_different(house: House, first: int) -> None:
    for seed in range(first, first + _EACH):
        problem, _ = await play(house, steps_of(seed), clocks_of(seed))
        assert problem == "", f"seed {seed}"


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.json")), ids=lambda file: file.stem)
async def test_what_once_went_wrong_stays_right(house: House, file: Path) -> None:
    steps, clocks = read_kept(file)
    problem, _ = await play(house, steps, clocks)
    assert problem == ""


async def test_the_clocks_of_devices_change_nothing(house: House) -> None:
    """I11: the same schedule with every clock right and with clocks ten years off."""
    for seed in range(20):
        told = []
        for years in (0, 10, -10):
            clocks = dict.fromkeys(clocks_of(seed), years)
            problem, trace = await play(house, steps_of(seed), clocks)
            assert problem == ""
            told.append(trace)
        assert told[0] == told[1] == told[2]


async def test_a_schedule_is_the_same_every_time(house: House) -> None:
    for seed in range(10):
        once = await play(house, steps_of(seed), clocks_of(seed))
        assert once == await play(house, steps_of(seed), clocks_of(seed))


async def test_an_older_state_would_hold_every_table_that_is_written(house: House) -> None:
    for seed in range(5):
        await play(house, steps_of(seed), clocks_of(seed))
    beside = sorted((await tables()) - set(WRITTEN) - _CAST - _ENGINE)
    assert [name for name in beside if await fetch(f"SELECT * FROM {name} LIMIT 1")] == []

"""The phones as they are shipped keep every promise over a bad network (R1, a slice)."""

from __future__ import annotations

import pytest

from tests.campaigns.phones.processes import play
from tests.conftest import POSTGRES

SLICE = {"sqlite": (0, 80), "postgres": (80, 30)}


@pytest.mark.parametrize("engine", SLICE)
async def test_nothing_is_lost_or_doubled_between_phones_and_server(engine: str) -> None:
    first, count = SLICE[engine]
    schedules = [found async for found in play(engine, first, count, postgres=POSTGRES)]
    assert [f"seed {s.seed}: {s.broken}" for s in schedules if s.broken] == []
    assert len(schedules) == count
    # No test that cannot fail: things did go wrong on the way.
    assert sum(sum(schedule.met.values()) for schedule in schedules) > count

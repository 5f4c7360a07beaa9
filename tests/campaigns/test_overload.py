"""A slice of the overload: a few seconds of five times too much (F8)."""

from __future__ import annotations

import statistics

from server.settings import Settings
from tests.campaigns.overload import rush


async def test_five_times_too_much_is_refused_in_our_words_and_nothing_is_lost(
    settings: Settings,
) -> None:
    async with rush(settings) as people:
        await people.measure()
        people.answers.clear()
        await people.overload(4)
        assert people.problems() == []
        assert await people.lost() == []
        assert len(people.accepted()) > 20
        # Nobody waits long in a line; the rest is this machine, which tells by who was alone.
        assert statistics.median(people.accepted()) < 1 + people.alone * 10
        assert people.refused("writing") < people.refused("lists")

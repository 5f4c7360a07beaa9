"""A slice of the races between editing and signing; the campaign runs ten thousand (S1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from server.rules.facts import NewFact, Situation, judge
from server.services.verify import verify_everything
from tests import cast as stage
from tests.campaigns.sign_races import races

pytestmark = pytest.mark.usefixtures("database")


async def test_nothing_is_signed_that_was_not_shown() -> None:
    first_were: Counter[str] = Counter()
    async for first, problems in races(await stage.enter(), 0, 150):
        assert problems == []
        first_were[first] += 1
    # Both do win sometimes, or it would be no race.
    assert min(first_were["signed"], first_were["changed"]) > 5, first_were
    assert await verify_everything() == []


async def test_signing_without_a_look_at_the_head_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def blind(fact: NewFact, situation: Situation) -> None:
        submitted = situation.submitted_rev or ""
        if fact.kind == "sign_off":
            situation = replace(situation, head_rev=submitted)
        judge(fact, situation)

    monkeypatch.setattr("server.services.facts.judge", blind)
    found = [
        problem async for _, problems in races(await stage.enter(), 0, 60) for problem in problems
    ]
    assert any("not shown" in problem for problem in found)

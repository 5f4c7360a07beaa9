"""Whatever call to the database fails, an operation is done or it is not (R5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from server.services import sync
from tests.campaigns.broken_calls import Trial
from tests.campaigns.operations import OPERATIONS, Operation
from tests.faults import Moment

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("when", Moment, ids=lambda when: str(when.value))
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: str(operation.name))
async def test_it_is_done_or_it_is_not(operation: Operation, when: Moment) -> None:
    trial = Trial(operation, when)
    assert await trial.run() == []
    assert trial.calls > 2


async def test_a_unit_of_work_that_is_no_transaction_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def unprotected(work: Callable[[], Awaitable[object]]) -> object:
        return await work()

    monkeypatch.setattr(sync, "unit_of_work", unprotected)
    problems = await Trial(OPERATIONS[0], Moment.BEFORE).run()
    assert any("half done" in problem for problem in problems)

"""The figures in docs/reliability.md are those that the campaigns recorded."""

from __future__ import annotations

from tests.campaigns.report import PAGE, with_table
from tests.campaigns.results import Result, recorded


def test_the_page_shows_what_was_recorded() -> None:
    assert PAGE.read_text() == with_table(PAGE.read_text(), recorded())


def test_a_failure_is_shown_as_one() -> None:
    lost = Result("R1", "schedules", "sqlite", "0 lost", "command", "abc", 0, 10, ["seed 3"], 1.0)
    page = with_table("<!-- results --><!-- end of results -->", [lost])
    assert "| R1 | schedules | sqlite | 0 lost | 10 | 1 | 1 | `abc` | `command` |" in page
    assert lost.verdict() == "R1 schedules on sqlite: FAILED, 10 executed, 1 failed, 1.0 s"

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


def test_a_run_that_goes_on_adds_to_what_was_recorded() -> None:
    first = Result("R1", "schedules", "sqlite", "", "one", "abc", 5, 10, ["seed 7"], 1.0)
    second = Result("R1", "schedules", "sqlite", "", "two", "def", None)
    second.after(first)
    assert (second.next_seed, second.executed, second.failures) == (15, 10, ["seed 7"])
    assert (second.first_seed, second.seconds, second.command) == (5, 1.0, "one; two")
    assert second.commit == "abc, def"
    third = Result("R1", "schedules", "sqlite", "", "three", "def", None)
    third.after(second)
    assert third.commit == "abc, def"

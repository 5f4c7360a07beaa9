"""Weeks of a period, however odd the dates that were kept before they were looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from server.rules.weeks import period_problem, spread_minutes, week_of, weeks_between

YEARS_END = date(2026, 12, 30)


def test_every_week_of_a_period_and_every_minute() -> None:
    weeks = weeks_between(YEARS_END, date(2027, 1, 12))
    assert [(week.iso_year, week.number) for week in weeks] == [(2026, 53), (2027, 1), (2027, 2)]
    assert list(spread_minutes(700, YEARS_END, date(2027, 1, 12), []).values()) == [210, 350, 140]
    assert weeks_between(date(2027, 1, 12), YEARS_END) == []


@pytest.mark.parametrize("first", [date.min, YEARS_END, date(9999, 12, 20), date.max])
def test_no_date_is_too_late_and_no_period_too_long(first: date) -> None:
    weeks = weeks_between(first, date.max)
    assert weeks[0] == week_of(first)
    assert len(weeks) < 330
    assert sum(spread_minutes(600, first, date.max, []).values()) == 600
    assert [week for week in weeks if week.sunday < week.monday] == []


def test_a_period_may_be_as_long_as_six_years() -> None:
    assert period_problem(YEARS_END, YEARS_END) == ""
    assert period_problem(YEARS_END, date(2032, 12, 30)) == ""
    assert period_problem(YEARS_END, date(2033, 1, 15)) != ""
    assert period_problem(YEARS_END, YEARS_END - timedelta(days=1)) != ""
    assert period_problem(date(1999, 12, 31), date(2000, 2, 1)) != ""
    assert period_problem(date(2100, 12, 1), date(2101, 1, 1)) != ""

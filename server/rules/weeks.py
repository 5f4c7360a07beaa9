"""Periods and ISO weeks, keyed (iso_year, week), because week 53 belongs to two calendar years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from server.rules.refusals import mark

_WORKING_DAYS = (1, 2, 3, 4, 5)
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_LONGEST = timedelta(days=6 * 366)


@dataclass(frozen=True, order=True)
class Week:
    iso_year: int
    number: int

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.iso_year, self.number, 1)

    @property
    def sunday(self) -> date:
        return _day(self.monday.toordinal() + 6)


def week_of(day: date) -> Week:
    iso = day.isocalendar()
    return Week(iso.year, iso.week)


def period_problem(first: date, last: date) -> str:
    """Why a placement cannot last from the one day to the other; empty when it can."""
    if last < first:
        return mark("De einddatum ligt voor de begindatum.")
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR or last - first > _LONGEST:
        return mark("Klopt het jaar? Een stage duurt hooguit zes jaar.")
    return ""


def weeks_between(first: date, last: date) -> list[Week]:
    """Every week from the one that holds `first` up to the one that holds `last`.

    Rows from before periods were looked at may end in any year: the weeks end with the longest one.
    """
    if last < first:
        return []
    end = min(last.toordinal(), first.toordinal() + _LONGEST.days)
    return [week_of(_day(day)) for day in range(week_of(first).monday.toordinal(), end + 1, 7)]


def spread_minutes(
    minutes: int, first: date, last: date, weekdays: Sequence[int]
) -> dict[Week, int]:
    """Divides planned minutes over the weeks of a period by its days of work, to the minute."""
    days = set(weekdays) or set(_WORKING_DAYS)
    per_week = {
        week: sum(
            1
            for number in range(week.monday.toordinal(), week.sunday.toordinal() + 1)
            if (day := date.fromordinal(number)).isoweekday() in days and first <= day <= last
        )
        for week in weeks_between(first, last)
    }
    total = sum(per_week.values())
    spread: dict[Week, int] = {}
    seen = given = 0
    for week, count in per_week.items():
        seen += count
        until_here = minutes * seen // total if total else 0
        spread[week] = until_here - given
        given = until_here
    return spread


def _day(number: int) -> date:
    """Python's last day is a Friday: its week ends there."""
    return date.fromordinal(min(number, date.max.toordinal()))

"""ISO weeks. A week is keyed (iso_year, week), because week 53 belongs to two calendar years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_WORKING_DAYS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, order=True)
class Week:
    iso_year: int
    number: int

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.iso_year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def next(self) -> Week:
        return week_of(self.monday + timedelta(days=7))


def week_of(day: date) -> Week:
    iso = day.isocalendar()
    return Week(iso.year, iso.week)


def weeks_between(first: date, last: date) -> list[Week]:
    """Every week from the one that holds `first` up to the one that holds `last`."""
    if last < first:
        return []
    weeks, week, end = [], week_of(first), week_of(last)
    while week <= end:
        weeks.append(week)
        week = week.next
    return weeks


def spread_minutes(
    minutes: int, first: date, last: date, weekdays: Sequence[int]
) -> dict[Week, int]:
    """Divides planned minutes over the weeks of a period by its days of work, to the minute."""
    days = set(weekdays) or set(_WORKING_DAYS)
    per_week = {
        week: sum(
            1
            for offset in range(7)
            if (day := week.monday + timedelta(days=offset)).isoweekday() in days
            and first <= day <= last
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

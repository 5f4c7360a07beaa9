"""Puts a placement's submitted documents together as a portfolio.

Where a revision was signed, that one counts; what was sent later stands below it as an amendment.
Nothing is graded or added up but hours and counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from server.rules.portfolio_entries import Sent, entry_of, sent
from server.rules.portfolio_parts import (
    DocumentRow,
    Entry,
    Frame,
    Goal,
    HeldBack,
    Hours,
    HoursWeek,
    Matrix,
    MatrixCell,
    MatrixGroup,
    MatrixRow,
    MatrixWeek,
    Portfolio,
    SignOff,
    WorkProcess,
)
from server.rules.weeks import Week, spread_minutes, week_of, weeks_between


def assemble(frame: Frame, documents: Iterable[DocumentRow]) -> Portfolio:
    zone = ZoneInfo(frame.zone)
    rows = list(documents)
    usable = [row for row in rows if not row.held_back]
    titles = {
        process["code"]: process["title"]
        for task in frame.core_tasks
        for process in task["work_processes"]
    }
    goals = _in_order(sent(row) for row in usable if row.kind == "learning_goal")
    goal_numbers = {goal.doc_id: number for number, goal in enumerate(goals, start=1)}
    found = sorted(
        (s for row in usable if row.kind == "entry" and (s := sent(row)) is not None),
        key=lambda s: (s.text("date"), s.submitted.received_at, s.doc_id),
    )
    numbers = {s.doc_id: number for number, s in enumerate(found, start=1)}
    lived = _lived_experience(usable)
    entries = tuple(
        entry_of(s, numbers, goal_numbers, titles, lived.get(s.doc_id, ""), frame) for s in found
    )
    weeks = _weeks(frame, entries)
    return Portfolio(
        locale=frame.locale,
        made_at=_instant(frame.made_at, zone),
        student=frame.student,
        student_number=frame.student_number,
        group=frame.group,
        school=frame.school,
        programme=frame.programme,
        programme_code=frame.programme_code,
        cohort=frame.cohort,
        framework_name=frame.framework_name,
        framework_version=frame.framework_version,
        framework_official=frame.framework_official,
        company=frame.company,
        company_id=frame.company_id,
        company_city=frame.company_city,
        starts_on=frame.starts_on.isoformat(),
        ends_on=frame.ends_on.isoformat(),
        people=tuple(frame.people),
        role_labels=dict(frame.role_labels),
        goals=tuple(
            _goal(s, number, entries, titles, zone) for number, s in enumerate(goals, start=1)
        ),
        matrix=_matrix(frame, entries, weeks),
        hours=_hours(frame, entries, weeks),
        chains=_chains(entries),
        entries=entries,
        sign_offs=_sign_off_log(found, entries, zone),
        held_back=tuple(
            HeldBack(row.kind, s.text("date") if (s := sent(row)) else "")
            for row in rows
            if row.held_back
        )
        + tuple(HeldBack("reaction", s.text("date")) for s in found for _ in s.left_out),
    )


def as_data(portfolio: Portfolio) -> dict[str, Any]:
    """The portfolio as plain JSON values: what templates get and what crosses to a renderer."""
    return asdict(portfolio)


def _in_order(found: Iterable[Sent | None]) -> list[Sent]:
    present = [s for s in found if s is not None]
    return sorted(present, key=lambda s: (s.first_sent_at, s.doc_id))


def _lived_experience(rows: list[DocumentRow]) -> dict[str, str]:
    """Own experience by the entry it is about: shared by the student and ticked for the PDF."""
    shared = [s for row in rows if row.kind == "lived_experience" and (s := sent(row))]
    return {s.text("about"): s.text("text") for s in shared if s.content.get("in_pdf") is True}


def _goal(
    s: Sent, number: int, entries: tuple[Entry, ...], titles: dict[str, str], zone: ZoneInfo
) -> Goal:
    agreements = [fact for fact in s.standing if fact.kind == "goal_agreement"]
    agreed = agreements[-1] if agreements else None
    return Goal(
        number=number,
        text=s.text("text"),
        origin=s.text("origin"),
        status=s.text("status"),
        period=s.text("period"),
        how_seen=s.text("how_seen"),
        outcome=s.text("outcome"),
        work_processes=tuple(
            WorkProcess(code, titles.get(code, "")) for code in s.texts("work_processes")
        ),
        entries=tuple(entry.number for entry in entries if number in entry.goals),
        agreed_by=agreed.author_name if agreed else "",
        agreed_at=_instant(agreed.at, zone) if agreed else "",
        changed_since_agreement=bool(agreed and agreed.rev_id != s.submitted.rev_id),
    )


def _weeks(frame: Frame, entries: tuple[Entry, ...]) -> list[Week]:
    """The weeks of the placement, and any week outside it in which something was logged."""
    days = [frame.starts_on, frame.ends_on]
    days += [day for entry in entries if (day := _day(entry.date)) is not None]
    period = set(weeks_between(frame.starts_on, frame.ends_on))
    return sorted(period | {week_of(day) for day in days})


def _matrix(frame: Frame, entries: tuple[Entry, ...], weeks: list[Week]) -> Matrix:
    known = {p["code"] for task in frame.core_tasks for p in task["work_processes"]}
    used = {process.code for entry in entries for process in entry.work_processes}
    groups = [
        MatrixGroup(
            task["code"],
            task["title"],
            tuple(
                _matrix_row(p["code"], p["title"], entries, weeks) for p in task["work_processes"]
            ),
        )
        for task in frame.core_tasks
    ]
    if used - known:
        others = tuple(_matrix_row(code, "", entries, weeks) for code in sorted(used - known))
        groups.append(MatrixGroup("", "", others))
    return Matrix(
        tuple(MatrixWeek(w.iso_year, w.number, w.monday.isoformat()) for w in weeks), tuple(groups)
    )


def _matrix_row(code: str, title: str, entries: tuple[Entry, ...], weeks: list[Week]) -> MatrixRow:
    mine = [e for e in entries if any(process.code == code for process in e.work_processes)]
    return MatrixRow(
        code,
        title,
        tuple(
            MatrixCell(
                sum(1 for e in mine if _week(e) == week and e.sign_off),
                sum(1 for e in mine if _week(e) == week and not e.sign_off),
            )
            for week in weeks
        ),
        tuple(e.number for e in mine if e.sign_off),
        tuple(e.number for e in mine if not e.sign_off),
    )


def _hours(frame: Frame, entries: tuple[Entry, ...], weeks: list[Week]) -> Hours:
    planned = spread_minutes(frame.planned_minutes, frame.starts_on, frame.ends_on, frame.weekdays)
    lines = tuple(
        HoursWeek(
            week.iso_year,
            week.number,
            week.monday.isoformat(),
            week.sunday.isoformat(),
            planned.get(week, 0),
            sum(e.minutes for e in entries if _week(e) == week),
            sum(e.minutes for e in entries if _week(e) == week and e.sign_off),
        )
        for week in weeks
    )
    return Hours(
        lines,
        frame.planned_minutes,
        sum(e.minutes for e in entries),
        sum(e.minutes for e in entries if e.sign_off),
    )


def _chains(entries: tuple[Entry, ...]) -> tuple[tuple[int, ...], ...]:
    """Entries that follow from one another, joined through whatever they have in common."""
    chains: list[set[int]] = []
    for entry in entries:
        if not entry.follows:
            continue
        link = {entry.number, entry.follows}
        touching = [chain for chain in chains if chain & link]
        chains = [chain for chain in chains if not chain & link]
        chains.append(link.union(*touching))
    return tuple(sorted(tuple(sorted(chain)) for chain in chains))


def _sign_off_log(
    found: list[Sent], entries: tuple[Entry, ...], zone: ZoneInfo
) -> tuple[SignOff, ...]:
    """Every sign-off ever given on these entries, the withdrawn ones too, by time."""
    log = [
        replace(sign_off, number=entry.number, title=entry.title)
        for s, entry in zip(found, entries, strict=True)
        for sign_off in s.sign_offs(zone)
    ]
    return tuple(sorted(log, key=lambda s: datetime.fromisoformat(s.at)))


def _week(entry: Entry) -> Week | None:
    day = _day(entry.date)
    return week_of(day) if day else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _instant(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes")

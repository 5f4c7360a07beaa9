"""What a portfolio is made from (rows) and what it holds (parts): plain values, nothing else.

Parts hold ISO strings rather than dates, so that a portfolio is the same thing as its JSON:
`pdf_templates/portfolio/sample.json` is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class RevisionRow:
    rev_id: str
    hash: str
    content: Mapping[str, Any]
    received_at: datetime


@dataclass(frozen=True)
class FactRow:
    fact_id: str
    kind: str
    rev_id: str
    hash: str
    body: Mapping[str, Any]
    author_name: str
    author_role: str
    at: datetime
    provisional: bool = False
    held_back: bool = False  # words were left out of `body`
    statement_position: int = 0
    statement_hash: str = ""


@dataclass(frozen=True)
class DocumentRow:
    """A submitted (or shared) document: the revisions that its facts name, facts in order."""

    doc_id: str
    kind: str
    submitted_rev: str
    revisions: Sequence[RevisionRow]
    facts: Sequence[FactRow]
    held_back: bool = False


@dataclass(frozen=True)
class Frame:
    """Everything around the documents: whose placement it is, where, when and in which words."""

    locale: str
    zone: str
    made_at: datetime
    student: str
    student_number: str
    group: str
    school: str
    programme: str
    programme_code: str
    cohort: str
    framework_name: str
    framework_version: str
    framework_official: bool
    core_tasks: Sequence[Mapping[str, Any]]
    company: str
    company_id: str
    company_city: str
    starts_on: date
    ends_on: date
    planned_minutes: int
    weekdays: Sequence[int]
    people: Sequence[PersonLine]
    role_labels: Mapping[str, str]
    blobs: Mapping[str, BlobRow] = field(default_factory=dict)  # by the hash that a text names


@dataclass(frozen=True)
class BlobRow:
    """A photo or file that arrived; of an erased one only that it was there."""

    sha256: str
    media_type: str
    size: int
    erased: bool = False


@dataclass(frozen=True)
class PersonLine:
    name: str
    role: str
    function: str
    since: str
    until: str


@dataclass(frozen=True)
class WorkProcess:
    code: str
    title: str


@dataclass(frozen=True)
class Goal:
    number: int
    text: str
    origin: str
    status: str
    period: str
    how_seen: str
    outcome: str
    work_processes: tuple[WorkProcess, ...]
    entries: tuple[int, ...]
    agreed_by: str
    agreed_at: str
    changed_since_agreement: bool


@dataclass(frozen=True)
class Reaction:
    tone: str  # top | tip | question | purpose_gap | note | request_changes | sign_off
    text: str
    by: str
    role: str
    at: str
    about_earlier: bool


@dataclass(frozen=True)
class SignOff:
    number: int
    title: str
    by: str
    function: str
    at: str
    provisional: bool
    withdrawn_at: str
    version: int
    revision_hash: str
    text_erased: bool
    statement_position: int
    statement_hash: str


@dataclass(frozen=True)
class FieldText:
    field: str
    text: str


@dataclass(frozen=True)
class Amendment:
    """What was submitted after the sign-off: listed, never in the totals until signed again."""

    at: str
    revision_hash: str
    changes: tuple[FieldText, ...]


@dataclass(frozen=True)
class Photo:
    sha256: str  # of what is kept; the phone may have sent other bytes
    alt: str
    state: str  # here | missing | erased


@dataclass(frozen=True)
class File:
    name: str
    size: int  # bytes; 0 if unknown
    state: str


@dataclass(frozen=True)
class Entry:
    number: int
    date: str
    minutes: int
    kind: str
    title: str
    need: str
    need_of: str
    purpose: str
    did: str
    effect: str
    effect_text: str
    adjust: str
    saw: str
    thought: str
    dilemma: tuple[FieldText, ...]
    lived_experience: str
    goals: tuple[int, ...]
    work_processes: tuple[WorkProcess, ...]
    life_domains: tuple[str, ...]
    method: str
    support_choice: str
    attitude: tuple[str, ...]
    photos: tuple[Photo, ...]
    files: tuple[File, ...]
    follows: int  # number of the entry that this one follows from; 0 if none
    state: str
    version: int
    submitted_at: str
    revision_hash: str
    sign_off: SignOff | None
    reactions: tuple[Reaction, ...]
    amendment: Amendment | None


@dataclass(frozen=True)
class MatrixWeek:
    iso_year: int
    number: int
    monday: str


@dataclass(frozen=True)
class MatrixCell:
    signed: int
    unsigned: int


@dataclass(frozen=True)
class MatrixRow:
    code: str
    title: str
    cells: tuple[MatrixCell, ...]
    signed: tuple[int, ...]  # entry numbers
    unsigned: tuple[int, ...]


@dataclass(frozen=True)
class MatrixGroup:
    code: str
    title: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class Matrix:
    weeks: tuple[MatrixWeek, ...]
    groups: tuple[MatrixGroup, ...]


@dataclass(frozen=True)
class HoursWeek:
    iso_year: int
    number: int
    monday: str
    sunday: str
    planned: int
    logged: int
    signed: int


@dataclass(frozen=True)
class Hours:
    weeks: tuple[HoursWeek, ...]
    planned: int
    logged: int
    signed: int


@dataclass(frozen=True)
class HeldBack:
    kind: str  # of a document, or `reaction`
    date: str


@dataclass(frozen=True)
class Portfolio:
    locale: str
    made_at: str
    student: str
    student_number: str
    group: str
    school: str
    programme: str
    programme_code: str
    cohort: str
    framework_name: str
    framework_version: str
    framework_official: bool
    company: str
    company_id: str
    company_city: str
    starts_on: str
    ends_on: str
    people: tuple[PersonLine, ...]
    role_labels: Mapping[str, str]
    goals: tuple[Goal, ...]
    matrix: Matrix
    hours: Hours
    chains: tuple[tuple[int, ...], ...]  # entry numbers, oldest first
    entries: tuple[Entry, ...]
    sign_offs: tuple[SignOff, ...]
    held_back: tuple[HeldBack, ...]

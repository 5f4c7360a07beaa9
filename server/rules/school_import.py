"""A school's spreadsheet as plain values: read, checked line by line, never half believed.

One line is one placement. Spreadsheets arrive with `;`, `,` or tabs, with or without a BOM, in
UTF-8 or cp1252, with quoted line breaks and lost leading zeros.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date

from server.rules.accounts import is_address, normal_address
from server.rules.canonical import composed
from server.rules.refusals import mark
from server.rules.weeks import period_problem

MAX_BYTES = 2 * 1024 * 1024
MAX_LINES = 5_000
REQUIRED = (
    "voornaam", "achternaam", "studentnummer", "email", "klas", "opleidingscode", "leerbedrijf",
    "begindatum", "einddatum", "uren", "begeleider_voornaam", "begeleider_achternaam",
    "begeleider_email", "bpv_email",
)  # fmt: skip
OPTIONAL = (
    "tussenvoegsel", "roepnaam", "schooljaar", "cohort", "leerbedrijf_id", "plaats", "dagen",
    "begeleider_tussenvoegsel", "begeleider_functie",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)
# As long as what keeps them; a test holds the two together.
LONGEST = {
    "voornaam": 100, "tussenvoegsel": 30, "achternaam": 100, "roepnaam": 100, "studentnummer": 30,
    "klas": 60, "schooljaar": 9, "cohort": 12, "opleidingscode": 12, "leerbedrijf": 200,
    "plaats": 100, "begeleider_voornaam": 100, "begeleider_tussenvoegsel": 30,
    "begeleider_achternaam": 100, "begeleider_functie": 100,
}  # fmt: skip
_ALSO = {
    "leerlingnummer": "studentnummer", "mail": "email", "emailadres": "email", "groep": "klas",
    "crebo": "opleidingscode", "bedrijf": "leerbedrijf", "leerbedrijfid": "leerbedrijf_id",
    "startdatum": "begindatum", "van": "begindatum", "tot": "einddatum", "geplandeuren": "uren",
    "praktijkbegeleidervoornaam": "begeleider_voornaam",
    "praktijkbegeleidertussenvoegsel": "begeleider_tussenvoegsel",
    "praktijkbegeleiderachternaam": "begeleider_achternaam",
    "praktijkbegeleideremail": "begeleider_email",
    "praktijkbegeleiderfunctie": "begeleider_functie", "bpvbegeleideremail": "bpv_email",
}  # fmt: skip
_DAYS = {"ma": 1, "di": 2, "wo": 3, "do": 4, "vr": 5, "za": 6, "zo": 7}


@dataclass(frozen=True)
class Problem:
    """Why a line cannot be taken; line 1 is the header."""

    line: int
    column: str
    code: str
    message: str


@dataclass(frozen=True)
class Names:
    given: str
    infix: str
    family: str
    call: str = ""


@dataclass(frozen=True)
class PlacementLine:
    line: int
    student: Names
    number: str
    address: str
    group: str
    school_year: str
    programme_code: str
    cohort: str
    company: str
    company_id: str
    city: str
    starts_on: date
    ends_on: date
    planned_minutes: int
    weekdays: tuple[int, ...]
    supervisor: Names
    supervisor_address: str
    function: str
    coach_address: str


def read_lines(
    data: bytes, numbers: Set[str] = frozenset()
) -> tuple[list[PlacementLine], list[Problem]]:
    """Every good line and every problem; a file that is no CSV has one problem at line 1.

    `numbers` are those of the school: they tell which zeros a spreadsheet dropped.
    """
    text = _decoded(data)
    if text is None:
        said = mark("Dit is geen csv-bestand. Sla het in uw rekenblad op als csv.")
        return [], [Problem(1, "", "not_csv", said)]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows = _numbered(table)
    except csv.Error:
        said = mark("Dit bestand is niet te lezen. Sla het opnieuw op als csv.")
        return [], [Problem(table.line_num or 1, "", "not_csv", said)]
    header = [_column(cell) for cell in rows[0][1]] if rows else []
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        said = mark("Deze kolom ontbreekt.")
        return [], [Problem(1, name, "missing_column", said) for name in missing]
    if len(rows) > MAX_LINES + 1:
        said = mark("Het bestand heeft meer dan 5000 regels. Deel het op.")
        return [], [Problem(MAX_LINES + 2, "", "too_many_lines", said)]
    good: list[PlacementLine] = []
    problems: list[Problem] = []
    for number, cells in rows[1:]:
        values = {name: _clean(c) for name, c in zip(header, cells, strict=False) if name}
        if not any(values.values()):
            continue
        line, found = _line(number, {name: values.get(name, "") for name in COLUMNS})
        problems += found
        if line:
            good.append(replace(line, number=_restored(line.number, numbers)))
    return good, [*problems, *_contradictions(good)]


def _restored(number: str, known: Set[str]) -> str:
    """A student number as the school writes it, with the zeros that a spreadsheet dropped."""
    lengths = {len(other) for other in known if other.isdigit()}
    if number.isdigit() and len(lengths) == 1:
        return number.zfill(lengths.pop())
    return number


def _line(line: int, values: dict[str, str]) -> tuple[PlacementLine | None, list[Problem]]:
    problems = [
        Problem(line, name, "empty", mark("Vul dit veld in."))
        for name in REQUIRED
        if not values[name]
    ]

    def wrong(name: str, code: str, message: str) -> None:
        if values[name]:
            problems.append(Problem(line, name, code, message))

    for name in ("email", "begeleider_email", "bpv_email"):
        if not is_address(normal_address(values[name])):
            wrong(name, "address", mark("Dit is geen mailadres."))
    starts_on, ends_on = _date(values["begindatum"]), _date(values["einddatum"])
    for name, day in (("begindatum", starts_on), ("einddatum", ends_on)):
        if day is None:
            wrong(name, "date", mark("Schrijf de datum als 1-9-2026."))
    if starts_on and ends_on and (said := period_problem(starts_on, ends_on)):
        wrong("einddatum", "period", said)
    minutes = _minutes(values["uren"])
    if minutes is None:
        wrong("uren", "hours", mark("Schrijf de uren als een getal, zoals 320."))
    if not re.fullmatch(r"|[1-9]\d{8}", values["leerbedrijf_id"]):
        wrong("leerbedrijf_id", "company_id", mark("Een LeerbedrijfID heeft negen cijfers."))
    days = _weekdays(values["dagen"])
    if days is None:
        wrong("dagen", "weekdays", mark("Schrijf de dagen als ma di wo do vr."))
    for name, most in LONGEST.items():
        if len(values[name]) > most:
            wrong(name, "too_long", mark("Deze tekst is te lang. Maak hem korter."))
    if problems or not starts_on or not ends_on or minutes is None or days is None:
        return None, problems
    return (
        PlacementLine(
            line,
            Names(
                values["voornaam"],
                values["tussenvoegsel"],
                values["achternaam"],
                values["roepnaam"],
            ),
            values["studentnummer"],
            normal_address(values["email"]),
            values["klas"],
            values["schooljaar"] or _school_year(starts_on),
            values["opleidingscode"],
            values["cohort"],
            values["leerbedrijf"],
            values["leerbedrijf_id"],
            values["plaats"],
            starts_on,
            ends_on,
            minutes,
            days,
            Names(
                values["begeleider_voornaam"],
                values["begeleider_tussenvoegsel"],
                values["begeleider_achternaam"],
            ),
            normal_address(values["begeleider_email"]),
            values["begeleider_functie"],
            normal_address(values["bpv_email"]),
        ),
        [],
    )


def _contradictions(lines: list[PlacementLine]) -> list[Problem]:
    """What lines say of each other."""
    problems: list[Problem] = []
    names: dict[str, Names] = {}
    numbers: dict[str, str] = {}
    for line in lines:
        if names.setdefault(line.number, line.student) != line.student:
            said = mark("Dit studentnummer hoort in een eerdere regel bij een andere naam.")
            problems.append(Problem(line.line, "studentnummer", "number_twice", said))
        if numbers.setdefault(line.address, line.number) != line.number:
            said = mark("Dit mailadres hoort in een eerdere regel bij een ander nummer.")
            problems.append(Problem(line.line, "email", "address_twice", said))
    return problems


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else composed(text)
    return None


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(";,\t", key=header.count)


def _numbered(table: csv.reader) -> list[tuple[int, list[str]]]:  # type: ignore[valid-type]
    """Each record with the line of the file on which it begins."""
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    for cells in table:  # type: ignore[attr-defined]
        rows.append((begins, cells))
        begins = table.line_num + 1  # type: ignore[attr-defined]
    return rows


def _column(cell: str) -> str:
    plain = unicodedata.normalize("NFKD", cell).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z]", "", plain)
    known = {name.replace("_", ""): name for name in COLUMNS} | _ALSO
    return known.get(plain, "")


def _clean(cell: str) -> str:
    return " ".join(cell.strip().lstrip("'").split())


def _date(text: str) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _minutes(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,4})(?:[.,](\d))?", text)
    return int(found[1]) * 60 + int(found[2] or 0) * 6 if found else None


def _weekdays(text: str) -> tuple[int, ...] | None:
    words = re.findall(r"[a-z]+|\d", text.lower())
    days = {int(w) if w.isdigit() else _DAYS.get(w[:2], 0) for w in words if w != "en"}
    return tuple(sorted(days)) if all(1 <= day <= 7 for day in days) else None


def _school_year(day: date) -> str:
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}"

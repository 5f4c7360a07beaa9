"""The demo school with something to see on every screen: each state an activity can be in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.cast import entry
from tests.journeys.house import House
from tests.journeys.visitor import Visitor

Json = dict[str, Any]
SAMIRA = "samira@voorbeeldcollege.example"
BRAM = "bram@delinde.example"
KARLIJN = "karlijn@voorbeeldcollege.example"
NOOR = "noor@voorbeeldcollege.example"
# Three who have nothing yet.
ILSE = "ilse@voorbeeldcollege.example"
TESSA = "tessa@voorbeeldcollege.example"
PIM = "pim@zuid.example"


@dataclass
class Stage:
    """Where to find what was set: ids by what they are."""

    ids: dict[str, str] = field(default_factory=dict)

    def path(self, pattern: str) -> str:
        return pattern.format_map(self.ids)


def set_stage(house: House) -> Stage:
    stage = Stage()
    with Visitor(house, SAMIRA) as samira, Visitor(house, BRAM) as bram:
        stage.ids["placement"] = samira.placement
        _activities(stage, samira, bram)
    with Visitor(house, NOOR) as noor:
        _newcomers(noor)
    return stage


def _activities(stage: Stage, samira: Visitor, bram: Visitor) -> None:
    def keep(name: str, made: Json) -> Json:
        stage.ids[name] = made["doc_id"]
        return made

    def write(name: str, title: str, **changes: Any) -> Json:
        content = entry(title=title, date=_day(-(len(stage.ids) // 3)), **changes)
        return keep(name, samira.write(content))

    def send(name: str, title: str) -> Json:
        made = write(name, title)
        samira.tell("submission", made, ask="sign_off", to="")
        return made

    write("stored", "Inloopochtend voorbereiden", effect="", effect_text="", adjust="")
    write("plan", "Wandelgroep beginnen", description="", effect="", effect_text="", adjust="")
    send("sent", "Koffie met de nieuwe buren")
    bram.tell("seen", send("seen", "Kennismaken bij de inloop"))
    asked = send("asked", "Huiskamermiddag met muziek")
    bram.tell("request_changes", asked, text="Waaraan zag je dat mensen zich thuis voelden?")
    signed = _sign(bram, send("changed", "Tuin winterklaar maken met bewoners"))
    samira.write(entry(title="Tuin winterklaar maken", minutes=150), base=signed)
    undone = send("withdrawn", "Spelmiddag in de bibliotheek")
    mistaken = bram.tell("sign_off", undone, comment="", name="Bram Kuipers", function="")
    bram.tell("withdraw", undone, target=mistaken["fact_id"], reason="undo")
    first = write("two", "Buurtlunch met zeven bewoners")
    for text in ("We kookten samen en iedereen nam iets mee.", "We kookten samen. Twee hielpen."):
        samira.write(entry(title="Buurtlunch met zeven bewoners", description=text), base=first)
    early = entry(title="Uitje naar het museum", date=_day(5))
    samira.ask_too_early(keep("early", samira.write(early)))
    about = stage.ids["seen"]
    note = keep("note", samira.write({"about": about, "text": "Vragen hoe"}, kind="private_note"))
    for text in ("Vragen hoe het met haar zoon gaat.", "Vragen hoe het thuis gaat. En bellen."):
        samira.write({"about": about, "text": text}, base=note, kind="private_note")
    dropped = entry(title="Bingo in de grote zaal")
    samira.write(dropped, base=samira.write(dropped), deleted=True)
    keep("damaged", samira.write_damaged(entry(title="Boodschappen doen voor de lunch")))


def _day(later: int) -> str:
    return (date.today() + timedelta(days=later)).isoformat()


def _sign(bram: Visitor, made: Json) -> Json:
    bram.tell("remark", made, tone="top", text="Je liet hen zelf kiezen. Dat zag ik.")
    bram.tell("sign_off", made, comment="", name="Bram Kuipers", function="Teamleider")
    return made


def _newcomers(noor: Visitor) -> None:
    for given, family, address, role, number in (
        ("Ilse", "Maas", ILSE, "student", "0042000"),
        ("Tessa", "Groen", TESSA, "school_coach", ""),
        ("Pim", "Jansen", PIM, "workplace_supervisor", ""),
    ):
        names = {"given_name": given, "family_name": family}
        details = {"address": address, "role": role, "student_number": number}
        noor.post("/api/school/people", names | details)
    all_ = noor.get("/api/school")
    people = {person["address"]: person["id"] for person in all_["people"]}
    noor.post(
        "/api/school/placements",
        {
            "student_id": people[ILSE],
            "company_id": all_["companies"][0]["id"],
            "programme_id": all_["programmes"][0]["id"],
            "group_id": all_["groups"][0]["id"],
            "supervisors": [{"person_id": people[PIM]}],
            "coach_ids": [people[KARLIJN]],
            "starts_on": date.today().isoformat(),
            "ends_on": (date.today() + timedelta(days=120)).isoformat(),
            "planned_minutes": 320 * 60,
        },
    )

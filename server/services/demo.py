"""The demo school: seeded through the services that people use, on the days it happened.

Dates are moved by whole weeks, so that the newest lies within the last seven days.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from server.outside import clock
from server.rules.access import Actor
from server.rules.blobs import JPEG, PART, parts_in
from server.rules.canonical import revision_hash
from server.rules.entries import gaps
from server.rules.ids import new_id
from server.services.blob_keeping import erase_all_files
from server.services.blobs import Sending, receive_part
from server.services.demo_mark import demo_state, mark_as_demo
from server.services.demo_people import create_people
from server.services.demo_photos import attachment, scene
from server.services.demo_words import entry_content, goal_content
from server.services.facts import receive_facts
from server.services.sync import receive_revisions
from server.storage.access import load_actor
from server.storage.database import unit_of_work
from server.storage.deliveries import Delivery
from server.storage.people import School
from server.storage.wipe import wipe_everything

Json = dict[str, Any]
_MATERIAL = Path(__file__).resolve().parents[1] / "data" / "demo_school.json"


class NotADemo(Exception):
    """This database holds a real school; the demo does not touch it."""


@dataclass(frozen=True)
class Revised:
    """A document's newest revision, as facts name it."""

    placement_id: str
    doc_id: str
    rev_id: str
    hash: str


async def seed_demo(fresh: bool = False) -> bool:
    """Fills an empty database. False when the demo school is already there."""
    state = await demo_state()
    if state is None and await School.exists():
        raise NotADemo()
    if state == "ready" and not fresh:
        return False
    if state is not None:
        await wipe_everything()
        await erase_all_files()
    await mark_as_demo("seeding")
    await _Seeder(json.loads(_MATERIAL.read_text())).run()
    await mark_as_demo("ready")
    return True


def sign_in_help() -> list[tuple[str, str]]:
    """(who, address) for each role."""
    people = {p["id"]: p for p in json.loads(_MATERIAL.read_text())["people"]}
    shown = (
        ("Samira, student", "stu-samira"),
        ("Bram, praktijkbegeleider", "sup-bram"),
        ("Karlijn, bpv-begeleider", "tea-karlijn"),
        ("Noor, stagecoördinator", "coo-noor"),
    )
    return [(label, people[person]["address"]) for label, person in shown]


class _Seeder:
    def __init__(self, material: Json) -> None:
        self.material = material
        self.people = {p["id"]: p for p in material["people"]}
        self.placements = {p["id"]: p for p in material["placements"]}
        newest = max(date.fromisoformat(entry["date"]) for entry in material["entries"])
        self.shift = timedelta(weeks=(clock.now().date() - newest).days // 7)
        self.ids: dict[str, str] = {}
        self.doc_ids: dict[str, str] = {}
        self.heads: dict[str, Revised] = {}

    async def run(self) -> None:
        self.ids = await create_people(self.material, self.shift)
        items = [*self.material["learning_goals"], *self.material["entries"]]
        self.doc_ids = {item["id"]: new_id() for item in items}
        for at, happen in sorted(self._events(), key=lambda event: event[0]):
            with clock.at(at):
                await happen()
        # What happened weeks ago needs no mail now; what waits for a supervisor does.
        await unit_of_work(lambda: Delivery.filter(kind="student_news").delete())

    def _events(self) -> list[tuple[datetime, Callable[[], Awaitable[None]]]]:
        events: list[tuple[datetime, Callable[[], Awaitable[None]]]] = []
        for goal in self.material["learning_goals"]:
            first = min(e["date"] for e in self.material["entries"] if goal["id"] in str(e))
            events.append((self._at(first, 8), partial(self._goal, goal)))
        for entry in self.material["entries"]:
            events.append((self._at(entry["date"], 16), partial(self._entry, entry)))
            if "feedback" in entry:
                events.append(self._feedback_event(entry, entry["feedback"], 12))
            if "revision" in entry:
                revised = {**entry, **entry["revision"]}
                at = self._at(entry["revision"]["date"], 17)
                revised["date"] = entry["date"]
                events.append((at, partial(self._entry, revised)))
                events.append(self._feedback_event(entry, entry["revision"]["feedback"], 12))
        return events

    def _feedback_event(
        self, entry: Json, feedback: Json, hour: int
    ) -> tuple[datetime, Callable[[], Awaitable[None]]]:
        return self._at(feedback["date"], hour), lambda: self._feedback(entry, feedback)

    async def _goal(self, goal: Json) -> None:
        placement = next(p for p in self.placements.values() if p["student"] == goal["student"])
        await self._revise(goal, placement["id"], "learning_goal", goal_content(goal, False))
        await self._fact(goal["student"], goal["id"], "submission", {"ask": "feedback", "to": ""})
        await self._fact(placement["supervisor"], goal["id"], "goal_agreement", {})

    async def _entry(self, entry: Json) -> None:
        day = (date.fromisoformat(entry["date"]) + self.shift).isoformat()
        content = entry_content(entry, day, self.doc_ids)
        photos = [(p["scene"], p["alt"], scene(p["scene"])) for p in entry.get("photos", [])]
        content["attachments"] = [attachment(data, name, alt) for name, alt, data in photos]
        await self._revise(entry, entry["placement"], "entry", content)
        for _, _, data in photos:
            await self._photo(entry["student"], entry["placement"], data)
        if "experience_knowledge" in entry:
            await self._lived_experience(entry)
        if entry.get("keep"):
            return
        supervisor = self.placements[entry["placement"]]["supervisor"]
        ask = "feedback" if gaps(content) else "sign_off"
        body = {"ask": ask, "to": self.ids[supervisor]}
        await self._fact(entry["student"], entry["id"], "submission", body)

    async def _lived_experience(self, entry: Json) -> None:
        own = {"id": f"{entry['id']}-own", "student": entry["student"]}
        self.doc_ids[own["id"]] = new_id()
        text = entry["experience_knowledge"]["text"]
        content = {"about": self.doc_ids[entry["id"]], "text": text, "in_pdf": False}
        await self._revise(own, entry["placement"], "lived_experience", content)

    async def _feedback(self, entry: Json, feedback: Json) -> None:
        supervisor = feedback["by"]
        await self._fact(supervisor, entry["id"], "seen", {})
        for tone in ("top", "tip", "question"):
            if feedback.get(tone):
                body = {"tone": tone, "text": feedback[tone]}
                await self._fact(supervisor, entry["id"], "remark", body)
        if feedback["status"] == "approved":
            person = self.people[supervisor]
            name = " ".join(
                p for p in (person["given_name"], person["infix"], person["family_name"]) if p
            )
            body = {"comment": "", "name": name, "function": person["function"]}
            await self._fact(supervisor, entry["id"], "sign_off", body)
        else:
            text = feedback["question"]
            await self._fact(supervisor, entry["id"], "request_changes", {"text": text})

    async def _revise(self, item: Json, placement: str, kind: str, content: Json) -> None:
        before = self.heads.get(item["id"])
        fields: Json = {
            "v": 1,
            "placement_id": self.ids[placement],
            "doc_id": self.doc_ids[item["id"]],
            "kind": kind,
            "schema_version": 1,
            "base_rev": before.rev_id if before else None,
            "merges": [],
            "deleted": False,
            "salt": base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("="),
            "content": content,
        }
        digest, rev_id = revision_hash(fields), new_id()
        pushed = {
            **fields,
            "rev_id": rev_id,
            "hash": digest,
            "device_time": clock.now().isoformat(),
        }
        answer = await receive_revisions(await self._actor(item["student"]), [pushed])
        _must(answer["results"][0]["outcome"] == "ok", answer)
        self.heads[item["id"]] = Revised(fields["placement_id"], fields["doc_id"], rev_id, digest)

    async def _photo(self, who: str, placement: str, data: bytes) -> None:
        actor, placement_id = await self._actor(who), self.ids[placement]
        sending = Sending(placement_id, hashlib.sha256(data).hexdigest(), len(data), JPEG)
        for part in range(parts_in(len(data))):
            piece = data[part * PART : (part + 1) * PART]
            answer = await receive_part(actor, sending, part, piece)
        _must(answer["stored"] is not None, answer)

    async def _fact(self, who: str, item_id: str, kind: str, body: Json) -> None:
        head = self.heads[item_id]
        fact = {
            "fact_id": new_id(),
            "kind": kind,
            "placement_id": head.placement_id,
            "doc_id": head.doc_id,
            "rev_id": head.rev_id,
            "hash": head.hash,
            "body": body,
        }
        answer = await receive_facts(await self._actor(who), [fact])
        _must(answer["results"][0]["outcome"] == "ok", answer | {"kind": kind, "item": item_id})

    async def _actor(self, who: str) -> Actor:
        return await load_actor(self.ids[who], clock.now().date(), self.people[who]["address"])

    def _at(self, day: str, hour: int) -> datetime:
        return datetime.combine(date.fromisoformat(day) + self.shift, time(hour), UTC)


def _must(holds: bool, answer: Json) -> None:
    if not holds:
        raise RuntimeError(f"the demo material was not accepted: {answer}")

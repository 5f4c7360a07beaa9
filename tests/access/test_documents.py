"""Who may do what about a document, for each state it can be in (protocol.md §2, §5 and §6)."""

from __future__ import annotations

from itertools import product
from typing import Any

from server.rules.ids import new_id
from server.storage.database import fetch
from tests.access.papers import STATES, in_state
from tests.access.people import ENDED, INSIDERS, SIGNED_IN
from tests.access.world import World
from tests.cast import Json, entry, fact, revision

BODIES: dict[str, Json] = {
    "submission": {"ask": "feedback", "to": ""},
    "share": {},
    "remark": {"tone": "tip", "text": "Kijk eens wie er nog meer was."},
    "request_changes": {"text": "Schrijf op wat je zag."},
    "sign_off": {"comment": "", "name": "Iemand", "function": "Teamleider"},
    "goal_agreement": {},
    "seen": {},
    # These wait for their own issues; a promise that nobody keeps is refused (decision 4).
    "help_request": {},
    "hours_decision": {},
    "handover": {},
}
STUDENT = {"student"}
SUPERVISOR = {"supervisor"}
TALKING = {"student", "supervisor", "coach"}
STAFF = {"supervisor", "coach", "assessor"}
SENT = ("submitted", "returned", "signed")
SHARED = ("shared", "shared, not in the pdf")
OWN = ("saved", "saved goal", "saved day", "note", "experience", "taken back", *SENT, *SHARED)

# (kind, state) to who may; everything that is not here nobody may.
MAY: dict[tuple[str, str], set[str]] = {
    **{("submission", state): STUDENT for state in ("saved", "saved goal", "goal", *SENT)},
    **{("submission", "saved day"): STUDENT},
    **{("share", state): STUDENT for state in ("note", "experience", "taken back", *SHARED)},
    **{("remark", state): STUDENT for state in OWN},
    **{("remark", state): TALKING for state in ("continued", "goal", *SENT, *SHARED)},
    **{("request_changes", state): SUPERVISOR for state in ("submitted", "continued", "returned")},
    **{("request_changes", "goal"): SUPERVISOR},
    **{("sign_off", state): SUPERVISOR for state in ("submitted", "returned")},
    **{("goal_agreement", "goal"): SUPERVISOR},
    **{("seen", state): STAFF for state in ("continued", "goal", *SENT, *SHARED)},
}
# What staff may know to exist. For whoever may not, a refusal is that of a document that is not.
VISIBLE = ("continued", "goal", *SENT, *SHARED)


async def test_a_fact_is_taken_from_those_who_may_write_it(world: World) -> None:
    for (kind, state), viewers in MAY.items():
        for viewer in sorted(viewers):
            about = await in_state(world.cast, state)
            outcome = await world.facts(viewer, fact(kind, about, **BODIES[kind]))
            assert outcome == ["ok"], (viewer, kind, state)


async def test_a_fact_is_refused_from_everybody_else(world: World) -> None:
    """And tells those who may not read the document nothing, not even that it exists."""
    about = world.papers.documents
    nowhere = fact("remark", about["saved"] | {"doc_id": new_id()}, **BODIES["remark"])
    for viewer in SIGNED_IN:
        asked = [key for key in product(BODIES, STATES) if viewer not in MAY.get(key, ())]
        items = [fact(kind, about[state], **BODIES[kind]) for kind, state in asked]
        unknown, *told = await world.facts(viewer, nowhere | {"fact_id": new_id()}, *items)
        assert unknown == ("gone" if viewer in ENDED else "unknown_document")
        for (kind, state), outcome in zip(asked, told, strict=True):
            assert outcome not in ("ok", "dup"), (viewer, kind, state)
            if not knows(viewer, state):
                assert outcome == unknown, (viewer, kind, state)


def knows(viewer: str, state: str) -> bool:
    return viewer == "student" or (viewer in INSIDERS and state in VISIBLE)


async def test_a_fact_is_taken_back_by_its_author_alone(world: World) -> None:
    for name, about in world.papers.facts.items():
        author = "student" if name == "share" else "supervisor"
        for viewer in (*(v for v in SIGNED_IN if v != author), author):
            back = fact("withdraw", about, target=about["fact_id"])
            [outcome] = await world.facts(viewer, back)
            assert (outcome == "ok") is (viewer == author), (name, viewer, outcome)


async def test_only_the_student_writes_in_the_logbook(world: World) -> None:
    before = await heads(world)
    for viewer in SIGNED_IN:
        new = revision(world.mine, entry(title="Nieuw"))
        over = revision(world.mine, entry(title="Anders"), base=world.papers.documents["saved"])
        receipts = await push(world, viewer, new, over)
        if viewer == "student":
            assert [r["outcome"] for r in receipts] == ["ok", "ok"]
            before = await heads(world)
        else:
            # Kept for its author, as everything that people wrote, and read by nobody else.
            assert [(r["outcome"], r["reason"]) for r in receipts] == [
                ("quarantined", "wrong_placement")
            ] * 2
            assert await heads(world) == before


async def test_nobody_takes_over_a_document_by_its_id(world: World) -> None:
    """The same document id from another placement, by somebody who does have a right there."""
    theirs = world.papers.documents["saved"]
    before = await heads(world)
    for viewer, name in (("other_student", "Daan"), ("foreign_student", "Dario")):
        placement = world.cast.placements[name]
        taken = revision(placement, entry(), doc_id=theirs["doc_id"])
        same = revision(placement, entry()) | {"rev_id": theirs["rev_id"]}
        [first, second] = await push(world, viewer, taken, same)
        assert (first["outcome"], first["reason"]) == ("quarantined", "wrong_placement")
        # Keys are (placement, rev_id): the same name elsewhere is another revision.
        assert second["outcome"] == "ok"
    assert await heads(world) == before


async def push(world: World, viewer: str, *items: Json) -> list[Any]:
    batch = {"epoch": "", "items": list(items)}
    answer = await world.ask(viewer, "POST", "/api/sync/push", batch)
    return list(answer.json()["results"])


async def heads(world: World) -> list[Any]:
    rows = await fetch(
        "SELECT doc_id, head_rev, author_id FROM document WHERE placement_id = ? ORDER BY doc_id",
        world.mine,
    )
    return [tuple(row.values()) for row in rows]

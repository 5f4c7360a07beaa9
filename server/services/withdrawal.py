"""A withdrawal that only the ledger still knows: said again, in the name of who said it."""

from __future__ import annotations

from server.outside import clock
from server.rules.access import Membership
from server.rules.canonical import canonical
from server.rules.facts import NewFact
from server.rules.ids import new_id
from server.rules.readmission import SignedFact
from server.rules.standing import next_instant
from server.services.fact_store import append_fact, facts_of, sign
from server.services.signoff import append_withdrawn
from server.storage import sync as feed
from server.storage.placements import Placement


async def withdraw_again(fact_id: str) -> int:
    """1 when it stood, 0 when it was withdrawn here already. Inside a unit of work."""
    (row,) = await feed.facts_named([fact_id])
    seq = await feed.lock_stream(row["placement_id"])
    earlier = await facts_of(row["doc_id"])
    if any(f.kind == "withdraw" and f.values.get("target") == fact_id for f in earlier):
        return 0
    placement = await Placement.get(id=row["placement_id"])
    student = str(placement.student_id)
    member = Membership(placement.id, str(placement.school_id), row["author_role"], student)
    values = {"target": fact_id, "reason": "restored"}
    fact = NewFact(
        new_id(),
        "withdraw",
        row["placement_id"],
        row["doc_id"],
        row["rev_id"],
        row["hash"],
        canonical(values),
        values,
    )
    now = next_instant(clock.now(), earlier)
    said = sign(SignedFact(fact, row["author_id"], row["author_role"], "", now, "", ""))
    await append_fact(said, seq, earlier)
    if row["kind"] == "sign_off":
        await append_withdrawn(member, said, row["author_address"])
    return 1

"""Samira's logbook in every state that a document can be in, with a word in each to look for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.access.people import ENDED
from tests.cast import Cast, Json, entry, fact, push, revision, tell
from tests.photos import attachment, jpeg, keep

SENT_PHOTO = jpeg(64, 48)

_STAFF = frozenset({"student", "supervisor", "coach", "assessor"})
_STUDENT = frozenset({"student"})
# Bram and Karlijn stand beside Daan too.
_DAANS = frozenset({"other_student", "other_supervisor", "other_coach", "supervisor", "coach"})

# Who may ever be shown a word, on whatever address. What was saved, held in quarantine, unshared
# or taken back is its author's alone; what was sent is the placement's (protocol.md §5).
READERS: Mapping[str, frozenset[str]] = {
    "bewaardwoord": _STUDENT,
    "verstuurdwoord": _STAFF,
    "eerderwoord": _STAFF,
    "verderwoord": _STUDENT,
    "terugwoord": _STAFF,
    "vraagwoord": _STAFF,
    "getekendwoord": _STAFF,
    "opmerkingwoord": _STAFF,
    "doelwoord": _STAFF,
    "conceptdoelwoord": _STUDENT,
    "dagwoord": _STUDENT,
    "notitiewoord": _STUDENT,
    "ervaringwoord": _STUDENT,
    "gedeeldwoord": _STAFF,
    "nietinpdfwoord": _STAFF,
    "ingetrokkenwoord": _STUDENT,
    "quarantainewoord": _STUDENT,
    "geweigerdwoord": frozenset({"supervisor"}),
    "daanwoord": _DAANS,
    "dariowoord": frozenset({"foreign_student", "foreign_supervisor", "foreign_coach"}),
}
assert not any(READERS[word] & {*ENDED, "coordinator"} for word in READERS)
# The portfolio holds what was sent; own experience only when it is shared *and* ticked.
IN_PORTFOLIO = frozenset(
    {
        "verstuurdwoord",
        "eerderwoord",
        "terugwoord",
        "vraagwoord",
        "getekendwoord",
        "opmerkingwoord",
        "doelwoord",
        "gedeeldwoord",
    }
)


@dataclass
class Papers:
    """By state: the revision that people see; by name: the facts about them."""

    documents: dict[str, Json] = field(default_factory=dict)
    facts: dict[str, Json] = field(default_factory=dict)


async def write(cast: Cast) -> Papers:
    papers = Papers()
    for state in STATES:
        papers.documents[state] = await in_state(cast, state, papers.facts)
    quarantined = revision(cast.placements["Samira"], entry(title="quarantainewoord"))
    await _push(cast, "Samira", quarantined | {"hash": "0" * 64}, outcome="quarantined")
    remark = fact("remark", papers.documents["submitted"], tone="tip", text=_HELD_BACK)
    await _tell(cast, "Bram", remark, outcome="refused")
    for name, word in (("Daan", "daanwoord"), ("Dario", "dariowoord")):
        await _sent(cast, name, entry(title=word))
    return papers


async def in_state(cast: Cast, state: str, facts: dict[str, Json] | None = None) -> Json:
    """A new document of Samira's in one of STATES; notes the facts about it by their name."""
    kept = facts if facts is not None else {}
    made: Json = await STATES[state](cast, kept)
    return made


async def _saved(cast: Cast, facts: dict[str, Json]) -> Json:
    return await _written(cast, entry(title="bewaardwoord"))


async def _submitted(cast: Cast, facts: dict[str, Json]) -> Json:
    await keep(cast.placements["Samira"], SENT_PHOTO)
    files = [attachment(SENT_PHOTO)]
    return await _sent(cast, "Samira", entry(title="verstuurdwoord", attachments=files))


async def _continued(cast: Cast, facts: dict[str, Json]) -> Json:
    first = await _sent(cast, "Samira", entry(title="eerderwoord"))
    later = revision(cast.placements["Samira"], entry(title="verderwoord"), base=first)
    await _push(cast, "Samira", later)
    return first


async def _returned(cast: Cast, facts: dict[str, Json]) -> Json:
    item = await _sent(cast, "Samira", entry(title="terugwoord"))
    facts["request"] = fact("request_changes", item, text="Schrijf meer over het vraagwoord.")
    await _tell(cast, "Bram", facts["request"])
    return item


async def _signed(cast: Cast, facts: dict[str, Json]) -> Json:
    item = await _sent(cast, "Samira", entry(title="getekendwoord"))
    facts["remark"] = fact("remark", item, tone="top", text="Mooi, dat opmerkingwoord.")
    facts["sign_off"] = fact("sign_off", item, comment="")
    await _tell(cast, "Bram", facts["remark"], facts["sign_off"])
    return item


async def _goal(cast: Cast, facts: dict[str, Json]) -> Json:
    return await _sent(cast, "Samira", {"text": "doelwoord"}, "learning_goal", ask="feedback")


async def _saved_goal(cast: Cast, facts: dict[str, Json]) -> Json:
    return await _written(cast, {"text": "conceptdoelwoord"}, "learning_goal")


async def _saved_day(cast: Cast, facts: dict[str, Json]) -> Json:
    return await _written(cast, {"date": "2026-11-19", "note": "dagwoord"}, "day")


async def _note(cast: Cast, facts: dict[str, Json]) -> Json:
    return await _written(cast, {"about": "", "text": "notitiewoord"}, "private_note")


async def _experience(cast: Cast, facts: dict[str, Json]) -> Json:
    return await _own(cast, "ervaringwoord")


async def _shared(cast: Cast, facts: dict[str, Json]) -> Json:
    about = await _sent(cast, "Samira", entry(title="verstuurdwoord"))
    item = await _own(cast, "gedeeldwoord", about=about["doc_id"])
    facts["share"] = fact("share", item)
    await _tell(cast, "Samira", facts["share"])
    return item


async def _shared_not_in_pdf(cast: Cast, facts: dict[str, Json]) -> Json:
    about = await _sent(cast, "Samira", entry(title="verstuurdwoord"))
    item = await _own(cast, "nietinpdfwoord", about=about["doc_id"], in_pdf=False)
    await _tell(cast, "Samira", fact("share", item))
    return item


async def _taken_back(cast: Cast, facts: dict[str, Json]) -> Json:
    item = await _own(cast, "ingetrokkenwoord")
    share = fact("share", item)
    await _tell(cast, "Samira", share, fact("withdraw", item, target=share["fact_id"]))
    return item


async def _own(cast: Cast, word: str, about: str = "", in_pdf: bool = True) -> Json:
    content = {"about": about, "text": word, "in_pdf": in_pdf}
    return await _written(cast, content, "lived_experience")


async def _written(cast: Cast, content: Json, kind: str = "entry") -> Json:
    item = revision(cast.placements["Samira"], content, kind=kind)
    await _push(cast, "Samira", item)
    return item


async def _sent(
    cast: Cast, who: str, content: Json, kind: str = "entry", ask: str = "sign_off"
) -> Json:
    item = revision(cast.placements[who], content, kind=kind)
    await _push(cast, who, item)
    await _tell(cast, who, fact("submission", item, ask=ask, to=""))
    return item


async def _push(cast: Cast, who: str, item: Json, outcome: str = "ok") -> None:
    (receipt,) = await push(await cast.actor(who), item)
    assert receipt["outcome"] == outcome, receipt


async def _tell(cast: Cast, who: str, *facts: Json, outcome: str = "ok") -> None:
    for receipt in await tell(await cast.actor(who), *facts):
        assert receipt["outcome"] == outcome, receipt


_HELD_BACK = "Bel haar over geweigerdwoord: 06-12345678."
STATES = {
    "saved": _saved,
    "submitted": _submitted,
    "continued": _continued,
    "returned": _returned,
    "signed": _signed,
    "goal": _goal,
    "saved goal": _saved_goal,
    "saved day": _saved_day,
    "note": _note,
    "experience": _experience,
    "shared": _shared,
    "shared, not in the pdf": _shared_not_in_pdf,
    "taken back": _taken_back,
}

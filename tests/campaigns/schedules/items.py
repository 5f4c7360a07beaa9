"""What devices write: revisions, facts, and things that no server should accept."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random
from typing import Any

from server.outside import keys
from server.rules.canonical import revision_hash
from tests.campaigns.schedules.truth import HELD_BACK
from tests.cast import entry

Json = dict[str, Any]
_NAMES = "Soepmiddag Wandeling Huiskamer Taalcafé Fietsen Moestuin Buurtbus Kaarten".split()


def an_id(dice: Random) -> str:
    """In the shape of a UUIDv7, from the dice."""
    text = f"{dice.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-7{text[13:16]}-8{text[17:20]}-{text[20:]}"


def content_for(kind: str, dice: Random) -> Json:
    title = f"{dice.choice(_NAMES)} {dice.randrange(1000)}"
    if kind != "entry":
        return {"text": title, "date": "2026-11-19", "minutes": 60}
    changes: Json = {"title": title}
    odd = dice.random()
    if odd < 0.1:
        changes |= {"purpose": "", "effect": ""}
    elif odd < 0.13:
        changes["minutes"] = 30 * 60
    elif odd < 0.17:
        changes["description"] = f"Bel mevrouw De Vries op {HELD_BACK}."
    return entry(**changes)


def revision(
    dice: Random,
    placement: str,
    kind: str,
    content: Json,
    now: datetime,
    *,
    base: Json | None = None,
    merges: list[Json] | None = None,
    deleted: bool = False,
) -> Json:
    fields: Json = {
        "v": 1,
        "placement_id": placement,
        "doc_id": base["doc_id"] if base else an_id(dice),
        "kind": kind,
        "schema_version": 1,
        "base_rev": base["rev_id"] if base else None,
        "merges": [rev["rev_id"] for rev in merges or []],
        "deleted": deleted,
        "salt": f"{dice.getrandbits(128):022x}"[:22],
        "content": content,
    }
    beside = {
        "rev_id": an_id(dice),
        "hash": revision_hash(fields),
        "device_time": now.isoformat(),
    }
    return fields | beside


def fact(dice: Random, kind: str, about: Json, **body: Any) -> Json:
    return {
        "fact_id": an_id(dice),
        "kind": kind,
        "placement_id": about["placement_id"],
        "doc_id": about["doc_id"],
        "rev_id": about["rev_id"],
        "hash": about["hash"],
        "body": body,
    }


def garbage(dice: Random, good: Json, elsewhere: str) -> Json:
    """Something like `good` that has to end in quarantine."""
    bad: Json = json.loads(json.dumps(good)) | {"rev_id": an_id(dice)}
    spoil = dice.randrange(7)
    if spoil == 0:
        bad["hash"] = f"{dice.getrandbits(256):064x}"
    elif spoil == 1:
        bad["content"]["title"] = "a\x00b"
    elif spoil == 2:
        bad["content"]["title"] = "\ud800"
    elif spoil == 3:
        bad["content"]["minutes"] = 1.5
    elif spoil == 4:
        bad["placement_id"] = elsewhere
        bad["hash"] = revision_hash(bad)
    elif spoil == 5:
        bad["kind"] = "diary"
        bad["hash"] = revision_hash(bad)
    else:
        del bad["salt"]
    return bad


def clash(dice: Random, good: Json) -> Json:
    """A well-formed revision under an id that is taken: of two, one is accepted, both are kept."""
    other: Json = json.loads(json.dumps(good))
    other["content"]["title"] = f"Anders {dice.randrange(1000)}"
    other["hash"] = revision_hash(other)
    return other


def forged(dice: Random, told: Json, signer: str) -> Json:
    """As a pull would give it, but for the signature."""
    return {
        **told,
        "author": {"id": signer, "role": "workplace_supervisor", "address": "bram@example.org"},
        "received_at": "2026-11-20T11:00:00+00:00",
        "signature": f"{dice.getrandbits(512):0128x}"[:86],
        "key_id": keys.current_key_id(),
    }


def years_off(now: datetime, years: int) -> datetime:
    return now + timedelta(days=365 * years)

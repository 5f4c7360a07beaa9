"""Does what was signed still have its photos and files, byte for byte?"""

from __future__ import annotations

import hashlib
import json

from server.outside import objects
from server.storage.blobs import blob_path, held_blobs
from server.storage.database import fetch


async def verify_blobs() -> list[str]:
    """One sentence for each that a standing akkoord names and that is lost or changed."""
    withdrawn = {
        json.loads(row["body"]).get("target")
        for row in await fetch("SELECT body FROM fact WHERE kind = 'withdraw'")
    }
    named: set[tuple[str, str]] = set()
    # Of an erased statement or text the photos are erased too.
    for row in await fetch(
        "SELECT s.placement_id, s.fact_id, s.statement FROM statement s"
        " JOIN fact f ON f.fact_id = s.fact_id AND f.kind = 'sign_off'"
        " JOIN revision r ON r.placement_id = f.placement_id AND r.rev_id = f.rev_id"
        ' WHERE s.statement LIKE \'%"blob_hashes":["%\' AND r.content IS NOT NULL'
    ):
        if row["fact_id"] not in withdrawn:
            hashes = json.loads(row["statement"]).get("blob_hashes", [])
            named |= {(row["placement_id"], name) for name in hashes}
    return [
        problem for place, name in sorted(named) if (problem := await _problem_with(place, name))
    ]


async def _problem_with(placement_id: str, sha256: str) -> str:
    if (await held_blobs(placement_id, [sha256])).get(sha256, {}).get("sha256") != sha256:
        return f"Bestand {sha256} hoort bij een akkoord en is er niet."
    digest = hashlib.sha256()
    try:
        async for chunk in await objects.stream(blob_path(placement_id, sha256)):
            digest.update(chunk)
    except objects.Missing:
        return f"Bestand {sha256} hoort bij een akkoord en is er niet."
    if digest.hexdigest() != sha256:
        return f"Bestand {sha256} hoort bij een akkoord en is veranderd."
    return ""

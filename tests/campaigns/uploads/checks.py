"""What must be true of photos and files, meanwhile and at rest."""

from __future__ import annotations

from typing import Any

from server.outside import objects
from server.rules import blobs as rules
from server.rules.access import Actor
from server.rules.refusals import NotFound
from server.services.blobs import open_blob
from server.services.verify import verify_everything
from server.storage.blobs import blob_path
from server.storage.database import fetch
from tests.campaigns.schedules.promises import require
from tests.campaigns.uploads.files import File
from tests.photos import sha

Json = dict[str, Any]


def answered(spoiled: set[str], file: File, answer: Json) -> None:
    """Kept as what it is, or refused with the right reason."""
    stored, problem = answer["stored"], answer["problem"]
    if stored is not None:
        require(stored["sha256"] == file.stored, f"{file.title}: kept as {stored['sha256']}")
        require(stored["size"] == len(file.kept), f"{file.title}: {stored['size']} bytes kept")
    elif problem:
        wrong = problem == rules.WRONG_HASH and file.name in spoiled
        require(wrong or problem == file.problem, f"{file.title}: refused, {problem}")
    require(answer["complete"] == bool(stored or problem), f"{file.title}: {answer}")


def signed(accepted: bool, code: str, *, lacking: bool, again: bool) -> None:
    if accepted:
        require(not lacking, "signed without its photos")
    elif not again:
        require(lacking and code == "attachments_pending", f"a sign-off was refused: {code}")


async def whole(placement_id: str) -> set[str]:
    """The hashes under which this placement has bytes, each of which is really theirs."""
    found = set()
    async for kept in objects.under(f"blobs/{placement_id}"):
        name = kept.path.rpartition("/")[2]
        same = sha(await objects.get(kept.path)) == name
        require(same, f"other bytes lie under {name}")
        found.add(name)
    rows = await fetch("SELECT * FROM blob WHERE placement_id = ?", placement_id)
    held = {row["sha256"] for row in rows if row["sha256"] == row["stored_as"]}
    require(held <= found, f"said to be there, and not: {held - found}")
    for row in rows:
        one = bool(row["problem"]) != bool(row["stored_as"])
        require(one, f"{row['sha256']} is neither kept nor refused")
        require(row["stored_as"] in held or not row["stored_as"], f"half of {row['sha256']}")
    return held


async def opened(actor: Actor, placement_id: str, file: File, name: str, may: bool) -> bool:
    """Whether this person was given something under that name: the right bytes, or nothing."""
    try:
        found = await open_blob(actor, placement_id, name)
    except NotFound:
        return False
    data = b"".join([chunk async for chunk in found.chunks])
    require(may, f"{file.title} was shown to somebody who may not see it")
    require(found.sha256 == sha(data) == file.stored, f"{file.title} was served as other bytes")
    return True


async def at_rest(placement_id: str, files: list[File]) -> None:
    """Everything exactly once, nothing half, nothing else."""
    rows = await fetch("SELECT sha256, stored_as, problem FROM blob")
    found = {(row["sha256"], row["stored_as"], row["problem"]) for row in rows}
    expected = {(file.name, file.stored, file.problem) for file in files}
    expected |= {(file.stored, file.stored, "") for file in files if file.stored}
    require(found == expected and len(rows) == len(found), f"kept: {found ^ expected}")
    paths = {kept.path async for kept in objects.under("")}
    wanted = {blob_path(placement_id, file.stored) for file in files if file.stored}
    require(paths == wanted, f"left over or lacking: {paths ^ wanted}")
    parts = await fetch("SELECT sha256, part FROM blob_part")
    require(not parts, f"parts of nothing: {parts}")
    problems = await verify_everything()
    require(not problems, f"verify: {problems}")

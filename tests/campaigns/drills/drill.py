"""One drill: a backup, more work, the backup put back, the devices come back, a look at it all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from server.rules.access import PRIVATE_KINDS
from server.services.backup import make_backup
from server.services.epoch import current_epoch
from server.services.restore import Permissions, restore_backup
from server.services.verify import verify_everything
from server.settings import Settings
from server.storage.database import close_database, fetch, open_database
from tests import cast as stage
from tests.campaigns.drills.devices import Device, all_come_back
from tests.campaigns.drills.work import SECRET, World
from tests.cast import Json

_COLUMNS = "doc_id, kind, submitted_rev, signed_rev, shared, returned, deleted, entry_on, minutes"
# Of these one comes back later than the others; each takes back what they said.
_LATE = ("Samira", "Bram")


@dataclass
class Found:
    problems: list[str]
    held: int  # revisions that devices held
    sign_offs: int  # that had a receipt and were not withdrawn


async def drill(settings: Settings, seed: int) -> Found:
    """With an open, empty database, which it leaves open."""
    dice = Random(seed)
    with TemporaryDirectory() as away:
        world = await _begin(dice)
        await world.work(dice.randint(15, 30))
        backup = Path(away) / "backup.tar"
        await make_backup(settings, backup, _quiet, with_keys=True, with_files=True)
        await world.work(dice.randint(30, 70))
        await world.erase_daan()
        before, epoch = await _documents(), await current_epoch()
        await close_database()
        await _restore(settings, backup)
        await open_database(settings)
        problems = await _come_back(world, epoch)
        return await _compare(world, before, problems)


async def _begin(dice: Random) -> World:
    cast = await stage.enter()
    devices = {
        name: Device(name, cast.placements["Samira"]) for name in ("Samira", "Bram", "Karlijn")
    }
    devices["Daan"] = Device("Daan", cast.placements["Daan"])
    return World(cast, dice, devices)


async def _restore(settings: Settings, backup: Path) -> None:
    with TemporaryDirectory(dir=settings.data_folder) as folder:
        await restore_backup(settings, backup, Path(folder), Permissions(), _quiet)


async def _come_back(world: World, epoch: str) -> list[str]:
    """Nobody first, then all but one: nothing withdrawn or erased stands until they are back."""
    devices = list(world.devices.values())
    world.dice.shuffle(devices)
    late = world.dice.choice(_LATE)
    problems = []
    for early in ([], [device for device in devices if device.name != late]):
        await all_come_back(world.cast, early)
        standing = (world.withdrawn | world.erased) & await _standing()
        problems += [f"{gone} stands before {late} is back" for gone in sorted(standing)]
    await all_come_back(world.cast, devices)
    return problems + [
        f"{device.name} is not told that the server went back"
        for device in devices
        if device.epoch == epoch
    ]


async def _standing() -> set[str]:
    """Facts that nobody withdrew and revisions with a text, as far as this database knows."""
    texts = await fetch("SELECT rev_id FROM revision WHERE content IS NOT NULL")
    rows = await fetch("SELECT fact_id, kind, body FROM fact")
    withdrawn = {json.loads(row["body"]).get("target") for row in rows if row["kind"] == "withdraw"}
    return {row["fact_id"] for row in rows} - withdrawn | {row["rev_id"] for row in texts}


async def _documents() -> dict[str, Json]:
    rows = await fetch(f"SELECT {_COLUMNS} FROM document WHERE NOT erased")
    for row in rows:
        if row["kind"] in PRIVATE_KINDS and not row["shared"]:
            # Only says that it was once shared; a share that was withdrawn does not come back.
            row["submitted_rev"] = None
    return {row["doc_id"]: row for row in rows}


async def _compare(world: World, before: dict[str, Json], found: list[str]) -> Found:
    problems = [*found, *await verify_everything()]
    kept = {
        row["rev_id"]: row["content"] for row in await fetch("SELECT rev_id, content FROM revision")
    }
    held = {r for device in world.devices.values() for r in device.mine} - world.erased
    held -= {
        r
        for device in world.devices.values()
        for r, item in device.mine.items()
        if item["doc_id"] in world.finally_deleted
    }
    problems += [f"revision {rev_id} is lost" for rev_id in held if kept.get(rev_id) is None]
    problems += [f"erased {rev_id} is back" for rev_id in world.erased if kept.get(rev_id)]
    facts = {row["fact_id"] for row in await fetch("SELECT fact_id FROM fact")}
    standing = {
        fact_id: doc for fact_id, doc in world.signed.items() if doc not in world.finally_deleted
    }
    problems += [f"sign-off {fact_id} is lost" for fact_id in standing if fact_id not in facts]
    now = await _documents()
    for doc_id, row in before.items():
        if now.get(doc_id) != row:
            problems.append(f"document {doc_id} was {row} and is {now.get(doc_id)}")
    problems += [f"document {doc_id} is back" for doc_id in now.keys() - before.keys()]
    for device in world.devices.values():
        problems += [f"{device.name} still waits with {fact_id}" for fact_id in device.waiting]
    problems += await _residues(world)
    return Found(problems, len(held), len(standing))


async def _residues(world: World) -> list[str]:
    """Where Daan's erased words can still be read. Samira's stand where nothing was erased."""
    placement = world.cast.placements["Daan"]
    found = []
    for table in ("revision", "fact", "statement", "quarantined", "refused_fact"):
        rows = await fetch(f"SELECT * FROM {table} WHERE placement_id = ?", placement)
        if SECRET in json.dumps(rows, default=str):
            found.append(f"{table} still holds what was erased")
    return found


def _quiet(step: str, done: int, total: int) -> None:
    return None

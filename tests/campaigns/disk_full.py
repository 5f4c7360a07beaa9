"""R6: a real disk that fills up under a real server: refused whole, readable, and mended by room.

    python -m tests.campaigns.disk_full [--rounds 5] [--megabytes 24] [--record]     (as root)

The database lies on a small tmpfs. Each round fills it, kills the server while it is full, starts
it on the full disk, makes room, and looks whether everything that had a receipt is there.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from server.services.verify import verify_everything
from server.settings import Settings, get_settings
from server.storage.database import close_database, fetch, open_database
from tests.campaigns.databases import fresh_settings
from tests.campaigns.results import campaign
from tests.campaigns.senders import Scene, Sender, scene
from tests.serving import Served

_BALLAST = 4 * 1024 * 1024


class Disk:
    """A server on a small disk, and a student who writes until it is full."""

    def __init__(self, folder: Path, found: Scene) -> None:
        self.folder = folder
        self.scene = found
        self.student: Sender = found.writer("Samira", most=20)
        self.server = Served(folder, f"sqlite://{folder / 'small' / 'vakwerk.db'}")
        self.heard: Counter[int] = Counter()

    async def fill(self) -> list[str]:
        """Writes until the answer is 507; reads must go on."""
        # Room that can be given back, whatever the database does.
        (self.folder / "small/ballast").write_bytes(bytes(_BALLAST))
        problems = []
        async with httpx.AsyncClient(base_url=self.server.address, timeout=60) as client:
            for _ in range(10_000):
                self.student.statuses.clear()
                await self.student.send(client)
                status = self.student.statuses[0] if self.student.statuses else 0
                self.heard[status] += 1
                if status not in (200, 503, 507):
                    problems.append(f"a push on a filling disk was answered with {status}")
                if status != 200:
                    break
            if not self.heard[507]:
                problems.append(f"the disk did not say that it was full: {dict(self.heard)}")
            return problems + await self.reads(client)

    async def reads(self, client: httpx.AsyncClient) -> list[str]:
        headers = {"Cookie": self.student.cookie}
        placement = self.scene.cast.placements["Samira"]
        found = []
        for path in ("/api/me", f"/api/sync/pull?placement={placement}&cursor=0&limit=50"):
            status = (await client.get(path, headers=headers)).status_code
            if status != 200:
                found.append(f"on a full disk {path.split('?')[0]} was answered with {status}")
        return found

    async def make_room(self) -> list[str]:
        (self.folder / "small/ballast").unlink()
        async with httpx.AsyncClient(base_url=self.server.address, timeout=60) as client:
            self.student.statuses.clear()
            await self.student.send(client)
            problems = [] if self.student.statuses == [200] else ["no receipt when there was room"]
            lost = await self.student.lost(client, set(self.student.received))
        return problems + [f"{name} had a receipt and is gone" for name in lost]

    async def start(self) -> None:
        """On a full disk it lives and reads; ready it is not, for that takes a write."""
        await asyncio.to_thread(self.server.start, "/healthz")

    async def left(self) -> list[str]:
        await open_database(self.scene.settings)
        try:
            (row,) = await fetch("PRAGMA integrity_check")
            verdict = str(*row.values())
            return await verify_everything() + ([] if verdict == "ok" else [verdict])
        finally:
            await close_database()


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A folder whose `small` is a disk of that size."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "small"
        place.mkdir()
        size = f"size={megabytes}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", place], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", place], check=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--megabytes", type=int, default=24)
    words.add_argument("--record", action="store_true")
    asyncio.run(_campaign(words.parse_args()))


async def _campaign(asked: argparse.Namespace) -> None:
    with campaign(
        "R6",
        "a disk that fills up",
        total=asked.rounds,
        target="507/503, reads go on, nothing corrupt",
        engine="sqlite",
        record=asked.record,
    ) as under_way:
        async with fresh_settings("sqlite") as source:
            with small_disk(asked.megabytes) as folder:
                disk = await _moved(source, folder)
                try:
                    for turn in range(asked.rounds):
                        for problem in await _round(disk):
                            under_way.failed(f"round {turn}: {problem}")
                        under_way.done()
                finally:
                    disk.server.kill()
                for problem in await disk.left():
                    under_way.failed(problem)
        under_way.result.details = {
            "receipts": len(disk.student.received),
            "refused with 507": disk.heard[507],
        }


async def _moved(source: Settings, folder: Path) -> Disk:
    """The migrated database and its keys, on the small disk and beside it."""
    async with scene(source, 1) as found:
        shutil.copytree(source.data_folder, folder, dirs_exist_ok=True)
        shutil.move(folder / "vakwerk.db", folder / "small/vakwerk.db")
        found.settings = Settings(
            data_folder=folder, database_url=f"sqlite://{folder / 'small/vakwerk.db'}"
        )
        get_settings.cache_clear()
        return Disk(folder, found)


async def _round(disk: Disk) -> list[str]:
    await disk.start()
    problems = await disk.fill()
    disk.server.kill()
    await disk.start()
    async with httpx.AsyncClient(base_url=disk.server.address, timeout=60) as client:
        problems += await disk.reads(client)
    problems += await disk.make_room()
    await asyncio.to_thread(disk.server.stop)
    return problems


if __name__ == "__main__":
    main()

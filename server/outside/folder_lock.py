"""One process on one SQLite file. Three at once lost two thirds of their transactions."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from server.settings import Settings


class FolderInUse(Exception):
    """Another process has this database; says which one and what it does."""


@contextmanager
def only_process(settings: Settings, doing: str) -> Iterator[None]:
    """Holds the database's lock while the block runs; on PostgreSQL there is nothing to hold.

    The kernel lets go of the lock when the process ends, however it ends.
    """
    path = settings.sqlite_path
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{path}.lock", "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise FolderInUse(
                f"{path} is in gebruik door een ander Vakwerk-proces ({file.read().strip()}). "
                "Stop dat eerst, of kies met VAKWERK_DATA een andere map."
            ) from None
        file.truncate(0)
        file.write(f"{doing}, pid {os.getpid()}")
        file.flush()
        yield

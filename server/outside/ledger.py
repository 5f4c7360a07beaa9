"""The ledger: what must stay erased, withdrawn or ended, whatever backup is put back.

One line of JSON a record in a file outside database and backups, appended and never changed. It
names things by a keyed hash alone, so that the file tells nothing to whoever finds it. A record
is on the disk before the transaction that it belongs to commits.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from server.outside import keys
from server.settings import get_settings

_PURPOSE = "ledger"
_LONGEST_HEAD = 1_000  # bytes; more than the first line ever takes


class OtherKeys(Exception):
    """This ledger was written with other keys: its hashes mean nothing here."""


@dataclass(frozen=True)
class Record:
    """`mark` is the keyed hash of the act with its subject; `until` a day, where an end has one."""

    act: str
    mark: str
    at: str
    until: str = ""


def mark_of(act: str, subject: str) -> str:
    return keys.keyed_hash(_PURPOSE, f"{act} {subject}")


def append(records: list[Record]) -> None:
    """Writes and syncs; processes on one machine take turns. Raises OtherKeys, OSError."""
    path = get_settings().ledger_file
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if _is_empty(path):
            os.ftruncate(handle, 0)
        size = os.fstat(handle).st_size
        if size == 0:
            lines = [json.dumps({"keys": _own_keys()}), *map(_line, records)]
        else:
            _check_keys(path)
            # A line that a power cut broke off belongs to nothing that was committed.
            torn = os.pread(handle, 1, size - 1) != b"\n"
            lines = [*([""] if torn else []), *map(_line, records)]
        try:
            _write(handle, "".join(f"{line}\n" for line in lines).encode())
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
        if size == 0:
            _sync_folder(path.parent)
    finally:
        os.close(handle)


def read() -> list[Record]:
    """Every record, oldest first; none when there is no ledger yet. Raises OtherKeys."""
    path = get_settings().ledger_file
    if not path.exists() or _is_empty(path):
        return []
    _check_keys(path)
    found = []
    for line in path.read_text(errors="replace").splitlines()[1:]:
        try:
            found.append(Record(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def _line(record: Record) -> str:
    return json.dumps(asdict(record), separators=(",", ":"))


def _is_empty(path: Path) -> bool:
    """Also when its very first line was broken off: nothing that follows it was committed."""
    with path.open("rb") as file:
        head = file.read(_LONGEST_HEAD)
    return len(head) < _LONGEST_HEAD and b"\n" not in head


def _own_keys() -> str:
    return keys.keyed_hash(_PURPOSE, "keys")


def _check_keys(path: Path) -> None:
    with path.open() as file:
        first = file.readline()
    try:
        if json.loads(first)["keys"] == _own_keys():
            return
    except (ValueError, TypeError, KeyError):
        pass
    raise OtherKeys(str(path))


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A backup as one file: a tar with the database, the keys and the files, and at its end a manifest
with the SHA-256 of each of them and of itself. Under its own name it exists whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import secrets
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

FORMAT = 1
DATABASE = "database"
KEYS = "keys.json"
FILES = "files/"
_MANIFEST = "manifest.json"
_NAME = re.compile(r"database|keys\.json|manifest\.json|files/[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
_CHUNK = 1024 * 1024


class Damaged(Exception):
    """This file is no backup, or not as it was written; says what is wrong."""


@dataclass(frozen=True)
class Manifest:
    """`made_at` in ISO form, UTC; `rows` by table; `members` by name: size and SHA-256. `seal` is
    the SHA-256 of all the rest, so that a damaged date or number is no other date or number."""

    version: str
    engine: str
    made_at: str
    epoch: str
    ledger_records: int
    rows: dict[str, int]
    format: int = FORMAT
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    seal: str = ""

    def sealed(self) -> Manifest:
        rest = json.dumps(asdict(replace(self, seal="")), sort_keys=True)
        return replace(self, seal=hashlib.sha256(rest.encode()).hexdigest())

    @property
    def files(self) -> list[str]:
        """Paths in the object store."""
        return [name.removeprefix(FILES) for name in self.members if name.startswith(FILES)]


class Writer:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._members: dict[str, dict[str, Any]] = {}

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            self._add(name, file, path.stat().st_size, digest)

    def add_bytes(self, name: str, data: bytes) -> None:
        self._add(name, io.BytesIO(data), len(data), hashlib.sha256(data).hexdigest())

    def add_manifest(self, manifest: Manifest) -> Manifest:
        """Comes last; returns it with the members that were added."""
        whole = replace(manifest, members=dict(self._members)).sealed()
        self.add_bytes(_MANIFEST, json.dumps(asdict(whole), indent=1).encode())
        return whole

    def _add(self, name: str, data: IO[bytes], size: int, digest: str) -> None:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, data)
        self._members[name] = {"size": size, "sha256": digest}


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Readable by its owner only. Raises FileExistsError: a backup is never written over."""
    if target.exists():
        raise FileExistsError(str(target))
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        os.rename(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpacks into an empty folder of ours and compares every hash. Raises Damaged."""
    found: dict[str, dict[str, Any]] = {}
    try:
        with tarfile.open(file, mode="r:") as tar:
            for member in tar:
                if not member.isreg() or not _NAME.fullmatch(member.name) or ".." in member.name:
                    raise Damaged(f"{member.name}: dit hoort niet in een back-up")
                data = tar.extractfile(member)
                assert data is not None
                found[member.name] = _unpack_one(data, folder / member.name)
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise Damaged(f"{file.name}: {problem}") from problem
    manifest = _read_manifest(folder / _MANIFEST)
    found.pop(_MANIFEST, None)
    if found != manifest.members:
        names = sorted(
            name
            for name in found.keys() | manifest.members.keys()
            if found.get(name) != manifest.members.get(name)
        )
        raise Damaged(f"{file.name}: {', '.join(names[:5])} is niet zoals het erin ging")
    return manifest


def _unpack_one(data: IO[bytes], target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while chunk := data.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def _read_manifest(path: Path) -> Manifest:
    try:
        stored = json.loads(path.read_text())
        manifest = Manifest(**stored)
    except (OSError, ValueError, TypeError) as problem:
        raise Damaged("de inhoudsopgave ontbreekt: dit bestand is niet af") from problem
    if manifest != manifest.sealed():
        raise Damaged("de inhoudsopgave is niet zoals die erin ging")
    if manifest.format != FORMAT or DATABASE not in manifest.members:
        raise Damaged(f"vorm {manifest.format} kent deze versie niet")
    return manifest

"""Photos, files and whatever else is kept whole: a local folder, or a store that speaks S3.

An object is written once under its path and never changed, unless a restore finds it damaged; it
can be read, listed and deleted.
A store that cannot be reached raises StoreUnreachable, a ConnectionError.

Obstore's own coroutines are not used: they come back through a thread of theirs, and a command
that ended at that moment was aborted by the system, now and then. Its plain calls run in ours.
"""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, S3Store

from server.settings import Settings, get_settings

if TYPE_CHECKING:
    from obstore import BytesStream
    from obstore.store import RetryConfig, S3Config

_CHUNK = 256 * 1024
# The store keeps the number of the system's error in its words alone.
_FULL = f"(os error {errno.ENOSPC})"
# Ten tries over three minutes is too long for somebody who waits; the phone tries again itself.
_RETRY: RetryConfig = {"max_retries": 2}


class Missing(Exception):
    """There is no object under this path."""


class StoreUnreachable(ConnectionError):
    """The store does not answer, or refuses for a reason of its own."""


@dataclass(frozen=True)
class Kept:
    path: str
    size: int  # bytes


async def put(path: str, data: bytes) -> bool:
    """Keeps `data` for good, as durable as the database. False: this path was written before.

    A full disk raises OSError (ENOSPC).
    """
    try:
        await _write(path, data, "create")
    except AlreadyExistsError:
        return False
    return True


async def put_right(path: str, data: bytes) -> None:
    """Keeps `data`, known to be good, whatever lies there now; as durable as `put`."""
    if await put(path, data):
        return
    if await get(path) == data:
        # Whoever wrote it may have died before it was on the disk.
        await _to_stay(path)
    else:
        await _write(path, data, "overwrite")


async def get(path: str) -> bytes:
    """The whole object. Raises Missing."""
    return b"".join([chunk async for chunk in await stream(path)])


async def stream(path: str) -> AsyncIterator[bytes]:
    """The object in chunks of about 256 KiB. Raises Missing before the first."""
    try:
        found = await asyncio.to_thread(obstore.get, _store(get_settings()), path)
    except FileNotFoundError:
        raise Missing(path) from None
    except BaseError as problem:
        raise StoreUnreachable(str(problem)) from problem
    return _chunks(found.stream(min_chunk_size=_CHUNK))


async def under(prefix: str) -> AsyncIterator[Kept]:
    """Every object below a folder of paths, such as `blobs/<placement>`; "" for all."""
    try:
        pages = obstore.list(_store(get_settings()), prefix or None)
        while page := await asyncio.to_thread(next, pages, None):
            for item in page:
                yield Kept(item["path"], item["size"])
    except BaseError as problem:
        raise StoreUnreachable(str(problem)) from problem


async def delete(path: str) -> None:
    """Afterwards it is gone, whether it was there or not."""
    try:
        await asyncio.to_thread(obstore.delete, _store(get_settings()), path)
    except FileNotFoundError:
        return
    except BaseError as problem:
        raise StoreUnreachable(str(problem)) from problem


@cache
def _store(settings: Settings) -> LocalStore | S3Store:
    if not settings.files_url:
        return LocalStore(settings.files_folder, mkdir=True, automatic_cleanup=True)
    bucket, _, folder = settings.files_url.removeprefix("s3://").partition("/")
    # What is left out, the store looks for itself: Amazon's address, the machine's own role.
    config: S3Config = {}
    if settings.s3_endpoint:
        config["endpoint"] = settings.s3_endpoint
    if settings.s3_region:
        config["region"] = settings.s3_region
    if settings.s3_access_key:
        config["access_key_id"] = settings.s3_access_key
        config["secret_access_key"] = settings.s3_secret_key
    return S3Store(
        bucket,
        prefix=folder.strip("/") or None,
        config=config,
        client_options={"allow_http": settings.s3_endpoint.startswith("http://")},
        retry_config=_RETRY,
    )


async def _write(path: str, data: bytes, mode: Literal["create", "overwrite"]) -> None:
    store = _store(get_settings())
    try:
        await asyncio.to_thread(obstore.put, store, path, data, mode=mode)
    except AlreadyExistsError:
        raise
    except BaseError as problem:
        if _FULL in str(problem):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from problem
        raise StoreUnreachable(str(problem)) from problem
    await _to_stay(path)


async def _to_stay(path: str) -> None:
    if isinstance(_store(get_settings()), LocalStore):
        with suppress(FileNotFoundError):  # deleted since: there is nothing left to keep
            await asyncio.to_thread(_to_disk, get_settings().files_folder, path)


async def _chunks(found: BytesStream) -> AsyncIterator[bytes]:
    try:
        chunks = iter(found)
        while chunk := await asyncio.to_thread(next, chunks, None):
            yield bytes(chunk)
    except BaseError as problem:
        raise StoreUnreachable(str(problem)) from problem


def _to_disk(folder: Path, path: str) -> None:
    """A written file may still be in memory only; a receipt must survive a power cut."""
    file = folder / path
    for place in (file, *file.relative_to(folder).parents):
        handle = os.open(folder / place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

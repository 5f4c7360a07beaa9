"""What is kept can be read back, is never overwritten, and is gone when deleted; on both stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import obstore
import pytest

from server.outside import objects
from server.outside.objects import Kept, Missing, StoreUnreachable
from server.settings import Settings, get_settings


@pytest.fixture(params=["folder", "s3"], autouse=True)
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("VAKWERK_DATA", str(tmp_path))
    get_settings.cache_clear()
    if request.param == "s3":
        request.getfixturevalue("s3")
    yield
    get_settings.cache_clear()


async def test_what_was_put_is_read_back() -> None:
    photo = bytes(range(256)) * 4_000
    assert await objects.put("blobs/een/a", photo)
    assert await objects.get("blobs/een/a") == photo
    pieces = [piece async for piece in await objects.stream("blobs/een/a")]
    assert b"".join(pieces) == photo


async def test_the_first_writing_stays() -> None:
    assert await objects.put("blobs/een/a", b"eerst")
    assert not await objects.put("blobs/een/a", b"daarna")
    assert await objects.get("blobs/een/a") == b"eerst"


async def test_what_is_known_to_be_good_replaces_what_is_damaged() -> None:
    for lying_there in (b"goed", b"geod", b"", b"goed en te lang"):
        await objects.put("blobs/een/a", lying_there)
        await objects.put_right("blobs/een/a", b"goed")
        assert await objects.get("blobs/een/a") == b"goed"
        await objects.delete("blobs/een/a")
    await objects.put_right("blobs/een/a", b"goed")
    assert await objects.get("blobs/een/a") == b"goed"


async def test_a_folder_lists_what_lies_below_it_and_nothing_beside_it() -> None:
    for path in ("blobs/een/a", "blobs/een/b", "blobs/een-twee/c", "parts/een/a/0"):
        await objects.put(path, path.encode())
    found = [kept async for kept in objects.under("blobs/een")]
    assert sorted(found, key=lambda kept: kept.path) == [
        Kept("blobs/een/a", 11),
        Kept("blobs/een/b", 11),
    ]
    assert len([kept async for kept in objects.under("")]) == 4
    assert [kept async for kept in objects.under("nergens")] == []


async def test_what_is_deleted_while_it_is_being_kept_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put = obstore.put

    def put_and_lose(store: Any, path: str, data: bytes, **how: Any) -> None:
        put(store, path, data, **how)
        obstore.delete(store, path)

    monkeypatch.setattr(obstore, "put", put_and_lose)
    assert await objects.put("parts/een/a/0", b"weg")
    with pytest.raises(Missing):
        await objects.get("parts/een/a/0")


async def test_what_was_deleted_is_missing_and_deleting_again_is_no_trouble() -> None:
    await objects.put("blobs/een/a", b"weg")
    await objects.delete("blobs/een/a")
    await objects.delete("blobs/een/a")
    with pytest.raises(Missing):
        await objects.get("blobs/een/a")
    with pytest.raises(Missing):
        await objects.stream("blobs/een/a")
    assert await objects.put("blobs/een/a", b"opnieuw")


@pytest.mark.parametrize("path", ["../keys.json", "blobs/../../keys.json", "/etc/passwd"])
async def test_no_path_leaves_the_store(path: str, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("geheim")
    with pytest.raises((Missing, ValueError)):
        await objects.get(path)


async def test_a_store_that_is_not_there_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILES_URL", "s3://nergens")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr(objects, "_RETRY", {"max_retries": 0})
    get_settings.cache_clear()
    with pytest.raises(StoreUnreachable):
        await objects.put("blobs/een/a", b"x")


def test_only_addresses_of_a_bucket_are_accepted() -> None:
    assert Settings(files_url="s3://school/vakwerk").files_url
    for wrong in ("school", "http://school", "s3://", "s3://a b", "file:///etc"):
        with pytest.raises(ValueError):
            Settings(files_url=wrong)


async def test_good_bytes_that_lie_there_already_are_brought_to_the_disk_too(
    store: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wrote them may have died between giving them their name and that."""
    if get_settings().files_url:
        return  # the store itself sees to it
    synced: list[str] = []
    monkeypatch.setattr(objects, "_to_disk", lambda folder, path: synced.append(path))
    await objects.put("blobs/een/a", b"goed")
    await objects.put_right("blobs/een/a", b"goed")
    assert synced == ["blobs/een/a"] * 2

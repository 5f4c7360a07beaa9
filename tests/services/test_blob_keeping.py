"""What stays, what goes, and what a check finds out about photos and files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from server.outside import clock, objects
from server.rules.access import Actor
from server.rules.refusals import NotFound
from server.services.blob_keeping import erase_all_files, erase_unnamed, tidy_up
from server.services.blobs import open_blob, parts_of
from server.services.verify import verify_everything
from server.storage.database import execute
from tests import photos
from tests.cast import Cast, Json, enter, entry, fact, push, revision, tell
from tests.photos import attachment, keep, read, send, send_part, sha


@pytest.fixture
async def cast(database: None) -> Cast:
    return await enter()


@pytest.fixture
async def samira(cast: Cast) -> Actor:
    return await cast.actor("Samira")


@pytest.fixture
def here(cast: Cast) -> str:
    return cast.placements["Samira"]


async def everything() -> set[str]:
    return {kept.path async for kept in objects.under("")}


async def signed_with(cast: Cast, here: str, photo: bytes) -> Json:
    samira = await cast.actor("Samira")
    item = revision(here, entry(attachments=[attachment(photo)]))
    await push(samira, item)
    await keep(here, photo)
    await tell(samira, fact("submission", item, ask="sign_off", to=""))
    signed = fact("sign_off", item, comment="")
    assert (await tell(await cast.actor("Bram"), signed))[0]["outcome"] == "ok"
    return signed


async def erase_text(item: Json) -> None:
    await execute(
        "UPDATE revision SET content = NULL, salt = NULL WHERE rev_id = ?", item["rev_id"]
    )


async def test_a_photo_goes_with_the_last_text_that_names_it(samira: Actor, here: str) -> None:
    gone, shared, changed = photos.jpeg(64, 48), photos.jpeg(80, 60), photos.jpeg_from_a_camera()
    for photo in (gone, shared):
        await keep(here, photo)
    stored = (await send(samira, here, changed))["stored"]["sha256"]
    first = revision(here, entry(attachments=[attachment(gone), attachment(shared)]))
    # This text names the photo by what was sent; the one that names what is kept is still to come.
    later = revision(here, entry(attachments=[attachment(shared), attachment(changed)]), base=first)
    await push(samira, first, later)
    assert await erase_unnamed(here) == 0
    await erase_text(first)
    assert await erase_unnamed(here) == 1
    assert await everything() == {f"blobs/{here}/{name}" for name in (sha(shared), stored)}
    with pytest.raises(NotFound):
        await open_blob(samira, here, sha(gone))
    assert await read(samira, here, sha(changed))
    await erase_text(later)
    assert await erase_unnamed(here) == 3
    assert await everything() == set()


async def test_what_was_erased_may_be_sent_anew(samira: Actor, here: str) -> None:
    photo = photos.jpeg()
    await send(samira, here, photo)
    await erase_unnamed(here)
    assert not (await parts_of(samira, here, sha(photo)))["complete"]
    assert (await send(samira, here, photo))["stored"]
    assert await read(samira, here, sha(photo)) == photo


async def test_parts_of_an_erased_text_go_too(samira: Actor, here: str) -> None:
    photo, other = photos.noisy_jpeg(), photos.noisy_jpeg(1000, 1000)
    await push(samira, revision(here, entry(attachments=[attachment(other)])))
    for data in (photo, other):
        await send_part(samira, here, data, 0)
    await erase_unnamed(here)
    assert await everything() == {f"parts/{here}/{sha(other)}/0"}
    assert (await parts_of(samira, here, sha(photo)))["parts"] == []


async def test_a_photo_of_a_text_that_was_not_accepted_waits_with_it(
    samira: Actor, here: str
) -> None:
    photo = photos.jpeg(64, 48)
    rejected = revision(here, entry(attachments=[attachment(photo)])) | {"hash": "0" * 64}
    odd = revision(here, {"sha256": ""}) | {"hash": "0" * 64, "content": ['"sha256"']}
    (receipt, _) = await push(samira, rejected, odd)
    assert receipt["outcome"] == "quarantined"
    await keep(here, photo)
    assert await erase_unnamed(here) == 0
    assert await read(samira, here, sha(photo)) == photo


async def test_nothing_of_another_placement_goes(cast: Cast, samira: Actor, here: str) -> None:
    photo, daans = photos.jpeg(), cast.placements["Daan"]
    await keep(here, photo)
    await keep(daans, photo)
    await erase_unnamed(here)
    assert await everything() == {f"blobs/{daans}/{sha(photo)}"}


async def test_an_emptied_house_keeps_no_files(samira: Actor, here: str) -> None:
    await keep(here, photos.jpeg())
    await send_part(samira, here, photos.noisy_jpeg(), 0)
    await erase_all_files()
    assert await everything() == set()


async def test_bytes_that_outlived_a_crash_are_found_later(samira: Actor, here: str) -> None:
    photo = photos.jpeg()
    await keep(here, photo)
    await erase_unnamed(here)
    await objects.put(f"blobs/{here}/{sha(photo)}", photo)
    await tidy_up()
    assert await everything() == set()


async def test_an_upload_that_nobody_goes_on_with_is_forgotten(samira: Actor, here: str) -> None:
    photo = photos.noisy_jpeg()
    await send_part(samira, here, photo, 0)
    with clock.at(clock.now() + timedelta(days=13)):
        await tidy_up()
    assert (await parts_of(samira, here, sha(photo)))["parts"] == [0]
    with clock.at(clock.now() + timedelta(days=15)):
        await tidy_up()
    assert (await parts_of(samira, here, sha(photo)))["parts"] == []
    assert await everything() == set()


async def test_the_check_finds_a_signed_photo_that_is_lost_or_changed(
    cast: Cast, here: str, tmp_path: Path
) -> None:
    photo = photos.jpeg()
    signed = await signed_with(cast, here, photo)
    assert await verify_everything() == []
    file = tmp_path / "files" / "blobs" / here / sha(photo)
    whole = file.read_bytes()
    for harm in (whole[:-1], whole[:-1] + b"\x00", b"", whole + b"\x00"):
        file.write_bytes(harm)
        assert await verify_everything() == [
            f"Bestand {sha(photo)} hoort bij een akkoord en is veranderd."
        ]
    file.unlink()
    lost = [f"Bestand {sha(photo)} hoort bij een akkoord en is er niet."]
    assert await verify_everything() == lost
    file.write_bytes(whole)
    await execute("DELETE FROM blob")
    assert await verify_everything() == lost
    undo = fact("withdraw", signed, target=signed["fact_id"], reason="undo")
    await tell(await cast.actor("Bram"), undo)
    assert await verify_everything() == []


async def test_parts_that_outlived_their_verdict_are_found_later(samira: Actor, here: str) -> None:
    """Its server died between keeping a photo and deleting what it was put together from."""
    photo, going_on = photos.jpeg_from_a_camera(), photos.noisy_jpeg()
    stored = (await send(samira, here, photo))["stored"]["sha256"]
    await objects.put(f"parts/{here}/{sha(photo)}/0", photo)
    await objects.put("parts/of-a-database-that-was-put-aside/a/0", photo)
    await send_part(samira, here, going_on, 0)
    await tidy_up()
    assert await everything() == {
        f"blobs/{here}/{stored}",
        f"parts/{here}/{sha(going_on)}/0",
        "parts/of-a-database-that-was-put-aside/a/0",
    }


@pytest.mark.parametrize("damage", ["a byte", "the end", "everything"])
async def test_bad_bytes_that_lie_there_already_are_put_right(
    samira: Actor, here: str, damage: str
) -> None:
    """A power cut before the file was on the disk; or time damaged it, and its row was lost."""
    photo = photos.jpeg()
    left = {"a byte": photo[:-1] + b"\x00", "the end": photo[:99], "everything": b""}
    await objects.put(f"blobs/{here}/{sha(photo)}", left[damage])
    assert (await send(samira, here, photo))["stored"]["sha256"] == sha(photo)
    assert await read(samira, here, sha(photo)) == photo

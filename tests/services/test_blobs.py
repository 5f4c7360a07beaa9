"""Photos and files arrive whole, once, and are seen by whoever may see the text that names them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from server.outside import clock, objects
from server.outside.inspection import Inspected
from server.rules import blobs as rules
from server.rules.access import Actor
from server.rules.refusals import InvalidFields, NotFound, Overloaded
from server.services.blobs import Sending, open_blob, parts_of, receive_part
from server.settings import get_settings
from server.storage.database import close_database, fetch, open_database
from tests import photos
from tests.cast import Cast, enter, entry, fact, push, revision, tell
from tests.photos import attachment, cut, read, send, send_part, sha


@pytest.fixture
async def cast(database: None) -> Cast:
    return await enter()


@pytest.fixture
async def samira(cast: Cast) -> Actor:
    return await cast.actor("Samira")


@pytest.fixture
def here(cast: Cast) -> str:
    return cast.placements["Samira"]


async def test_a_photo_in_one_part_is_kept_as_it_is(samira: Actor, here: str) -> None:
    photo = photos.jpeg()
    answer = await send(samira, here, photo)
    stored = {"sha256": sha(photo), "media_type": "image/jpeg", "size": len(photo)}
    assert answer == {
        "parts": [],
        "complete": True,
        "sent": {"sha256": sha(photo)},
        "stored": stored | {"width": 800, "height": 600},
        "problem": "",
    }
    assert await parts_of(samira, here, sha(photo)) == answer
    assert await read(samira, here, sha(photo)) == photo


async def test_parts_come_in_any_order_twice_and_with_pauses(samira: Actor, here: str) -> None:
    photo = photos.noisy_jpeg()
    last = len(cut(photo)) - 1
    assert last >= 2
    assert (await parts_of(samira, here, sha(photo)))["parts"] == []
    assert (await send_part(samira, here, photo, last))["parts"] == [last]
    assert (await send_part(samira, here, photo, last))["parts"] == [last]
    assert (await send_part(samira, here, photo, 1))["parts"] == [1, last]
    for part in {*range(last)} - {1}:
        answer = await send_part(samira, here, photo, part)
    assert answer["complete"] and answer["stored"]["sha256"] == sha(photo)
    assert await send_part(samira, here, photo, 1) == answer
    assert await read(samira, here, sha(photo)) == photo


async def test_all_parts_at_once_make_one_photo(samira: Actor, here: str) -> None:
    photo = photos.noisy_jpeg()
    parts = range(len(cut(photo)))
    await asyncio.gather(*(send_part(samira, here, photo, part) for part in [*parts, *parts]))
    assert (await send_part(samira, here, photo, 0))["stored"]["sha256"] == sha(photo)
    assert await read(samira, here, sha(photo)) == photo
    assert [row["sha256"] for row in await fetch("SELECT sha256 FROM blob")] == [sha(photo)]


async def test_an_upload_goes_on_after_the_server_was_away(samira: Actor, here: str) -> None:
    photo = photos.noisy_jpeg()
    await send_part(samira, here, photo, 0)
    await close_database()
    await open_database(get_settings())
    assert (await parts_of(samira, here, sha(photo)))["parts"] == [0]
    for part in range(1, len(cut(photo))):
        answer = await send_part(samira, here, photo, part)
    assert answer["stored"]


async def test_a_part_that_got_lost_on_the_server_is_asked_for_again(
    samira: Actor, here: str
) -> None:
    photo = photos.noisy_jpeg()
    await send_part(samira, here, photo, 0)
    await objects.delete(f"parts/{here}/{sha(photo)}/0")
    for part in range(1, len(cut(photo))):
        answer = await send_part(samira, here, photo, part)
    assert (answer["complete"], answer["parts"]) == (False, [])
    assert (await send(samira, here, photo))["stored"]


async def test_a_changed_photo_is_known_by_both_names(samira: Actor, here: str) -> None:
    photo = photos.jpeg_from_a_camera()
    answer = await send(samira, here, photo)
    stored = answer["stored"]["sha256"]
    assert stored != sha(photo) == answer["sent"]["sha256"]
    kept = await read(samira, here, stored)
    assert b"Exif" not in kept
    assert await read(samira, here, sha(photo)) == kept
    assert [kept.path async for kept in objects.under("")] == [f"blobs/{here}/{stored}"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported_type"),
        (photos.png_bomb(), "too_many_pixels"),
        (photos.jpeg()[:-400], "broken_file"),
    ],
    ids=["svg", "bomb", "cut"],
)
async def test_what_is_refused_is_remembered_and_may_be_sent_again(
    samira: Actor, here: str, data: bytes, problem: str
) -> None:
    answer = await send(samira, here, data, "image/jpeg")
    assert (answer["complete"], answer["stored"], answer["problem"]) == (True, None, problem)
    assert await parts_of(samira, here, sha(data)) == answer
    assert await send(samira, here, data) == answer
    with pytest.raises(NotFound):
        await open_blob(samira, here, sha(data))
    assert [kept async for kept in objects.under("")] == []


async def test_bytes_under_a_wrong_name_are_dropped(samira: Actor, here: str) -> None:
    photo = photos.noisy_jpeg()
    last = len(cut(photo)) - 1
    for part in range(1, last + 1):
        await send_part(samira, here, photo, part)
    answer = await send_part(samira, here, photo, 0, bytes(rules.PART))
    assert (answer["problem"], answer["parts"]) == ("wrong_hash", [])
    assert [kept async for kept in objects.under("")] == []
    # Only beginning again starts anew; a reply that was lost does not undo the verdict.
    assert (await send_part(samira, here, photo, last))["problem"] == "wrong_hash"
    assert (await send_part(samira, here, photo, 0))["parts"] == [0]
    assert (await send(samira, here, photo))["stored"]


async def test_what_is_too_much_is_said_before_it_is_sent(
    samira: Actor, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = bytes(rules.PART)
    for size, media_type in ((rules.MAX_IMAGE + 1, ""), (rules.MAX_PDF + 1, "application/pdf")):
        name = f"{size:064x}"
        sending = Sending(here, name, size, media_type)
        answer = await receive_part(samira, sending, 0, part)
        assert answer["problem"] == "too_large"
    monkeypatch.setenv("FILES_PER_PLACEMENT_MB", "1")
    get_settings.cache_clear()
    assert (await send(samira, here, photos.noisy_jpeg(1500, 1500)))["problem"] == "storage_quota"
    assert (await send(samira, here, photos.jpeg()))["stored"]


@pytest.mark.parametrize(
    ("sha256", "size", "part", "length"),
    [
        ("A" * 64, 10, 0, 10),
        ("../keys.json", 10, 0, 10),
        ("a" * 63, 10, 0, 10),
        ("a" * 64, 10, 0, 9),
        ("a" * 64, 10, 0, 11),
        ("a" * 64, 10, 0, 0),
        ("a" * 64, 10, 1, 10),
        ("a" * 64, 10, -1, 10),
        ("a" * 64, rules.PART + 1, 1, 2),
        ("a" * 64, rules.PART + 1, 0, 10),
    ],
)
async def test_a_part_that_cannot_be_is_refused(
    samira: Actor, here: str, sha256: str, size: int, part: int, length: int
) -> None:
    with pytest.raises(InvalidFields):
        sending = Sending(here, sha256, size, "")
        await receive_part(samira, sending, part, bytes(length))


async def test_another_size_under_the_same_name_begins_anew(samira: Actor, here: str) -> None:
    photo = photos.noisy_jpeg()
    await send_part(samira, here, photo, 0)
    wrong = Sending(here, sha(photo), len(photo) + rules.PART, "")
    assert (await receive_part(samira, wrong, 1, bytes(rules.PART)))["parts"] == [1]
    # The right one is not held up by it, whoever was first.
    assert (await send_part(samira, here, photo, 0))["parts"] == [0]
    assert (await send(samira, here, photo))["stored"]


async def test_a_verdict_that_a_dying_server_owes_comes_with_one_more_part(
    samira: Actor, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = photos.noisy_jpeg()
    with monkeypatch.context() as busy, pytest.raises(Overloaded):
        busy.setattr("server.services.blobs.inspect", _nobody_looks)
        await send(samira, here, photo)
    assert (await parts_of(samira, here, sha(photo)))["parts"] == [*range(len(cut(photo)))]
    assert (await send_part(samira, here, photo, 0))["stored"]


async def test_unfinished_uploads_make_room_for_newer_ones(
    samira: Actor, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "UNFINISHED_BYTES", 2 * rules.PART)
    names = [f"{number:064x}" for number in range(3)]
    for minute, name in enumerate(names):
        with clock.at(clock.now() + timedelta(minutes=minute)):
            sending = Sending(here, name, 3 * rules.PART, "")
            await receive_part(samira, sending, 0, bytes(rules.PART))
    left = [(await parts_of(samira, here, name))["parts"] for name in names]
    assert left == [[], [0], [0]]
    assert len([kept async for kept in objects.under("")]) == 2


async def test_nobody_sends_into_another_placement(cast: Cast, here: str) -> None:
    for name in ("Daan", "Bram", "Karlijn", "Noor", "Dario", "Elif"):
        actor = await cast.actor(name)
        with pytest.raises(NotFound):
            await send(actor, here, photos.jpeg())
        with pytest.raises(NotFound):
            await parts_of(actor, here, sha(photos.jpeg()))


async def test_a_photo_is_seen_with_the_text_that_names_it(
    cast: Cast, samira: Actor, here: str
) -> None:
    photo, other = photos.jpeg(), photos.jpeg(640, 480)
    for data in (photo, other):
        await send(samira, here, data)
    first = revision(here, entry(attachments=[attachment(photo)]))
    later = revision(here, entry(attachments=[attachment(other)]), base=first)
    await push(samira, first)
    beside = [await cast.actor(name) for name in ("Bram", "Karlijn")]
    outside = [await cast.actor(name) for name in ("Daan", "Noor", "Dario", "Elif", "Femke")]
    for actor in (*beside, *outside):
        with pytest.raises(NotFound):
            await open_blob(actor, here, sha(photo))
    await tell(samira, fact("submission", first, ask="feedback", to=""))
    await push(samira, later)
    for actor in beside:
        assert await read(actor, here, sha(photo)) == photo
        with pytest.raises(NotFound):
            await open_blob(actor, here, sha(other))
    for actor in outside:
        with pytest.raises(NotFound):
            await open_blob(actor, here, sha(photo))


async def test_a_hash_in_the_text_itself_opens_nothing(
    cast: Cast, samira: Actor, here: str
) -> None:
    photo = photos.jpeg()
    await send(samira, here, photo)
    written = revision(here, entry(description=f"Zie {sha(photo)}"))
    await push(samira, written)
    await tell(samira, fact("submission", written, ask="feedback", to=""))
    with pytest.raises(NotFound):
        await open_blob(await cast.actor("Bram"), here, sha(photo))


async def test_a_photo_of_a_private_text_is_seen_while_it_is_shared(
    cast: Cast, samira: Actor, here: str
) -> None:
    photo = photos.jpeg()
    await send(samira, here, photo)
    content = {"about": "", "text": "Van mij.", "attachments": [attachment(photo)]}
    own = revision(here, content, kind="private_note")
    await push(samira, own)
    bram = await cast.actor("Bram")
    with pytest.raises(NotFound):
        await open_blob(bram, here, sha(photo))
    share = fact("share", own)
    assert (await tell(samira, share))[0]["outcome"] == "ok"
    assert await read(bram, here, sha(photo)) == photo
    await tell(samira, fact("withdraw", own, target=share["fact_id"]))
    with pytest.raises(NotFound):
        await open_blob(bram, here, sha(photo))
    later = revision(here, {"text": "Zonder foto."}, kind="private_note", base=own)
    await push(samira, later)
    assert (await tell(samira, fact("share", later)))[0]["outcome"] == "ok"
    with pytest.raises(NotFound):
        await open_blob(bram, here, sha(photo))
    assert await read(samira, here, sha(photo)) == photo


async def _nobody_looks(data: bytes) -> Inspected:
    raise Overloaded()

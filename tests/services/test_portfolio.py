"""The portfolio and the coach's table, from what was sent and nothing else (protocol.md §5-6)."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import pypdf
import pytest

from server.outside import clock, objects
from server.outside.pdf import PdfFailed
from server.rules.refusals import NotFound
from server.services.blob_keeping import erase_unnamed
from server.services.coach import students_of
from server.services.portfolio import deliver_portfolio, read_portfolio
from server.storage.records import Export
from tests import cast as stage
from tests import photos
from tests.cast import NOON, Cast, Json, entry, fact, push, revision, submitted, tell

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def signed(cast: Cast, **changes: Any) -> Json:
    item = await submitted(cast, **changes)
    (receipt,) = await tell(await cast.actor("Bram"), fact("sign_off", item, comment="Mooi zo"))
    assert receipt["outcome"] == "ok"
    return item


async def portfolio(cast: Cast, who: str = "Karlijn") -> Json:
    return await read_portfolio(await cast.actor(who), cast.placements["Samira"], "nl")


async def test_only_what_was_sent_is_in_it(cast: Cast) -> None:
    item = await signed(cast)
    samira = await cast.actor("Samira")
    await push(samira, revision(cast.placements["Samira"], entry(title="Nog geheim")))
    await push(samira, revision(cast.placements["Samira"], entry(title="Nog anders"), base=item))
    note = {"about": item["doc_id"], "text": "Mijn eigen verhaal", "in_pdf": True}
    await push(samira, revision(cast.placements["Samira"], note, kind="lived_experience"))
    found = await portfolio(cast)
    assert [line["title"] for line in found["entries"]] == ["Soepmiddag"]
    whole = json.dumps(found)
    assert not any(w in whole for w in ("Nog geheim", "Nog anders", "Mijn eigen verhaal"))


async def test_photos_stand_with_the_text_that_counts(cast: Cast) -> None:
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    photo, later, lost = photos.jpeg(), photos.jpeg(640, 480), photos.jpeg(320, 240)
    changed, plan = photos.jpeg_from_a_camera(), photos.pdf()
    files = [
        photos.attachment(photo, alt="Het prikbord"),
        photos.attachment(changed),
        photos.attachment(lost),
        photos.attachment(plan, name="plan.pdf", media_type="image/jpeg"),
    ]
    for data in (photo, later, plan):
        await photos.send(samira, here, data)
    kept = (await photos.send(samira, here, changed))["stored"]["sha256"]
    item = await submitted(cast, attachments=files)
    await push(samira, revision(here, entry(attachments=[photos.attachment(later)]), base=item))
    (line,) = (await portfolio(cast))["entries"]
    assert list(line["photos"]) == [
        {"sha256": photos.sha(photo), "alt": "Het prikbord", "state": "here"},
        {"sha256": kept, "alt": "", "state": "here"},
        {"sha256": "", "alt": "", "state": "missing"},
    ]
    assert list(line["files"]) == [{"name": "plan.pdf", "size": len(plan), "state": "here"}]
    made = await deliver_portfolio(await cast.actor("Karlijn"), here, "nl")
    pdf = pypdf.PdfReader(io.BytesIO(made.document))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "Foto niet aangekomen" in text and "plan.pdf" in text
    pictures = {image.name: image.image for page in pdf.pages for image in page.images}
    assert len(pictures) == 2
    # No finer than a printer can show, so that the file can be mailed.
    assert all(picture and max(picture.size) < 400 for picture in pictures.values())


async def test_a_photo_that_we_say_we_hold_and_cannot_find_stops_the_pdf(cast: Cast) -> None:
    here, photo = cast.placements["Samira"], photos.jpeg()
    await photos.keep(here, photo)
    await submitted(cast, attachments=[photos.attachment(photo)])
    await objects.delete(f"blobs/{here}/{photos.sha(photo)}")
    with pytest.raises(PdfFailed):
        await deliver_portfolio(await cast.actor("Karlijn"), here, "nl")


async def test_an_erased_photo_says_so(cast: Cast) -> None:
    here, photo = cast.placements["Samira"], photos.jpeg()
    await photos.keep(here, photo)
    await erase_unnamed(here)
    await submitted(cast, attachments=[photos.attachment(photo)])
    (line,) = (await portfolio(cast))["entries"]
    assert list(line["photos"]) == [{"sha256": "", "alt": "", "state": "erased"}]


async def test_other_photos_after_the_signature_are_told(cast: Cast) -> None:
    item = await signed(cast)
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    later = revision(here, entry(attachments=[photos.attachment(photos.jpeg())]), base=item)
    await push(samira, later)
    await tell(samira, fact("submission", later, ask="feedback", to=""))
    (line,) = (await portfolio(cast))["entries"]
    assert list(line["photos"]) == []
    assert list(line["amendment"]["changes"]) == [{"field": "attachments", "text": "1"}]


async def test_own_experience_is_in_it_once_shared_and_ticked(cast: Cast) -> None:
    item = await signed(cast)
    samira = await cast.actor("Samira")
    note = {"about": item["doc_id"], "text": "Mijn eigen verhaal", "in_pdf": True}
    own = revision(cast.placements["Samira"], note, kind="lived_experience")
    await push(samira, own)
    await tell(samira, fact("share", own))
    assert (await portfolio(cast))["entries"][0]["lived_experience"] == "Mijn eigen verhaal"


async def test_what_was_signed_counts_and_what_came_later_stands_below(cast: Cast) -> None:
    item = await signed(cast)
    samira = await cast.actor("Samira")
    later = revision(cast.placements["Samira"], entry(title="Later", minutes=600), base=item)
    await push(samira, later)
    await tell(samira, fact("submission", later, ask="sign_off", to=""))
    (line,) = (await portfolio(cast))["entries"]
    assert (line["title"], line["minutes"]) == ("Soepmiddag", 120)
    assert line["revision_hash"] == item["hash"]
    assert line["amendment"]["revision_hash"] == later["hash"]
    (log,) = (await portfolio(cast))["sign_offs"]
    assert log["statement_position"] == 1
    with clock.at(NOON):
        (row,) = [
            row
            for row in await students_of(await cast.actor("Karlijn"))
            if row["placement_id"] == cast.placements["Samira"]
        ]
    assert (row["signed_minutes"], row["logged_minutes"]) == (120, 600)
    assert (row["signed"], row["waiting_signature"], row["silent_days"]) == (1, 1, 1)


async def test_the_student_and_the_coach_read_it_and_nobody_else(cast: Cast) -> None:
    await signed(cast)
    for who in ("Karlijn", "Samira"):
        assert (await portfolio(cast, who))["student"] == "Samira"
    for who in ("Bram", "Noor", "Daan", "Dario", "Elif", "Femke", "Gijs"):
        with pytest.raises(NotFound):
            await portfolio(cast, who)


async def test_the_table_holds_a_coachs_own_students_only(cast: Cast) -> None:
    await submitted(cast)
    names = {
        who: [row["student"]["name"] for row in await students_of(await cast.actor(who))]
        for who in ("Karlijn", "Femke", "Samira", "Bram", "Noor")
    }
    assert sorted(names["Karlijn"]) == ["Daan", "Samira"]
    assert names["Femke"] == ["Dario"]
    assert names["Samira"] == names["Bram"] == names["Noor"] == []


async def test_a_delivered_file_can_be_recognised(cast: Cast) -> None:
    await signed(cast)
    made = await deliver_portfolio(await cast.actor("Karlijn"), cast.placements["Samira"], "nl")
    text = " ".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.document)).pages
    )
    assert "Soepmiddag" in text and "geen examenuitslag" in text
    (export,) = await Export.all()
    assert export.sha256 == hashlib.sha256(made.document).hexdigest()

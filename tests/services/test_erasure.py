"""Erasing for good: the words go everywhere, hashes and the chain stay (protocol.md §5, §6, P1)."""

from __future__ import annotations

import errno
import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from server.outside import clock, ledger
from server.rules.refusals import NotFound
from server.services.erasure import erase_long_deleted, erase_old_text, erase_placement
from server.services.pull import changes_since
from server.services.verify import verify_everything
from server.settings import Settings, get_settings
from server.storage.database import execute, fetch
from tests import cast as stage
from tests.cast import NOON, Cast, Json, entry, fact, page_of, push, revision, tell

pytestmark = pytest.mark.usefixtures("database")
SECRET = "zwaluwnestje"


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def rewritten(cast: Cast) -> list[Json]:
    """Three versions of one entry; the first two hold what must go."""
    first = revision(cast.placements["Samira"], entry(title=f"{SECRET} een"))
    second = revision(cast.placements["Samira"], entry(title=f"{SECRET} twee"), base=first)
    third = revision(cast.placements["Samira"], entry(title="Zonder"), base=second)
    await push(await cast.actor("Samira"), first, second, third)
    return [first, second, third]


async def kept_texts() -> list[str]:
    rows = await fetch("SELECT rev_id FROM revision WHERE content IS NOT NULL ORDER BY seq")
    return [row["rev_id"] for row in rows]


async def test_old_text_goes_and_its_hashes_stay(cast: Cast) -> None:
    versions = await rewritten(cast)
    samira = await cast.actor("Samira")
    before = (await page_of(cast, "Samira"))["cursor"]
    assert await erase_old_text(samira, versions[0]["doc_id"]) == 2
    rows = await fetch("SELECT rev_id, hash, salt, content, device_time FROM revision ORDER BY seq")
    assert [(r["rev_id"], r["hash"]) for r in rows] == [(v["rev_id"], v["hash"]) for v in versions]
    assert [(r["salt"], r["content"]) for r in rows[:2]] == [(None, None)] * 2
    assert rows[2]["content"] is not None
    assert await erase_old_text(samira, versions[0]["doc_id"]) == 0
    news = await changes_since(samira, cast.placements["Samira"], before, "", 200)
    assert [d["head"]["content"]["title"] for d in news["docs"]] == ["Zonder"]
    assert await verify_everything() == []


async def test_what_others_read_or_signed_and_two_versions_are_not_old(cast: Cast) -> None:
    samira, placement = await cast.actor("Samira"), cast.placements["Samira"]
    signed = revision(placement, entry(title="Getekend"))
    sent = revision(placement, entry(title="Verstuurd"), base=signed)
    middle = revision(placement, entry(title=SECRET), base=sent)
    left, right = (revision(placement, entry(title=side), base=middle) for side in ("L", "R"))
    await push(samira, signed)
    await tell(samira, fact("submission", signed, ask="sign_off", to=""))
    await tell(await cast.actor("Bram"), fact("sign_off", signed, comment=""))
    await push(samira, sent)
    await tell(samira, fact("submission", sent, ask="sign_off", to=""))
    await push(samira, middle, left, right)
    assert await erase_old_text(samira, signed["doc_id"]) == 1
    assert set(await kept_texts()) == {r["rev_id"] for r in (signed, sent, left, right)}
    (shown,) = (await page_of(cast, "Bram"))["docs"]
    assert shown["head"]["content"]["title"] == "Verstuurd"
    assert [named["content"]["title"] for named in shown["named"]] == ["Getekend"]


async def test_only_its_author_erases(cast: Cast) -> None:
    versions = await rewritten(cast)
    for who in ("Bram", "Karlijn", "Daan", "Dario", "Noor"):
        with pytest.raises(NotFound):
            await erase_old_text(await cast.actor(who), versions[0]["doc_id"])
    assert len(await kept_texts()) == 3


async def test_erased_text_that_is_pushed_again_is_told_gone_and_not_kept(cast: Cast) -> None:
    versions = await rewritten(cast)
    samira = await cast.actor("Samira")
    await erase_old_text(samira, versions[0]["doc_id"])
    receipts = await push(samira, *versions)
    assert [(r["outcome"], r.get("reason")) for r in receipts] == [
        ("gone", "old_text"),
        ("gone", "old_text"),
        ("dup", None),
    ]
    await execute("DELETE FROM revision")  # as an older database would: it never saw them
    await execute("DELETE FROM document")
    receipts = await push(samira, *versions)
    assert [r["outcome"] for r in receipts] == ["gone", "gone", "ok"]
    assert await kept_texts() == [versions[2]["rev_id"]]
    (document,) = (await page_of(cast, "Samira"))["docs"]
    assert (document["head"]["rev_id"], document["siblings"]) == (versions[2]["rev_id"], [])
    assert await verify_everything() == []


async def test_a_correction_takes_the_held_back_words_away(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    placement = cast.placements["Samira"]
    wrong = revision(placement, entry(description="Bel 06-12345678."))
    plain = revision(placement, entry(description="Bel even."), base=wrong)
    right = revision(placement, entry(description="Gebeld."), base=plain)
    await push(samira, wrong, plain, right)
    (receipt,) = await tell(samira, fact("submission", right, ask="sign_off", to=""))
    assert receipt["outcome"] == "ok"
    assert await kept_texts() == [plain["rev_id"], right["rev_id"]]


async def test_what_was_deleted_goes_after_ninety_days(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    with clock.at(NOON):
        first = revision(cast.placements["Samira"], entry(title=SECRET))
        stone = revision(cast.placements["Samira"], entry(title=SECRET), base=first, deleted=True)
        await push(samira, first)
        await tell(samira, fact("submission", first, ask="sign_off", to=""))
        await tell(await cast.actor("Bram"), fact("remark", first, tone="tip", text=SECRET))
        await push(samira, stone)
    with clock.at(NOON + timedelta(days=89)):
        assert await erase_long_deleted() == 0
    with clock.at(NOON + timedelta(days=91)):
        assert await erase_long_deleted() == 1
        assert await erase_long_deleted() == 0
    assert await kept_texts() == []
    for who in ("Samira", "Bram"):
        page = await page_of(cast, who)
        assert page["docs"] == [{"doc_id": first["doc_id"], "gone": True}]
    assert [r["outcome"] for r in await push(samira, first, stone)] == ["gone", "gone"]
    late = fact("remark", first, tone="tip", text="Nog iets")
    assert [r["outcome"] for r in await tell(await cast.actor("Bram"), late)] == ["gone"]
    assert await verify_everything() == []


async def test_what_was_signed_stays_in_the_record_when_it_is_deleted(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    with clock.at(NOON):
        first = revision(cast.placements["Samira"], entry())
        stone = revision(cast.placements["Samira"], entry(), base=first, deleted=True)
        await push(samira, first)
        await tell(samira, fact("submission", first, ask="sign_off", to=""))
        await tell(await cast.actor("Bram"), fact("sign_off", first, comment=""))
        await push(samira, stone)
    with clock.at(NOON + timedelta(days=91)):
        assert await erase_long_deleted() == 1
        assert await erase_long_deleted() == 0
    assert await kept_texts() == [first["rev_id"]]
    assert await verify_everything() == []


async def test_a_whole_placement_leaves_a_chain_that_verifies(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    samira, bram = await cast.actor("Samira"), await cast.actor("Bram")
    daan = await cast.actor("Daan")
    for actor, name in ((samira, "Samira"), (daan, "Daan"), (samira, "Samira")):
        item = revision(cast.placements[name], entry(title=f"{SECRET if name == 'Samira' else ''}"))
        await push(actor, item)
        await tell(actor, fact("submission", item, ask="sign_off", to=""))
        await tell(bram, fact("sign_off", item, comment=SECRET if name == "Samira" else "Fijn"))
    await push(samira, revision(cast.placements["Samira"], entry(title=SECRET)) | {"hash": "0"})
    broken = revision(cast.placements["Samira"], {}) | {"doc_id": item["doc_id"]}
    await tell(bram, fact("remark", broken, tone="tip", text=SECRET))
    assert await erase_placement(cast.placements["Samira"]) == 2
    assert await verify_everything() == []
    assert len(await fetch("SELECT id FROM statement")) == 3
    assert await residues(settings) == []
    for who in ("Samira", "Bram"):
        assert all(d.get("gone") for d in (await page_of(cast, who))["docs"])
    new = revision(cast.placements["Samira"], entry(title=SECRET))
    assert [r["outcome"] for r in await push(samira, new)] == ["gone"]


async def test_verify_tells_emptied_from_erased(cast: Cast) -> None:
    item = (await rewritten(cast))[2]
    await tell(await cast.actor("Samira"), fact("submission", item, ask="sign_off", to=""))
    await tell(await cast.actor("Bram"), fact("sign_off", item, comment=""))
    assert await verify_everything() == []
    await execute("UPDATE revision SET content = NULL WHERE rev_id = ?", item["rev_id"])
    await execute("UPDATE statement SET statement = '', salt = ''")
    assert len(await verify_everything()) == 2


async def test_the_ledger_has_it_before_the_database_and_names_nobody(cast: Cast) -> None:
    versions = await rewritten(cast)
    await erase_old_text(await cast.actor("Samira"), versions[0]["doc_id"])
    path = get_settings().ledger_file
    assert len(ledger.read()) == 2
    text = path.read_text()
    for word in (SECRET, versions[0]["rev_id"], versions[0]["doc_id"], *cast.people.values()):
        assert word not in text
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open("a") as file:
        file.write('{"act":"erased","mar')  # a power cut
    assert await erase_old_text(await cast.actor("Samira"), versions[0]["doc_id"]) == 0
    ledger.append(ledger.read()[:1])
    assert len(ledger.read()) == 3


async def residues(settings: Settings) -> list[str]:
    """Where the secret can still be read: rows of every table, and files of the data folder."""
    found = []
    tables = (
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
        if settings.sqlite_path is None
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    for table in await fetch(tables):
        rows = await fetch(f'SELECT * FROM "{table["name"]}"')
        if SECRET in json.dumps(rows, default=str):
            found.append(table["name"])
    for path in settings.data_folder.rglob("*"):
        if path.is_file() and SECRET.encode() in path.read_bytes():
            found.append(path.name)
    return found


async def test_what_was_not_accepted_does_not_come_back_either(cast: Cast) -> None:
    """The phone offers again whatever the server no longer says it keeps aside."""
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    with clock.at(NOON):
        first = revision(here, entry())
        await push(samira, first, revision(here, entry(), base=first, deleted=True))
    with clock.at(NOON + timedelta(days=91)):
        assert await erase_long_deleted() == 1
    rejected = revision(here, entry(title=SECRET), doc_id=first["doc_id"]) | {"hash": "0" * 64}
    odd = fact("remark", first, tone="tip", text=SECRET) | {"kind": 1}
    assert [r["outcome"] for r in await push(samira, rejected)] == ["gone"]
    assert [r["outcome"] for r in await tell(samira, odd)] == ["gone"]
    elsewhere = revision(here, entry(title=SECRET)) | {"hash": "0" * 64}
    strange = fact("remark", elsewhere, tone="tip", text=SECRET) | {"kind": 1}
    assert [r["outcome"] for r in await push(samira, elsewhere)] == ["quarantined"]
    assert [r["outcome"] for r in await tell(samira, strange)] == ["refused"]
    await erase_placement(here)
    (receipt,) = await push(samira, elsewhere)
    gone = {"rev_id": elsewhere["rev_id"], "hash": elsewhere["hash"], "outcome": "gone"}
    assert receipt == gone
    assert [r["outcome"] for r in await tell(samira, strange)] == ["gone"]
    page = await page_of(cast, "Samira")
    assert (page["quarantine"], page["refused"]) == ([], [])


async def test_a_ledger_whose_first_line_was_broken_off_begins_again(cast: Cast) -> None:
    versions = await rewritten(cast)
    path = get_settings().ledger_file
    path.parent.mkdir()
    path.write_text('{"keys": "0a1')
    assert ledger.read() == []
    assert await erase_old_text(await cast.actor("Samira"), versions[0]["doc_id"]) == 2
    assert len(ledger.read()) == 2
    path.write_bytes(b"{" * 5_000)  # no ledger of ours, and not ours to empty
    with pytest.raises(ledger.OtherKeys):
        ledger.read()
    with pytest.raises(ledger.OtherKeys):
        await erase_old_text(await cast.actor("Samira"), (await rewritten(cast))[0]["doc_id"])
    assert path.stat().st_size == 5_000


@pytest.mark.parametrize("before", [0, 1])
async def test_a_full_disk_leaves_nothing_of_a_record_in_the_ledger(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    record = ledger.Record("erased", "0" * 64, NOON.isoformat())
    path = get_settings().ledger_file
    if before:
        ledger.append([record])
    was = path.read_bytes() if before else b""

    def half(handle: int, data: bytes) -> None:
        os.write(handle, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "_write", half)
        with pytest.raises(OSError, match="full"):
            ledger.append([record])
    assert path.read_bytes() == was
    ledger.append([record])
    assert len(ledger.read()) == before + 1

"""Push and pull on a real database: receipts, leaves, siblings, quarantine, digest."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

import pytest

from server.rules.ids import new_id
from server.rules.refusals import NotFound, OutdatedClient, TooLarge
from server.rules.sync import MAX_ITEM_BYTES, MAX_MERGES, Graph
from server.services.coach import students_of
from server.services.epoch import current_epoch
from server.services.pull import changes_since
from server.storage import sync as feed
from server.storage.database import execute, fetch
from tests import cast as stage
from tests.cast import Cast, Json, entry, fact, push, revision, tell

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def everything(cast: Cast, name: str, student: str = "Samira", cursor: int = 0) -> Json:
    actor = await cast.actor(name)
    return await changes_since(actor, cast.placements[student], cursor, "", 200)


def digest_of(page: Json, *, staff: bool) -> str:
    """What a phone computes over what it was given."""
    lines = []
    for document in page["docs"]:
        shown = [document["head"], *([] if staff else document["siblings"])]
        lines += [f"{document['doc_id']} {r['rev_id']} {r['hash']}" for r in shown]
        lines += [fact["fact_id"] for fact in document["facts"]]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


async def test_a_pushed_revision_comes_back_as_it_was(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    item = revision(cast.placements["Samira"], entry(extra_field={"kept": ["é", "🙂"]}))
    (receipt,) = await push(samira, item)
    assert receipt["outcome"] == "ok"
    assert (receipt["rev_id"], receipt["hash"]) == (item["rev_id"], item["hash"])
    page = await everything(cast, "Samira")
    assert page["docs"][0]["head"]["content"] == item["content"]
    assert page["digest"] == digest_of(page, staff=False)


async def test_the_same_revision_again_is_dup_and_stays_one_row(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    item = revision(cast.placements["Samira"], entry())
    await push(samira, item)
    receipts = await push(samira, item, item)
    assert [r["outcome"] for r in receipts] == ["dup", "dup"]
    assert len((await everything(cast, "Samira"))["docs"]) == 1


async def test_a_known_id_with_other_content_is_quarantined_and_shown(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    first = revision(cast.placements["Samira"], entry())
    await push(samira, first)
    second = revision(cast.placements["Samira"], entry(title="Anders"), doc_id=first["doc_id"])
    second["rev_id"] = first["rev_id"]
    (receipt,) = await push(samira, second)
    assert receipt["outcome"] == "quarantined"
    page = await everything(cast, "Samira")
    assert page["docs"][0]["head"]["content"]["title"] == "Soepmiddag"
    assert [q["rev_id"] for q in page["quarantine"]] == [first["rev_id"]]


async def test_two_edits_of_one_base_keep_both_until_chosen(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    first = revision(cast.placements["Samira"], entry())
    left = revision(cast.placements["Samira"], entry(title="Links"), base=first)
    right = revision(cast.placements["Samira"], entry(title="Rechts"), base=first)
    receipts = await push(samira, first, left, right)
    assert [r["outcome"] for r in receipts] == ["ok", "ok", "conflict_kept"]
    document = (await everything(cast, "Samira"))["docs"][0]
    assert document["head"]["rev_id"] == left["rev_id"]
    assert [s["rev_id"] for s in document["siblings"]] == [right["rev_id"]]
    joined = revision(
        cast.placements["Samira"], entry(title="Samen"), base=left, merges=[right["rev_id"]]
    )
    await push(samira, joined)
    page = await everything(cast, "Samira")
    assert page["docs"][0]["head"]["rev_id"] == joined["rev_id"]
    assert page["docs"][0]["siblings"] == []
    assert page["digest"] == digest_of(page, staff=False)


async def test_a_base_that_arrives_late_is_worked_out(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    first = revision(cast.placements["Samira"], entry(date="2026-11-01"))
    second = revision(cast.placements["Samira"], entry(title="Twee"), base=first)
    third = revision(cast.placements["Samira"], entry(title="Drie", minutes=30), base=second)
    await push(samira, first)
    (receipt,) = await push(samira, third)
    assert receipt["outcome"] == "conflict_kept"
    (receipt,) = await push(samira, second)
    assert receipt["outcome"] == "ok"
    document = (await everything(cast, "Samira"))["docs"][0]
    assert document["head"]["rev_id"] == third["rev_id"]
    assert document["siblings"] == []


async def test_a_bad_item_harms_no_other(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    good = revision(cast.placements["Samira"], entry())
    wrong_hash = revision(cast.placements["Samira"], entry()) | {"hash": "0" * 64}
    foreign = revision(cast.placements["Dario"], entry())
    nul = revision(cast.placements["Samira"], entry())
    nul["content"]["title"] = "a\x00b"
    surrogate = revision(cast.placements["Samira"], entry())
    surrogate["content"]["title"] = "\ud800"
    junk: list[Any] = ["tekst", 7, None, {"rev_id": good["rev_id"]}, [1.5]]
    receipts = await push(samira, wrong_hash, foreign, nul, good, surrogate, *junk)
    outcomes = [r["outcome"] for r in receipts]
    assert outcomes.count("ok") == 1 and outcomes[3] == "ok"
    assert outcomes.count("quarantined") == len(outcomes) - 1
    page = await everything(cast, "Samira")
    assert len(page["docs"]) == 1
    assert len(page["quarantine"]) == len(outcomes) - 1
    assert (await everything(cast, "Dario", "Dario"))["docs"] == []


async def test_a_document_keeps_its_placement_kind_and_author(cast: Cast) -> None:
    samira, daan = await cast.actor("Samira"), await cast.actor("Daan")
    first = revision(cast.placements["Samira"], entry())
    await push(samira, first)
    moved = revision(cast.placements["Daan"], entry(), doc_id=first["doc_id"])
    (receipt,) = await push(daan, moved)
    assert (receipt["outcome"], receipt["reason"]) == ("quarantined", "wrong_placement")
    other = revision(cast.placements["Samira"], {}, doc_id=first["doc_id"], kind="day")
    (receipt,) = await push(samira, other)
    assert (receipt["outcome"], receipt["reason"]) == ("quarantined", "wrong_kind")


async def test_revisions_that_name_each_other_do_not_end_without_a_head(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    one = revision(cast.placements["Samira"], entry())
    two = revision(cast.placements["Samira"], entry(), base=one)
    loop = revision(cast.placements["Samira"], entry(), base=two)
    loop["rev_id"] = one["rev_id"]
    receipts = await push(samira, two, loop)
    assert [r["outcome"] for r in receipts] == ["ok", "quarantined"]


async def test_what_is_too_large_for_quarantine_stays_with_the_phone(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    huge = revision(cast.placements["Samira"], entry(description="x" * 300_000))
    with pytest.raises(TooLarge):
        await push(samira, huge)
    good = revision(cast.placements["Samira"], entry())
    receipts = await push(samira, huge, good)
    assert [r["rev_id"] for r in receipts] == [good["rev_id"]]


async def test_no_more_versions_are_joined_than_anybody_could_have(cast: Cast) -> None:
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    joined = revision(here, entry(), merges=[new_id() for _ in range(MAX_MERGES)])
    endless = revision(here, entry(), merges=[new_id() for _ in range(MAX_MERGES + 1)])
    wide = revision(here, entry()) | {"of_later": "x" * MAX_ITEM_BYTES}
    receipts = await push(samira, joined, endless)
    assert [r["outcome"] for r in receipts] == ["ok", "quarantined"]
    (kept,) = (await everything(cast, "Samira"))["quarantine"]
    assert kept["reason"] == "too_large"
    with pytest.raises(TooLarge):
        await push(samira, wide)


@pytest.mark.parametrize("day", ["morgen", "2026-13-01", "20261120", "2026-W10-1", "", 7, None, []])
async def test_a_date_that_is_none_is_kept_and_disturbs_no_list(cast: Cast, day: object) -> None:
    item = revision(cast.placements["Samira"], entry(date=day))
    (receipt,) = await push(await cast.actor("Samira"), item)
    assert receipt["outcome"] == "ok"
    assert (await everything(cast, "Samira"))["docs"][0]["head"]["content"]["date"] == day
    (row,) = await fetch("SELECT entry_on FROM document")
    assert row["entry_on"] == ""
    # As it was written down before: only real dates are counted.
    await execute("UPDATE document SET entry_on = ?", str(day)[:10])
    lines = await students_of(await cast.actor("Karlijn"))
    assert [line["last_entry_on"] for line in lines if line["entries"]] == [None]


async def test_a_schema_from_before_our_time_is_told_to_update(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    old = revision(cast.placements["Samira"], entry()) | {"schema_version": 0}
    with pytest.raises(OutdatedClient):
        await push(samira, old)


async def test_pages_of_the_feed_skip_nothing(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    for _ in range(3):
        await push(samira, *(revision(cast.placements["Samira"], entry()) for _ in range(7)))
    seen: list[str] = []
    cursor, more = 0, True
    while more:
        page = await changes_since(samira, cast.placements["Samira"], cursor, "", 4)
        seen += [document["doc_id"] for document in page["docs"]]
        cursor, more = page["cursor"], page["more"]
    assert len(seen) == len(set(seen)) == 21
    assert (await everything(cast, "Samira", cursor=cursor))["docs"] == []


async def test_another_epoch_or_a_cursor_from_the_future_starts_at_the_beginning(
    cast: Cast,
) -> None:
    samira = await cast.actor("Samira")
    await push(samira, revision(cast.placements["Samira"], entry()))
    placement = cast.placements["Samira"]
    other = await changes_since(samira, placement, 1, "another", 200)
    assert other["epoch"] == await current_epoch() and len(other["docs"]) == 1
    future = await changes_since(samira, placement, 10**9, "", 200)
    assert len(future["docs"]) == 1


async def test_a_pull_names_what_accepted_versions_were_built_on_and_is_not_here(
    cast: Cast,
) -> None:
    samira = await cast.actor("Samira")
    placement = cast.placements["Samira"]
    first = revision(placement, entry())
    other = revision(placement, entry(), base=first)
    joined = revision(placement, entry(), base=first, merges=[other["rev_id"]])
    await push(samira, joined)
    assert (await everything(cast, "Samira"))["lacks"] == sorted([first["rev_id"], other["rev_id"]])
    assert (await everything(cast, "Bram"))["lacks"] == []
    await push(samira, first)
    assert (await everything(cast, "Samira"))["lacks"] == [other["rev_id"]]
    await push(samira, other)
    assert (await everything(cast, "Samira"))["lacks"] == []


async def test_strangers_find_no_placement(cast: Cast) -> None:
    for name in ("Dario", "Elif", "Femke", "Gijs", "Daan", "Noor"):
        with pytest.raises(NotFound):
            await everything(cast, name)


async def test_saved_is_for_the_author_alone(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    await push(samira, revision(cast.placements["Samira"], entry()))
    for name in ("Bram", "Karlijn"):
        page = await everything(cast, name)
        assert page["docs"] == []
        assert page["digest"] == digest_of(page, staff=True)


async def test_one_id_begun_in_two_placements_at_once_keeps_the_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each had looked before the other was there: no lock is held over two placements."""
    first = revision(cast.placements["Samira"], entry())
    other = revision(cast.placements["Daan"], entry(title="Elders"), doc_id=first["doc_id"])
    await push(await cast.actor("Samira"), first)
    look, looked = feed.load_graphs, list[int]()

    async def too_early(doc_ids: list[str]) -> dict[str, Graph]:
        looked.append(1)
        return {} if len(looked) == 1 else await look(doc_ids)

    monkeypatch.setattr(feed, "load_graphs", too_early)
    (receipt,) = await push(await cast.actor("Daan"), other)
    assert (receipt["outcome"], receipt["reason"]) == ("quarantined", "wrong_placement")
    (document,) = (await everything(cast, "Samira"))["docs"]
    assert document["head"]["rev_id"] == first["rev_id"]
    assert [row["rev_id"] for row in await fetch("SELECT rev_id FROM revision")] == [
        first["rev_id"]
    ]


async def test_two_devices_bring_the_same_bad_things_at_once(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    bad = revision(cast.placements["Samira"], entry()) | {"hash": "0" * 64}
    odd = fact("remark", bad, tone="tip", text="Mooi") | {"kind": 1}
    pushed = await asyncio.gather(*(push(samira, bad) for _ in range(6)))
    told = await asyncio.gather(*(tell(samira, odd) for _ in range(6)))
    assert {result["outcome"] for (result,) in pushed} == {"quarantined"}
    assert {result["code"] for (result,) in told} == {"invalid"}
    page = await everything(cast, "Samira")
    assert (len(page["quarantine"]), len(page["refused"])) == (1, 1)

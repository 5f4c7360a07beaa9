"""What devices bring back after a restore is taken in again, and nothing else (protocol.md §7)."""

from __future__ import annotations

import itertools
import json

import pytest

from server.services.verify import verify_everything
from server.storage.database import execute, fetch
from server.storage.deliveries import Delivery
from server.storage.placements import PlacementPerson
from tests import cast as stage
from tests.cast import TODAY, Cast, Json, codes, entry, fact, page_of, push, revision, tell

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def signed_entry(cast: Cast) -> Json:
    """An entry that went to and fro and was signed; returns its document as Samira pulled it."""
    samira = await cast.actor("Samira")
    first = revision(cast.placements["Samira"], entry())
    second = revision(cast.placements["Samira"], entry(title="Beter"), base=first)
    await push(samira, first)
    await tell(samira, fact("submission", first, ask="sign_off", to=""))
    await tell(await cast.actor("Bram"), fact("request_changes", first, text="Waarom?"))
    await push(samira, second)
    await tell(samira, fact("submission", second, ask="sign_off", to=""))
    await tell(await cast.actor("Bram"), fact("sign_off", second, comment="Mooi", name="Bram B."))
    (document,) = (await page_of(cast, "Samira"))["docs"]
    assert [f["kind"] for f in document["facts"]] == [
        "submission",
        "request_changes",
        "submission",
        "sign_off",
    ]
    return {**document, "pushed": [first, second]}


async def lose(*tables: str) -> None:
    """As an older database would: the rows are not there."""
    for table in ("statement", "chain", "fact", "delivery", "audit_event", *tables):
        await execute(f"DELETE FROM {table}")
    await execute(
        "UPDATE document SET submitted_rev = NULL, submitted_at = NULL, signed_rev = NULL,"
        " returned = ?, shared = ?",
        False,
        False,
    )


async def columns() -> Json:
    rows = await fetch("SELECT submitted_rev, submitted_at, signed_rev, returned FROM document")
    return rows[0]


async def test_a_lost_sign_off_comes_back_as_it_was(cast: Cast) -> None:
    document = await signed_entry(cast)
    had = await columns()
    await lose()
    assert await codes(cast, "Samira", *document["facts"]) == ["ok"] * 4
    assert await columns() == had
    (again,) = (await page_of(cast, "Samira"))["docs"]
    unmoved = [{k: v for k, v in f.items() if k != "seq"} for f in document["facts"]]
    assert [{k: v for k, v in f.items() if k != "seq"} for f in again["facts"]] == unmoved
    assert again["facts"][-1]["provisional"] is False
    assert await verify_everything() == []


async def test_the_chain_says_that_it_was_readmitted_and_holds_the_original(cast: Cast) -> None:
    document = await signed_entry(cast)
    await lose()
    await codes(cast, "Samira", *document["facts"])
    (row,) = await fetch("SELECT statement FROM statement")
    statement = json.loads(row["statement"])
    assert statement["verdict"] == "readmitted"
    assert statement["supervisor"]["address"] == "bram@example.org"
    assert statement["supervisor"]["name"] == "Bram B."
    sign_off = document["facts"][-1]
    assert statement["original"]["signature"] == sign_off["signature"]
    assert statement["original"]["received_at"] == sign_off["received_at"]
    assert len(await fetch("SELECT id FROM audit_event WHERE action = 'readmitted'")) == 4


async def test_its_signer_is_told_and_nobody_else(cast: Cast) -> None:
    document = await signed_entry(cast)
    await lose()
    await codes(cast, "Samira", *document["facts"])
    mails = [(d.kind, d.person_id) for d in await Delivery.all()]
    assert mails == [("readmitted", cast.people["Bram"])]


async def test_the_columns_come_out_right_whatever_the_order(cast: Cast) -> None:
    document = await signed_entry(cast)
    had = await columns()
    for order in itertools.permutations(document["facts"]):
        await lose()
        assert await codes(cast, "Samira", *order) == ["ok"] * 4
        assert await columns() == had


async def test_whoever_holds_it_may_bring_it(cast: Cast) -> None:
    document = await signed_entry(cast)
    for who in ("Samira", "Bram", "Karlijn"):
        await lose()
        assert await codes(cast, who, *document["facts"]) == ["ok"] * 4
        assert {f["author"]["id"] for f in (await page_of(cast, who))["docs"][0]["facts"]} == {
            cast.people["Samira"],
            cast.people["Bram"],
        }


async def test_strangers_bring_nothing(cast: Cast) -> None:
    document = await signed_entry(cast)
    await lose()
    for who in ("Daan", "Dario", "Elif", "Femke", "Noor"):
        assert set(await codes(cast, who, *document["facts"])) == {"unknown_document"}
    bram = await PlacementPerson.get(
        placement_id=cast.placements["Samira"], person_id=cast.people["Bram"]
    )
    await PlacementPerson.filter(id=bram.id).update(until=TODAY.replace(day=1))
    assert set(await codes(cast, "Bram", *document["facts"])) == {"gone"}
    assert await fetch("SELECT fact_id FROM fact") == []


async def test_a_fact_waits_for_its_document_and_its_version(cast: Cast) -> None:
    document = await signed_entry(cast)
    first, second = document["pushed"]
    sign_off = document["facts"][-1]
    await lose("document", "revision")
    assert await codes(cast, "Bram", sign_off) == ["unknown_document"]
    samira = await cast.actor("Samira")
    await push(samira, first)
    assert await codes(cast, "Samira", sign_off) == ["changed"]
    await push(samira, second)
    assert await codes(cast, "Bram", sign_off) == ["ok"]
    assert await codes(cast, "Samira", *document["facts"][:3]) == ["ok"] * 3
    assert (await columns())["signed_rev"] == second["rev_id"]
    assert await verify_everything() == []


async def test_nothing_that_was_altered_gets_in_or_leaves_a_trace(cast: Cast) -> None:
    document = await signed_entry(cast)
    sign_off = document["facts"][-1]
    other = document["pushed"][0]
    await lose()
    forged = [
        sign_off | change
        for change in (
            {"rev_id": other["rev_id"]},
            {"hash": other["hash"]},
            {"kind": "goal_agreement"},
            {"body": sign_off["body"] | {"comment": "Prachtig"}},
            {"author": sign_off["author"] | {"id": cast.people["Karlijn"]}},
            {"author": sign_off["author"] | {"role": "school_coach"}},
            {"author": sign_off["author"] | {"address": "bram@elders.example"}},
            {"author": sign_off["author"] | {"address": "bram\x00@example.org"}},
            {"author": sign_off["author"] | {"role": "e\u0301"}},
            {"author": sign_off["author"] | {"role": "\ud800"}},
            {"author": {"id": sign_off["author"]["id"]}},
            {"author": None},
            {"received_at": "2026-01-01T00:00:00+00:00"},
            {"received_at": "gisteren"},
            {"received_at": "0001-01-01T00:00:00+01:00"},
            {"received_at": None},
            {"signature": "A" * 86},
            {"signature": ""},
            {"signature": None},
            {"key_id": "0" * 16},
            {"key_id": None},
            {"fact_id": other["rev_id"]},
        )
    ]
    assert await codes(cast, "Samira", *forged) == ["invalid"] * len(forged)
    assert await fetch("SELECT fact_id FROM fact") == []
    assert await fetch("SELECT fact_id FROM refused_fact") == []
    assert await fetch("SELECT id FROM statement") == []
    assert await Delivery.all().count() == 0


async def test_brought_by_two_it_is_there_once(cast: Cast) -> None:
    document = await signed_entry(cast)
    await lose()
    assert await codes(cast, "Samira", *document["facts"]) == ["ok"] * 4
    assert await codes(cast, "Bram", *document["facts"]) == ["dup"] * 4
    assert len(await fetch("SELECT id FROM statement")) == 1


async def test_what_was_said_since_stands_after_what_came_back(cast: Cast) -> None:
    document = await signed_entry(cast)
    second = document["pushed"][1]
    await lose()
    samira = await cast.actor("Samira")
    await tell(samira, document["facts"][2])
    await tell(await cast.actor("Bram"), fact("request_changes", second, text="Toch nog iets"))
    await tell(samira, document["facts"][1], document["facts"][3])
    now = await columns()
    assert (now["returned"], now["signed_rev"]) in ((True, second["rev_id"]), (1, second["rev_id"]))


async def test_a_receipt_alone_is_enough_to_bring_it_back(cast: Cast) -> None:
    item = revision(cast.placements["Samira"], entry())
    await push(await cast.actor("Samira"), item)
    sent = fact("submission", item, ask="sign_off", to="")
    (first,) = await tell(await cast.actor("Samira"), sent)
    (second,) = await tell(await cast.actor("Samira"), sent)
    assert (first["outcome"], second["outcome"]) == ("ok", "dup")
    assert first["fact"] == second["fact"]
    await lose()
    assert await codes(cast, "Samira", first["fact"]) == ["ok"]


async def test_an_undone_sign_off_stays_undone(cast: Cast) -> None:
    document = await signed_entry(cast)
    second, sign_off = document["pushed"][1], document["facts"][-1]
    undo = fact("withdraw", second, target=sign_off["fact_id"], reason="undo")
    (receipt,) = await tell(await cast.actor("Bram"), undo)
    assert receipt["outcome"] == "ok"
    (document,) = (await page_of(cast, "Samira"))["docs"]
    await lose()
    back = await codes(cast, "Samira", *reversed(document["facts"]))
    assert back == ["ok", "gone", "ok", "ok", "ok"]
    assert (await columns())["signed_rev"] is None
    (row,) = await fetch("SELECT statement FROM statement")
    assert json.loads(row["statement"])["original"]["kind"] == "withdraw"
    assert await verify_everything() == []


async def test_no_address_but_a_signers_comes_in_with_what_is_brought_back(cast: Cast) -> None:
    """Only a sign-off has one under its signature: elsewhere it would be the bearer's words."""
    document = await signed_entry(cast)
    second, sign_off = document["pushed"][1], document["facts"][-1]
    undo = fact("withdraw", second, target=sign_off["fact_id"], reason="undo")
    (receipt,) = await tell(await cast.actor("Bram"), undo)
    await lose()
    author = receipt["fact"]["author"] | {"address": "wie\x00dan@ook.example"}
    brought = receipt["fact"] | {"author": author}
    assert await codes(cast, "Samira", brought) == ["ok"]
    (row,) = await fetch("SELECT statement FROM statement")
    assert "ook.example" not in row["statement"]
    assert await fetch("SELECT fact_id FROM fact WHERE author_address <> ''") == []
    assert await verify_everything() == []


async def test_what_was_said_of_a_text_whose_share_ended_stays_said(cast: Cast) -> None:
    """Its author may not read that text any more, and would offer their words for ever."""
    samira, karlijn = await cast.actor("Samira"), await cast.actor("Karlijn")
    words = {"about": "", "text": "Van vroeger"}
    private = revision(cast.placements["Samira"], words, kind="lived_experience")
    await push(samira, private)
    share = fact("share", private)
    await tell(samira, share)
    (said,) = await tell(karlijn, fact("remark", private, tone="tip", text="Mooi gezegd"))
    await tell(samira, fact("withdraw", private, target=share["fact_id"], reason=""))
    await lose()
    assert await codes(cast, "Karlijn", said["fact"]) == ["ok"]
    assert (await page_of(cast, "Karlijn"))["docs"] == []
    (document,) = (await page_of(cast, "Samira"))["docs"]
    assert [f["body"]["text"] for f in document["facts"]] == ["Mooi gezegd"]
    assert await codes(cast, "Dario", said["fact"]) == ["unknown_document"]

"""Facts on a real database: who may say what, what is signed, what is seen (protocol.md §5-6)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from server.outside import clock, ledger
from server.rules.ledger import WITHDRAWN, fact_subject
from server.services.ledger_replay import replay_ledger
from server.services.verify import verify_everything
from server.storage.database import execute, fetch
from server.storage.deliveries import Delivery
from tests import cast as stage
from tests import photos
from tests.cast import (
    NOON,
    Cast,
    codes,
    entry,
    fact,
    page_of,
    push,
    revision,
    submitted,
)

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def test_submitting_shows_exactly_that_revision_to_staff(cast: Cast) -> None:
    item = await submitted(cast)
    later = revision(cast.placements["Samira"], entry(title="Nog niet klaar"), base=item)
    await push(await cast.actor("Samira"), later)
    for who in ("Bram", "Karlijn"):
        (document,) = (await page_of(cast, who))["docs"]
        assert document["head"]["rev_id"] == item["rev_id"]
        assert document["working"] is True
        assert "Nog niet klaar" not in json.dumps(document)
    assert await Delivery.filter(kind="supervisor_invitation").count() == 1


async def test_signing_writes_a_statement_that_verifies(cast: Cast) -> None:
    item = await submitted(cast)
    assert await codes(cast, "Bram", fact("sign_off", item, comment="Goed", name="Bram")) == ["ok"]
    (row,) = await fetch("SELECT statement, position FROM statement")
    statement = json.loads(row["statement"])
    assert row["position"] == 1
    assert statement["revision_hash"] == item["hash"]
    assert statement["supervisor"]["address"] == "bram@example.org"
    assert await verify_everything() == []
    (document,) = (await page_of(cast, "Samira"))["docs"]
    assert [f["kind"] for f in document["facts"]] == ["submission", "sign_off"]
    assert document["facts"][1]["provisional"] is False


async def test_an_edit_meanwhile_is_looked_at_again(cast: Cast) -> None:
    item = await submitted(cast)
    later = revision(cast.placements["Samira"], entry(title="Anders"), base=item)
    await push(await cast.actor("Samira"), later)
    assert await codes(cast, "Bram", fact("sign_off", item, comment="")) == ["changed"]
    assert await fetch("SELECT id FROM statement") == []


async def test_signing_needs_purpose_need_and_effect(cast: Cast) -> None:
    item = await submitted(cast, need="", need_of="")
    assert await codes(cast, "Bram", fact("sign_off", item, comment="")) == ["incomplete"]
    answer = await codes(cast, "Samira", fact("submission", item, ask="sign_off", to=""))
    assert answer == ["incomplete"]


async def test_signing_waits_for_the_photos_under_exactly_their_names(cast: Cast) -> None:
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    photo, document = photos.jpeg_from_a_camera(), photos.pdf()
    files = [photos.attachment(photo), photos.attachment(document, name="plan.pdf")]
    item = await submitted(cast, attachments=files)
    signed = fact("sign_off", item, comment="")
    await photos.send(samira, here, document)
    assert await codes(cast, "Bram", signed) == ["attachments_pending"]
    stored = (await photos.send(samira, here, photo))["stored"]
    # The server had to change this one: the text must name what will be signed.
    assert await codes(cast, "Bram", signed) == ["attachments_pending"]
    renamed = revision(here, entry(attachments=[stored, files[1]]), base=item)
    await push(samira, renamed)
    assert await codes(cast, "Samira", fact("submission", renamed, ask="sign_off", to="")) == ["ok"]
    assert await codes(cast, "Bram", fact("sign_off", renamed, comment="")) == ["ok"]
    (row,) = await fetch("SELECT statement FROM statement")
    names = sorted([stored["sha256"], photos.sha(document)])
    assert json.loads(row["statement"])["blob_hashes"] == names
    assert await verify_everything() == []


async def test_an_undo_that_was_cut_off_is_not_too_late_when_it_comes_again(cast: Cast) -> None:
    """The ledger was written, the database was not: the next start would make it true anyway."""
    with clock.at(NOON):
        item = await submitted(cast)
        signed = fact("sign_off", item, comment="")
        assert await codes(cast, "Bram", signed) == ["ok"]
    mark = ledger.mark_of(WITHDRAWN, fact_subject(signed["fact_id"]))
    ledger.append([ledger.Record(WITHDRAWN, mark, NOON.isoformat())])
    undo = fact("withdraw", item, target=signed["fact_id"], reason="undo")
    with clock.at(NOON + timedelta(minutes=11)):
        assert await codes(cast, "Bram", undo) == ["ok"]
    await replay_ledger()
    assert len(await fetch("SELECT fact_id FROM fact WHERE kind = 'withdraw'")) == 1
    assert await verify_everything() == []


@pytest.mark.parametrize("attachments", ["foto", [1], [{}], [{"sha256": "a"}], {"sha256": 1}])
async def test_an_attachment_that_names_nothing_is_kept_and_not_signed(
    cast: Cast, attachments: object
) -> None:
    item = await submitted(cast, attachments=attachments)
    assert await codes(cast, "Bram", fact("sign_off", item, comment="")) == ["attachments_pending"]


async def test_undo_within_ten_minutes_and_not_after(cast: Cast) -> None:
    with clock.at(NOON):
        item = await submitted(cast)
    with clock.at(NOON + timedelta(hours=1)):
        signed = fact("sign_off", item, comment="")
        assert await codes(cast, "Bram", signed) == ["ok"]
    undo = fact("withdraw", item, target=signed["fact_id"], reason="undo")
    with clock.at(NOON + timedelta(hours=1, minutes=11)):
        assert await codes(cast, "Bram", undo) == ["undo_too_late"]
    again = fact("withdraw", item, target=signed["fact_id"], reason="undo")
    with clock.at(NOON + timedelta(hours=1, minutes=9)):
        assert await codes(cast, "Bram", again) == ["ok"]
    assert len(await fetch("SELECT id FROM statement")) == 2
    assert await fetch("SELECT doc_id FROM document WHERE signed_rev IS NOT NULL") == []
    assert await verify_everything() == []


async def test_a_clock_that_is_set_back_does_not_change_the_order(cast: Cast) -> None:
    with clock.at(NOON):
        item = await submitted(cast)
        assert await codes(cast, "Bram", fact("request_changes", item, text="Waarom?")) == ["ok"]
    later = revision(cast.placements["Samira"], entry(title="Beter"), base=item)
    with clock.at(NOON - timedelta(hours=1)):
        await push(await cast.actor("Samira"), later)
        again = fact("submission", later, ask="sign_off", to="")
        assert await codes(cast, "Samira", again) == ["ok"]
    (row,) = await fetch("SELECT returned, submitted_rev FROM document")
    assert (bool(row["returned"]), row["submitted_rev"]) == (False, later["rev_id"])


async def test_a_known_fact_is_dup_before_anything_else(cast: Cast) -> None:
    item = await submitted(cast)
    signed = fact("sign_off", item, comment="")
    assert await codes(cast, "Bram", signed, signed) == ["ok", "dup"]
    later = revision(cast.placements["Samira"], entry(title="Anders"), base=item)
    await push(await cast.actor("Samira"), later)
    assert await codes(cast, "Bram", signed) == ["dup"]
    assert len(await fetch("SELECT id FROM statement")) == 1


async def test_nobody_signs_for_another_role_or_placement(cast: Cast) -> None:
    item = await submitted(cast)
    for who, expected in (
        ("Samira", "not_allowed"),
        ("Karlijn", "not_allowed"),
        ("Elif", "unknown_document"),
        ("Dario", "unknown_document"),
        ("Noor", "unknown_document"),
    ):
        assert await codes(cast, who, fact("sign_off", item, comment="")) == [expected]
    assert await fetch("SELECT id FROM statement") == []


async def test_two_versions_wait_for_a_choice(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    first = revision(cast.placements["Samira"], entry())
    left = revision(cast.placements["Samira"], entry(title="Links"), base=first)
    right = revision(cast.placements["Samira"], entry(title="Rechts"), base=first)
    await push(samira, first, left, right)
    answer = await codes(cast, "Samira", fact("submission", left, ask="sign_off", to=""))
    assert answer == ["choose_version_first"]


async def test_private_documents_need_a_share_and_can_be_taken_back(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    own = revision(
        cast.placements["Samira"], {"about": "", "text": "Van vroeger"}, kind="lived_experience"
    )
    await push(samira, own)
    refused = fact("submission", own, ask="feedback", to="")
    assert await codes(cast, "Samira", refused) == ["not_allowed"]
    assert (await page_of(cast, "Bram"))["docs"] == []
    share = fact("share", own)
    assert await codes(cast, "Samira", share) == ["ok"]
    assert len((await page_of(cast, "Bram"))["docs"]) == 1
    back = fact("withdraw", own, target=share["fact_id"], reason="mistake")
    assert await codes(cast, "Samira", back) == ["ok"]
    (gone,) = (await page_of(cast, "Bram"))["docs"]
    assert gone == {"doc_id": own["doc_id"], "gone": True}


async def test_a_share_that_was_taken_back_stays_so_when_another_version_is_shared(
    cast: Cast,
) -> None:
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    first = revision(here, {"about": "", "text": "Te veel"}, kind="lived_experience")
    second = revision(here, {"about": "", "text": "Net genoeg"}, kind=first["kind"], base=first)
    share = fact("share", first)
    back = fact("withdraw", first, target=share["fact_id"], reason="mistake")
    await push(samira, first)
    assert await codes(cast, "Samira", share, back) == ["ok"] * 2
    await push(samira, second)
    assert await codes(cast, "Samira", fact("share", second)) == ["ok"]
    for who in ("Bram", "Karlijn"):
        (document,) = (await page_of(cast, who))["docs"]
        assert document["head"]["rev_id"] == second["rev_id"]
        assert "Te veel" not in json.dumps(document)
    assert "Te veel" in json.dumps(await page_of(cast, "Samira"))


async def test_a_known_fact_about_something_else_changes_nothing_there(cast: Cast) -> None:
    """What is on record counts: its id does not open what another's document keeps back."""
    samira = await cast.actor("Samira")
    held = revision(cast.placements["Samira"], entry(description="Bel op 06-12345678."))
    await push(samira, held)
    theirs = await submitted(cast)
    seen = fact("remark", theirs, tone="tip", text="Mooi")
    assert await codes(cast, "Bram", seen) == ["ok"]
    posing = fact("submission", held) | {"fact_id": seen["fact_id"]}
    assert await codes(cast, "Bram", posing) == ["dup"]
    page = await page_of(cast, "Samira")
    (document,) = [found for found in page["docs"] if found["doc_id"] == held["doc_id"]]
    assert document["head"]["content"] == held["content"]


@pytest.mark.parametrize("effect", [[], {}, ["achieved"], 1, None])
async def test_an_effect_that_is_none_of_ours_is_lacking(cast: Cast, effect: object) -> None:
    item = revision(cast.placements["Samira"], entry(effect=effect))
    (receipt,) = await push(await cast.actor("Samira"), item)
    assert receipt["outcome"] == "ok"
    asked = fact("submission", item, ask="feedback", to="")
    assert await codes(cast, "Samira", asked) == ["ok"]
    assert await codes(cast, "Bram", fact("sign_off", item, comment="")) == ["incomplete"]


async def test_a_name_in_another_spelling_is_signed_in_the_one_of_the_school(cast: Cast) -> None:
    item = await submitted(cast)
    await execute("UPDATE person SET family_name = ?", "Nguye\u0302\u0303n")
    await execute("UPDATE placement_person SET function = ?", "Clie\u0308nt")
    assert await codes(cast, "Bram", fact("sign_off", item, comment="")) == ["ok"]
    (row,) = await fetch("SELECT statement FROM statement")
    statement = json.loads(row["statement"])
    assert statement["student"]["name"].endswith("Nguy\u1ec5n")
    assert statement["supervisor"]["function"] == "Cli\u00ebnt"
    assert await verify_everything() == []


async def test_held_back_text_is_not_submitted_nor_remarked(cast: Cast) -> None:
    samira = await cast.actor("Samira")
    item = revision(cast.placements["Samira"], entry(description="Bel op 06-12345678."))
    await push(samira, item)
    answer = await codes(cast, "Samira", fact("submission", item, ask="sign_off", to=""))
    assert answer == ["held_back"]
    fine = await submitted(cast)
    remark = fact("remark", fine, tone="tip", text="Mail haar op a.b@example.com")
    assert await codes(cast, "Bram", remark) == ["held_back"]


async def test_verify_finds_what_was_changed_behind_its_back(cast: Cast) -> None:
    item = await submitted(cast)
    await codes(cast, "Bram", fact("sign_off", item, comment=""))
    await execute('UPDATE revision SET content = \'{"title":"Anders"}\'')
    await execute("UPDATE fact SET body = '{}' WHERE kind = 'submission'")
    await execute("UPDATE statement SET salt = 'x'")
    assert len(await verify_everything()) >= 3


async def test_a_refusal_is_remembered_for_its_author(cast: Cast) -> None:
    item = await submitted(cast, need="", need_of="")
    refused = fact("sign_off", item, comment="")
    assert await codes(cast, "Bram", refused) == ["incomplete"]
    assert await codes(cast, "Bram", refused) == ["incomplete"]
    page = await page_of(cast, "Bram")
    assert [r["code"] for r in page["refused"]] == ["incomplete"]

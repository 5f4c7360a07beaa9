"""A portfolio after what happened since: erased, signed meanwhile, changed, looked at again."""

from __future__ import annotations

import asyncio
import contextvars
import io
import json
from typing import Any

import pypdf
import pytest

from server.outside import clock
from server.rules.privacy import Hit, scan
from server.services.coach import students_of
from server.services.erasure import erase_old_text
from server.services.portfolio import deliver_portfolio, read_portfolio
from server.services.pull import as_staff_sees
from server.storage.database import execute
from tests import cast as stage
from tests.cast import NOON, Cast, Json, entry, fact, push, revision, submitted, tell

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def signed(cast: Cast) -> Json:
    item = await submitted(cast)
    await tell(await cast.actor("Bram"), fact("sign_off", item, comment="Mooi zo"))
    return item


async def portfolio(cast: Cast) -> Json:
    return await read_portfolio(await cast.actor("Karlijn"), cast.placements["Samira"], "nl")


async def lose_sign_offs() -> None:
    """As an older database would: nobody signed anything yet."""
    for table in ("statement", "chain"):
        await execute(f"DELETE FROM {table}")
    await execute("DELETE FROM fact WHERE kind = 'sign_off'")
    await execute("UPDATE document SET signed_rev = NULL")


async def table_row(cast: Cast) -> Json:
    with clock.at(NOON):
        rows = await students_of(await cast.actor("Karlijn"))
    return next(row for row in rows if row["placement_id"] == cast.placements["Samira"])


async def test_an_akkoord_on_a_text_that_was_erased_counts_for_no_other_text(cast: Cast) -> None:
    """It was given before a roll-back, and came back after its text was erased as unsigned."""
    first, samira = await submitted(cast), await cast.actor("Samira")
    (receipt,) = await tell(await cast.actor("Bram"), fact("sign_off", first, comment=""))
    await lose_sign_offs()
    later = revision(cast.placements["Samira"], entry(title="Later", minutes=600), base=first)
    await push(samira, later)
    await tell(samira, fact("submission", later, ask="sign_off", to=""))
    assert await erase_old_text(samira, first["doc_id"]) == 1
    (answer,) = await tell(await cast.actor("Bram"), receipt["fact"])
    assert answer["outcome"] == "ok"
    found = await portfolio(cast)
    (line,) = found["entries"]
    assert (line["title"], line["state"], line["sign_off"]) == ("Later", "sent", None)
    assert (line["minutes"], found["hours"]["signed"]) == (600, 0)
    (log,) = found["sign_offs"]
    assert (log["text_erased"], log["revision_hash"]) == (True, first["hash"])
    row = await table_row(cast)
    assert (row["signed"], row["signed_minutes"], row["logged_minutes"]) == (0, 0, 600)
    made = await deliver_portfolio(await cast.actor("Karlijn"), cast.placements["Samira"], "nl")
    assert b"%PDF" in made.document


async def test_what_is_signed_while_it_is_read_is_not_half_in_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, outside = await submitted(cast), contextvars.copy_context()
    tasks: list[asyncio.Task[None]] = []

    async def meanwhile() -> None:
        samira = await cast.actor("Samira")
        later = revision(cast.placements["Samira"], entry(title="Later"), base=first)
        await push(samira, later)
        await tell(samira, fact("submission", later, ask="sign_off", to=""))
        await tell(await cast.actor("Bram"), fact("sign_off", later, comment=""))

    async def slowly(placement_id: str, found: list[Json]) -> list[Json]:
        tasks.append(asyncio.create_task(meanwhile(), context=outside))
        await asyncio.wait(tasks, timeout=1)  # on SQLite it has to wait for us
        return await as_staff_sees(placement_id, found)

    monkeypatch.setattr("server.services.portfolio.as_staff_sees", slowly)
    (line,) = (await portfolio(cast))["entries"]
    await tasks[0]
    assert (line["title"], line["state"], line["amendment"]) == ("Soepmiddag", "sent", None)
    assert line["revision_hash"] == first["hash"]


def stricter(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Rules grow: from now on these words are held back too."""

    def scan_more(fields: Json, *more: Any) -> list[Hit]:
        new = [
            Hit("email", "block", name, 0, 1, word)
            for name, text in fields.items()
            for word in words
            if word in text
        ]
        return [*new, *scan(fields, *more)]

    monkeypatch.setattr("server.services.guard.scan", scan_more)


async def test_an_older_text_that_nobody_sees_keeps_no_other_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, samira = (
        await submitted(cast, description="Een zwaluwnestje."),
        await cast.actor("Samira"),
    )
    later = revision(cast.placements["Samira"], entry(), base=first)
    await push(samira, later)
    await tell(samira, fact("submission", later, ask="sign_off", to=""))
    (answer,) = await tell(await cast.actor("Bram"), fact("sign_off", later, comment=""))
    assert answer["outcome"] == "ok"
    stricter(monkeypatch, "zwaluwnestje")
    found = await portfolio(cast)
    assert [line["state"] for line in found["entries"]] == ["signed"]
    assert list(found["held_back"]) == []


async def test_what_others_said_is_looked_at_again_for_the_pdf(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = await submitted(cast)
    bram = await cast.actor("Bram")
    words = {"comment": "Een zwaluwnestje", "name": "Bram de Wit", "function": "Huis zwaluwnestje"}
    answers = await tell(
        bram,
        fact("remark", item, tone="tip", text="Let op het zwaluwnestje"),
        fact("remark", item, tone="top", text="Fijn"),
        fact("sign_off", item, **words),
    )
    assert [answer["outcome"] for answer in answers] == ["ok"] * 3
    stricter(monkeypatch, "zwaluwnestje")
    found = await portfolio(cast)
    assert "zwaluwnestje" not in json.dumps(found)
    (line,) = found["entries"]
    assert [reaction["text"] for reaction in line["reactions"]] == ["Fijn"]
    assert (line["sign_off"]["by"], line["sign_off"]["function"]) == ("Bram de Wit", "")
    assert [item["kind"] for item in found["held_back"]] == ["reaction"] * 2


async def test_everything_that_changed_since_the_akkoord_stands_below_it(cast: Cast) -> None:
    """With nothing below it, nobody could tell what is new."""
    item = await signed(cast)
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    goal = revision(here, {"text": "Leren luisteren"}, kind="learning_goal")
    await push(samira, goal)
    await tell(samira, fact("submission", goal, ask="feedback", to=""))
    changes = {
        "activity_kind": "dilemma",
        "need_of": "team",
        "observation": {"saw": "Zes mensen", "thought": "Dat is veel"},
        "dilemma": {"facts": "Wie kookt", "options": ["Zij", "Ik"]},
        "goals": [goal["doc_id"]],
        "work_processes": ["D1-K2-W2", "D1-K1-W1"],
        "life_domains": ["finance", "housing"],
        "method": "Samen koken",
        "support_choice": "let_do",
        "attitude": ["empathy"],
    }
    later = revision(here, entry(**changes), base=item)
    await push(samira, later)
    await tell(samira, fact("submission", later, ask="feedback", to=""))
    (line,) = (await portfolio(cast))["entries"]
    told = {change["field"]: change["text"] for change in line["amendment"]["changes"]}
    assert told == {
        "activity_kind": "dilemma",
        "need_of": "team",
        "saw": "Zes mensen",
        "thought": "Dat is veel",
        "facts": "Wie kookt",
        "options": "Zij, Ik",
        "work_processes": "D1-K2-W2, D1-K1-W1",
        "goals": "1",
        "life_domains": "finance, housing",
        "method": "Samen koken",
        "support_choice": "let_do",
        "attitude": "empathy",
    }
    made = await deliver_portfolio(await cast.actor("Karlijn"), here, "nl")
    pages = pypdf.PdfReader(io.BytesIO(made.document)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in ("Soort activiteit Dilemma", "Financiën · Wonen", "Keuze Zelf laten doen"):
        assert words in text

"""What people do on their devices. An act takes what is there, and else does nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

from server.rules.access import PRIVATE_KINDS
from tests.campaigns.schedules import items, troubles
from tests.campaigns.schedules.game import Game
from tests.campaigns.schedules.phone import Phone

Json = dict[str, Any]
Act = Callable[[Game, Phone, Random], Awaitable[None]]
_KINDS = (*["entry"] * 6, "private_note", "lived_experience", "learning_goal")
_MOST_DOCUMENTS = 4
# How often somebody who did something is online and syncs at once.
_ONLINE = 0.75


async def sync(game: Game, phone: Phone, dice: Random) -> None:
    await game.wire.sync(phone, dice)


# -- the student ---------------------------------------------------------------------------------


async def write(game: Game, phone: Phone, dice: Random) -> None:
    if len(phone.documents()) < _MOST_DOCUMENTS:
        kind = dice.choice(_KINDS)
        _revise(game, phone, dice, kind, items.content_for(kind, dice))


async def edit(game: Game, phone: Phone, dice: Random) -> None:
    """On the version that stands, and now and then on one that was opened long ago."""
    doc_id = _some_document(phone, dice)
    head = phone.view(doc_id).head if doc_id else None
    if head is None:
        return
    older = [
        row.item
        for row in phone.held.values()
        if not row.is_fact and not row.is_garbage and row.item["doc_id"] == head["doc_id"]
    ]
    base = dice.choice(older) if older and dice.random() < 0.15 else head
    _revise(game, phone, dice, head["kind"], items.content_for(head["kind"], dice), base=base)
    if dice.random() < 0.5:
        await _if_online(game, phone, dice)


async def remove(game: Game, phone: Phone, dice: Random) -> None:
    """A deletion, or bringing back what was deleted."""
    doc_id = _some_document(phone, dice)
    head = phone.view(doc_id).head if doc_id else None
    if head is not None and head["content"] is not None:
        gone = not head["deleted"]
        _revise(game, phone, dice, head["kind"], head["content"], base=head, deleted=gone)


async def choose(game: Game, phone: Phone, dice: Random) -> None:
    torn = [doc_id for doc_id in phone.documents() if phone.view(doc_id).siblings]
    if torn:
        choose_version(game, phone, dice.choice(torn), dice)


def choose_version(game: Game, phone: Phone, doc_id: str, dice: Random) -> None:
    view = phone.view(doc_id)
    if view.head is not None:
        text = dice.choice([view.head, *view.siblings])["content"] or {}
        kind = view.head["kind"]
        _revise(game, phone, dice, kind, text, base=view.head, merges=view.siblings)


async def garbage(game: Game, phone: Phone, dice: Random) -> None:
    doc_id = _some_document(phone, dice)
    head = phone.view(doc_id).head if doc_id else None
    if head is None or head["content"] is None:
        return
    if dice.random() < 0.3 and not game.backups:
        # Not with an older state to come: there the other of the two may be first.
        item = items.clash(dice, head)
        game.truth.clashing.add(head["rev_id"])
    else:
        item = items.garbage(dice, head, game.house.elsewhere)
    game.truth.revision(item, phone.person, is_garbage=True)
    phone.write(item, is_garbage=True)


async def submit(game: Game, phone: Phone, dice: Random) -> None:
    doc_id = _some_document(phone, dice, private=False)
    if doc_id and not phone.view(doc_id).siblings:
        ask = dice.choice(("feedback", "sign_off"))
        _tell(game, phone, dice, "submission", phone.view(doc_id).head, ask=ask, to="")
        await _if_online(game, phone, dice)


async def share(game: Game, phone: Phone, dice: Random) -> None:
    doc_id = _some_document(phone, dice, private=True)
    if doc_id and not phone.view(doc_id).siblings:
        _tell(game, phone, dice, "share", phone.view(doc_id).head)
        await _if_online(game, phone, dice)


async def unshare(game: Game, phone: Phone, dice: Random) -> None:
    shares = _own_facts(phone, ("share",))
    if shares:
        target = dice.choice(shares)
        _tell(game, phone, dice, "withdraw", target, target=target["fact_id"], reason="")


# -- everybody -----------------------------------------------------------------------------------


async def remark(game: Game, phone: Phone, dice: Random) -> None:
    doc_id = _some_document(phone, dice)
    about = _as_shown(phone, doc_id)
    _tell(game, phone, dice, "remark", about, tone="tip", text=f"Kijk {dice.randrange(100)}")


async def seen(game: Game, phone: Phone, dice: Random) -> None:
    _tell(game, phone, dice, "seen", _as_shown(phone, _some_document(phone, dice)))


# -- the supervisor ------------------------------------------------------------------------------


async def review(game: Game, phone: Phone, dice: Random) -> None:
    await _if_online(game, phone, dice)
    about = _as_shown(phone, _some_document(phone, dice))
    if about is None:
        return
    if about["kind"] == "learning_goal":
        _tell(game, phone, dice, "goal_agreement", about)
    elif dice.random() < 0.7:
        _tell(game, phone, dice, "sign_off", about, comment=f"Goed {dice.randrange(100)}")
    else:
        _tell(game, phone, dice, "request_changes", about, text="Wat was het doel?")
    await _if_online(game, phone, dice)


async def undo(game: Game, phone: Phone, dice: Random) -> None:
    facts = _own_facts(phone, ("sign_off", "request_changes", "remark"))
    if facts:
        target = dice.choice(facts)
        _tell(game, phone, dice, "withdraw", target, target=target["fact_id"], reason="undo")
        await _if_online(game, phone, dice)


# -- with what is at hand ------------------------------------------------------------------------


async def _if_online(game: Game, phone: Phone, dice: Random) -> None:
    if dice.random() < _ONLINE:
        await game.wire.sync(phone, dice)


# -- with what is at hand ------------------------------------------------------------------------


def _revise(
    game: Game,
    phone: Phone,
    dice: Random,
    kind: str,
    content: Json,
    *,
    base: Json | None = None,
    merges: list[Json] | None = None,
    deleted: bool = False,
) -> None:
    now = items.years_off(game.now, phone.clock_years)
    placement = game.house.placement
    item = items.revision(
        dice, placement, kind, content, now, base=base, merges=merges, deleted=deleted
    )
    game.truth.revision(item, phone.person)
    phone.write(item)
    game.say(f"   {kind} {item['doc_id'][:8]} becomes {item['rev_id'][:8]}")


def _tell(
    game: Game, phone: Phone, dice: Random, kind: str, about: Json | None, **body: Any
) -> None:
    if about is not None:
        item = items.fact(dice, kind, about, **body)
        game.truth.fact(item, phone.person)
        phone.write(item, is_fact=True)
        game.say(f"   {kind} {item['fact_id'][:8]} about {about['rev_id'][:8]}")


def _some_document(phone: Phone, dice: Random, *, private: bool | None = None) -> str | None:
    known = [
        doc_id
        for doc_id in phone.documents()
        if private is None or (_kind_of(phone, doc_id) in PRIVATE_KINDS) == private
    ]
    return dice.choice(known) if known else None


def _kind_of(phone: Phone, doc_id: str) -> str:
    head = phone.view(doc_id).head
    return str(head["kind"]) if head else ""


def _as_shown(phone: Phone, doc_id: str | None) -> Json | None:
    """The version on this screen: a supervisor's shows what was submitted."""
    return phone.view(doc_id).head if doc_id else None


def _own_facts(phone: Phone, kinds: tuple[str, ...]) -> list[Json]:
    mine = [row.item for row in phone.held.values() if row.is_fact and row.outcome != "refused"]
    return [
        fact
        for fact in mine
        if fact["kind"] in kinds
        and fact.get("author", {"id": phone.person_id})["id"] == phone.person_id
    ]


ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (
        sync,
        troubles.ghost,
        troubles.together,
        troubles.restart,
        troubles.erase,
        troubles.backup,
        troubles.restore,
        troubles.roll_back,
        troubles.wait,
        write,
        edit,
        remove,
        choose,
        garbage,
        submit,
        share,
        unshare,
        remark,
        seen,
        review,
        undo,
        troubles.stranger,
    )
}

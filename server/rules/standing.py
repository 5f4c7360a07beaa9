"""What the facts of a document add up to, in whatever order they came in (protocol.md §5-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.rules.facts import EarlierFact, standing_sign_off

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Standing:
    """The columns of a document that its facts decide."""

    submitted_rev: str | None
    submitted_at: datetime | None
    signed_rev: str | None
    shared: bool
    returned: bool


def standing_of(facts: Sequence[EarlierFact]) -> Standing:
    """A share that was taken back leaves `submitted_rev`, so that others can be told it is gone."""
    ordered = tuple(in_order(facts))
    withdrawn = {f.values.get("target") for f in ordered if f.kind == "withdraw"}
    standing = [f for f in ordered if f.fact_id not in withdrawn]
    ever_shown = [f for f in ordered if f.kind in ("submission", "share")]
    shown = [f for f in ever_shown if f.fact_id not in withdrawn]
    asked = [f for f in standing if f.kind in ("submission", "request_changes", "sign_off")]
    signed = standing_sign_off(ordered)
    named = next(reversed(shown or ever_shown), None)
    return Standing(
        submitted_rev=named.rev_id if named else None,
        submitted_at=shown[-1].received_at if shown else None,
        signed_rev=signed.rev_id if signed else None,
        shared=any(f.kind == "share" for f in standing),
        returned=bool(asked) and asked[-1].kind == "request_changes",
    )


def in_order(facts: Sequence[EarlierFact]) -> list[EarlierFact]:
    """By when they were first received: after a restore they come back in any order."""
    return sorted(facts, key=lambda fact: (fact.received_at, fact.fact_id))


def next_instant(now: datetime, facts: Sequence[EarlierFact]) -> datetime:
    """`now`, but after everything that was received before: a clock may be set back."""
    return max([now, *(fact.received_at + _TICK for fact in facts)])

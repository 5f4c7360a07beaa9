"""What was really written, by whom: the measure of everything that the server says later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.campaigns.schedules.phone import revision_key

# In the words of an entry that the guard holds back.
HELD_BACK = "06 12345678"
Json = dict[str, Any]


@dataclass(frozen=True)
class Written:
    item: Json
    person: str
    is_garbage: bool = False


@dataclass
class Truth:
    """Revisions by `rev_id:hash`, facts by id. `clashing` ids were used for two revisions."""

    revisions: dict[str, Written] = field(default_factory=dict)
    facts: dict[str, Written] = field(default_factory=dict)
    clashing: set[str] = field(default_factory=set)
    strange_facts: set[str] = field(default_factory=set)
    strange_receipts: list[str] = field(default_factory=list)
    went_back: bool = False  # to an older state, so that what no device holds may be gone
    statements: dict[str, str] = field(default_factory=dict)  # by fact_id, as first written
    erased: set[str] = field(default_factory=set)  # rev_ids, at somebody's wish
    withdrawn: set[str] = field(default_factory=set)  # fact_ids, with a receipt for it
    cut_off: set[str] = field(default_factory=set)  # withdrawn in a call that died half-way
    checked: set[str] = field(default_factory=set)  # sign-offs that were looked at when they came

    def revision(self, item: Json, person: str, *, is_garbage: bool = False) -> None:
        self.revisions[revision_key(item)] = Written(item, person, is_garbage)

    def may_be_erased(self, row: Json, item: Json) -> bool:
        """By wish, or what the guard holds back; and only when something newer took its place."""
        meant = row["rev_id"] in self.erased or HELD_BACK in str(item["content"])
        return not row["is_leaf"] and meant

    def fact(self, item: Json, person: str) -> None:
        self.facts[item["fact_id"]] = Written(item, person)

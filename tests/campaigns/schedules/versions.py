"""Which versions of a document stand, worked out from what is at hand (protocol.md §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Versions:
    head: Json | None
    siblings: list[Json]


def versions(told: Json | None, mine: Iterable[Json]) -> Versions:
    """The server's document with what was written here laid over it."""
    known: dict[str, Json] = {}
    if told is not None:
        known = {rev["rev_id"]: rev for rev in (told["head"], *told["siblings"])}
    for item in mine:
        known.setdefault(item["rev_id"], item)
    if not known:
        return Versions(None, [])
    start = told["head"]["rev_id"] if told is not None else next(iter(known))
    parents = {rev_id: parents_of(rev) for rev_id, rev in known.items()}
    head = head_after(start, parents)
    return Versions(known[head], [known[leaf] for leaf in leaves_of(parents) if leaf != head])


def parents_of(rev: Json) -> list[str]:
    return [parent for parent in (rev["base_rev"], *rev["merges"]) if parent]


def leaves_of(parents: dict[str, list[str]]) -> list[str]:
    named = {parent for some in parents.values() for parent in some}
    return [rev_id for rev_id in parents if rev_id not in named]


def head_after(start: str, parents: dict[str, list[str]]) -> str:
    """The head stays while it is a leaf, and else moves to its own oldest descending leaf."""
    leaves = leaves_of(parents)
    if start in leaves or not leaves:
        return start
    return next((leaf for leaf in leaves if descends(leaf, start, parents)), leaves[0])


def descends(rev_id: str, ancestor: str, parents: dict[str, list[str]]) -> bool:
    seen, todo = set[str](), [rev_id]
    while todo:
        current = todo.pop()
        if current == ancestor:
            return True
        if current not in seen:
            seen.add(current)
            todo += parents.get(current, [])
    return False

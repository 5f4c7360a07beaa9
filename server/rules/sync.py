"""Which revision is accepted, which is the head, which are leaves (protocol.md §1 and §3).

A document's revisions form a graph: each names its base and what it merges. Leaves are the
accepted revisions that no accepted revision names. The head moves only to its own descendant;
every other leaf is a sibling, kept until its author chooses.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from server.rules.access import DOCUMENT_KINDS
from server.rules.canonical import NotCanonical, canonical, revision_hash

MAX_ITEM_BYTES = 256 * 1024
# So many versions of one text can be joined at once; two is what a person ever sees.
MAX_MERGES = 200
MIN_SCHEMA_VERSION = 1

HASHED = (
    "v",
    "placement_id",
    "doc_id",
    "kind",
    "schema_version",
    "base_rev",
    "merges",
    "deleted",
    "salt",
    "content",
)
_BESIDE = frozenset({"rev_id", "hash", "device_time"})
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[A-Za-z0-9_-]{22,24}={0,2}")


class Unacceptable(Exception):
    """This item goes to quarantine; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Incoming:
    """A revision as pushed, checked by itself. `content` is canonical JSON text."""

    placement_id: str
    rev_id: str
    doc_id: str
    kind: str
    schema_version: int
    base_rev: str | None
    merges: tuple[str, ...]
    deleted: bool
    salt: str
    content: str
    values: dict[str, Any] = field(compare=False, hash=False)
    hash: str = ""
    device_time: str = ""
    extra: str = ""
    erased: bool = False  # its text was erased before it came (again): only the hash is kept

    @property
    def parents(self) -> tuple[str, ...]:
        return (self.base_rev, *self.merges) if self.base_rev else self.merges


@dataclass
class Graph:
    """A document as far as acceptance needs it; `parents` is in order of acceptance."""

    placement_id: str
    kind: str
    author_id: str
    head: str
    parents: dict[str, tuple[str, ...]]
    erased: bool = False

    def leaves(self) -> list[str]:
        named = {parent for parents in self.parents.values() for parent in parents}
        return [rev for rev in self.parents if rev not in named]


@dataclass(frozen=True)
class Acceptance:
    outcome: str  # ok | conflict_kept
    is_leaf: bool
    head: str
    superseded: tuple[str, ...]  # accepted revisions that stop being leaves


def read_item(item: Any) -> Incoming:
    """Checks one pushed item by itself. Raises Unacceptable."""
    if not isinstance(item, dict):
        raise Unacceptable("unparsable")
    if any(name not in item for name in HASHED):
        raise Unacceptable("unparsable")
    rev_id, doc_id, placement_id = item.get("rev_id"), item["doc_id"], item["placement_id"]
    if not all(is_id(value) for value in (rev_id, doc_id, placement_id)):
        raise Unacceptable("unparsable")
    hashed = {name: item[name] for name in HASHED}
    _check_shapes(hashed)
    if rev_id == hashed["base_rev"] or rev_id in hashed["merges"]:
        raise Unacceptable("unparsable")
    try:
        content = canonical(hashed["content"])
        computed = revision_hash(hashed)
        extra = {k: v for k, v in item.items() if k not in hashed and k not in _BESIDE}
        kept = canonical(extra) if extra else ""
        device_time = canonical(item.get("device_time", ""))
    except NotCanonical as problem:
        raise Unacceptable("not_canonical") from problem
    if computed != item.get("hash"):
        raise Unacceptable("wrong_hash")
    return Incoming(
        placement_id=placement_id,
        rev_id=str(rev_id),
        doc_id=doc_id,
        kind=hashed["kind"],
        schema_version=hashed["schema_version"],
        base_rev=hashed["base_rev"],
        merges=tuple(hashed["merges"]),
        deleted=hashed["deleted"],
        salt=hashed["salt"],
        content=content,
        values=hashed["content"],
        hash=computed,
        device_time=str(json.loads(device_time))[:40],
        extra=kept,
    )


def accept(graph: Graph | None, rev: Incoming, author_id: str) -> Acceptance:
    """Judges a new revision against its document and adds it to the graph.

    Raises Unacceptable when it belongs to another placement, kind or author, or names its own
    descendant.
    """
    if graph is None:
        return Acceptance("ok", True, rev.rev_id, ())
    if (graph.placement_id, graph.author_id) != (rev.placement_id, author_id):
        raise Unacceptable("wrong_placement")
    if graph.kind != rev.kind:
        raise Unacceptable("wrong_kind")
    if _descendants(graph, rev.rev_id).intersection(rev.parents):
        raise Unacceptable("cycle")
    before = set(graph.leaves())
    graph.parents[rev.rev_id] = rev.parents
    after = graph.leaves()
    if graph.head not in after:
        below = _descendants(graph, graph.head)
        graph.head = next((leaf for leaf in after if leaf in below), rev.rev_id)
    is_leaf = rev.rev_id in after
    outcome = "conflict_kept" if is_leaf and graph.head != rev.rev_id else "ok"
    return Acceptance(outcome, is_leaf, graph.head, tuple(before.difference(after)))


def new_graph(rev: Incoming, author_id: str) -> Graph:
    return Graph(rev.placement_id, rev.kind, author_id, rev.rev_id, {rev.rev_id: rev.parents})


def is_id(value: Any) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_hash(value: Any) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _check_shapes(hashed: dict[str, Any]) -> None:
    base, merges, version = hashed["base_rev"], hashed["merges"], hashed["schema_version"]
    fine = (
        hashed["v"] == 1
        and hashed["v"] is not True
        and isinstance(hashed["kind"], str)
        and hashed["kind"] in DOCUMENT_KINDS
        and isinstance(version, int)
        and not isinstance(version, bool)
        and 0 < version < 2**31
        and (base is None or is_id(base))
        and isinstance(merges, list)
        and all(is_id(merge) for merge in merges)
        and isinstance(hashed["deleted"], bool)
        and isinstance(hashed["salt"], str)
        and _SALT.fullmatch(hashed["salt"]) is not None
        and isinstance(hashed["content"], dict)
    )
    if not fine:
        raise Unacceptable("unparsable")


def _descendants(graph: Graph, rev_id: str) -> set[str]:
    children: dict[str, list[str]] = {}
    for child, parents in graph.parents.items():
        for parent in parents:
            children.setdefault(parent, []).append(child)
    found: set[str] = set()
    todo = [rev_id]
    while todo:
        for child in children.get(todo.pop(), []):
            if child not in found:
                found.add(child)
                todo.append(child)
    return found

"""What the ledger can name, in words that say nothing by themselves (protocol.md §7)."""

from __future__ import annotations

ERASED = "erased"
WITHDRAWN = "withdrawn"
ENDED = "ended"
# Of an erasure of which only the record came about: what it names lives on here.
CAME_BACK = "came_back"


def revision_subject(placement_id: str, rev_id: str) -> str:
    return f"revision {placement_id} {rev_id}"


def document_subject(doc_id: str) -> str:
    return f"document {doc_id}"


def placement_subject(placement_id: str) -> str:
    return f"placement {placement_id}"


def fact_subject(fact_id: str) -> str:
    return f"fact {fact_id}"


def access_subject(row_id: str) -> str:
    """A row of somebody beside a placement; its end is a day in the ledger's own line."""
    return f"access {row_id}"

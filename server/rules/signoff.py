"""What a signed statement says and how the chain holds together (protocol.md §6)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.rules.canonical import canonical, composed


@dataclass(frozen=True)
class Signer:
    id: str
    name: str
    function: str
    address: str


def statement(
    *,
    verdict: str,
    fact_id: str,
    placement_id: str,
    doc_id: str,
    rev_id: str,
    revision_hash: str,
    blob_hashes: list[str],
    student: Mapping[str, str],
    signer: Signer,
    comment: str,
    server_time: str,
    previous_hash: str,
    original: Mapping[str, Any] | None = None,
) -> str:
    """Canonical JSON of what was signed.

    `verdict` is signed_off, withdrawn_by_signer, withdrawn_by_ledger or readmitted, which holds
    the `original` fact with its signature.
    """
    held = {} if original is None else {"original": dict(original)}
    return canonical(
        {
            **held,
            "v": 1,
            "verdict": verdict,
            "fact_id": fact_id,
            "placement_id": placement_id,
            "doc_id": doc_id,
            "rev_id": rev_id,
            "revision_hash": revision_hash,
            "blob_hashes": sorted(blob_hashes),
            # Names are the school's, and may be older than its one spelling.
            "student": {name: composed(value) for name, value in student.items()},
            "supervisor": {
                "id": signer.id,
                "name": composed(signer.name),
                "function": composed(signer.function),
                "address": composed(signer.address),
            },
            "comment": comment,
            "server_time": server_time,
            "previous_hash": previous_hash,
        }
    )


def restored_statement(
    *, made_at: str, restored_at: str, old_epoch: str, new_epoch: str, previous_hash: str
) -> str:
    """What the restore of a backup itself adds to the chain."""
    return canonical(
        {
            "v": 1,
            "verdict": "restored",
            "backup_made_at": made_at,
            "old_epoch": old_epoch,
            "new_epoch": new_epoch,
            "server_time": restored_at,
            "previous_hash": previous_hash,
        }
    )


def statement_hash(text: str, salt: str) -> str:
    """SHA-256 over salt and statement; the salt goes when the content is erased."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def link_hash(position: int, previous_hash: str, content_hash: str) -> str:
    """What is signed: it pins a statement to its place, also after its text was erased."""
    link = {"position": position, "previous_hash": previous_hash, "content_hash": content_hash}
    return hashlib.sha256(canonical(link).encode()).hexdigest()


def fact_payload(
    *,
    fact_id: str,
    kind: str,
    placement_id: str,
    doc_id: str,
    rev_id: str,
    revision_hash: str,
    body: Mapping[str, Any],
    author_id: str,
    author_role: str,
    author_address: str,
    received_at: str,
) -> dict[str, Any]:
    """What the server signs of a fact, so that a held copy can be re-admitted after a restore.

    `author_address` is that of a sign-off, and empty for everything else: whoever holds a copy
    reads it, and only of a signer does the address count.
    """
    return {
        "v": 1,
        "fact_id": fact_id,
        "kind": kind,
        "placement_id": placement_id,
        "doc_id": doc_id,
        "rev_id": rev_id,
        "hash": revision_hash,
        "body": dict(body),
        "author_id": author_id,
        "author_role": author_role,
        "author_address": author_address if kind == "sign_off" else "",
        "received_at": received_at,
    }


def signed_bytes(payload: Mapping[str, Any]) -> bytes:
    """The bytes under a fact's signature."""
    return canonical(payload).encode()

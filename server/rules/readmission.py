"""A fact that a device brings back with the server's own signature under it (protocol.md §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from server.rules.canonical import NotCanonical, canonical
from server.rules.facts import FactRefused, NewFact, read_fact
from server.rules.signoff import fact_payload
from server.rules.sync import is_id

# So long a phone keeps what it received a receipt for (protocol.md §4).
HELD_BY_DEVICES = timedelta(days=35)
_MAX_ADDRESS = 254


@dataclass(frozen=True)
class SignedFact:
    """What the server once accepted, from whom and when; `signature` is still to be checked."""

    fact: NewFact
    author_id: str
    author_role: str
    author_address: str
    received_at: datetime
    signature: str
    key_id: str

    def payload(self) -> dict[str, Any]:
        return fact_payload(
            fact_id=self.fact.fact_id,
            kind=self.fact.kind,
            placement_id=self.fact.placement_id,
            doc_id=self.fact.doc_id,
            rev_id=self.fact.rev_id,
            revision_hash=self.fact.hash,
            body=self.fact.values,
            author_id=self.author_id,
            author_role=self.author_role,
            author_address=self.author_address,
            received_at=self.received_at.isoformat(),
        )


def is_signed(item: Any) -> bool:
    return isinstance(item, dict) and "signature" in item


def read_signed(item: dict[str, Any]) -> SignedFact:
    """Checks the shape of a fact as a pull or a receipt gave it. Raises FactRefused("invalid")."""
    fact = read_fact(item)
    author = item.get("author")
    if not isinstance(author, dict) or not is_id(author.get("id")):
        raise FactRefused("invalid")
    role = author.get("role")
    # Only that of a signer was signed; any other would be the bearer's own words.
    address = author.get("address") if fact.kind == "sign_off" else ""
    signature, key_id = item["signature"], item.get("key_id")
    texts = (role, address, signature, key_id)
    if not all(isinstance(text, str) and len(text) <= _MAX_ADDRESS for text in texts):
        raise FactRefused("invalid")
    if not _is_canonical([role, address]):
        raise FactRefused("invalid")
    received_at = _instant(item.get("received_at"))
    return SignedFact(
        fact, str(author["id"]), str(role), str(address), received_at, signature, str(key_id)
    )


def _is_canonical(value: Any) -> bool:
    try:
        return bool(canonical(value))
    except NotCanonical:
        return False


def _instant(text: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        # Only one spelling was signed: ours, in UTC.
        if instant.utcoffset() != timedelta() or instant.isoformat() != text:
            raise FactRefused("invalid")
    except (TypeError, ValueError) as problem:
        raise FactRefused("invalid") from problem
    return instant.astimezone(UTC)

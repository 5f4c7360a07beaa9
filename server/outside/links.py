"""Signed tokens in links. A token carries one row's id; the row decides what it is worth."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from server.outside import keys
from server.outside.clock import now

INVITATION = "invitation"


def make_token(purpose: str, row_id: str) -> str:
    return _serializer(purpose).dumps(row_id)


def read_token(purpose: str, token: str, max_age: timedelta | None = None) -> str | None:
    """The id inside, or None when we did not sign this for this purpose, or too long ago."""
    age = None if max_age is None else int(max_age.total_seconds())
    _, _, signature = token.rpartition(".")
    try:
        # Base64 reads many spellings of one signature. We write one, and a link is counted by it.
        if base64_encode(base64_decode(signature)) != signature.encode():
            return None
        value = _serializer(purpose).loads(token, max_age=age)
    except BadData:
        return None
    return value if isinstance(value, str) else None


class _Signer(TimestampSigner):
    """Reads our own clock, so that the demo school and the tests can live on another day."""

    def get_timestamp(self) -> int:
        return int(now().timestamp())


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    # itsdangerous signs with SHA-1 unless told otherwise.
    return URLSafeTimedSerializer(
        list(keys.link_keys()),
        salt=f"vakwerk.{purpose}",
        signer=_Signer,
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )

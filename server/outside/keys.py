"""The secrets of this house: keys for links, the pepper for codes, and the signing keys.

One file, `keys.json`, readable by its owner only. It is made on first use and it is never in the
database, so that a copy of the database alone can neither sign a statement nor guess a code.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_FILE = "keys.json"


@dataclass(frozen=True)
class Keys:
    links: tuple[str, ...]  # oldest first; the last one signs, all of them verify
    pepper: bytes
    current: str
    private: Ed25519PrivateKey
    public: dict[str, Ed25519PublicKey] = field(default_factory=dict)


_loaded: Keys | None = None


def load_keys(folder: Path | str) -> None:
    """Reads the keys in `folder`, making them when there are none yet."""
    global _loaded
    path = Path(folder) / _FILE
    if not path.exists():
        _create(path, _fresh())
    _loaded = _parse(json.loads(path.read_text()))


def sign(message: bytes) -> tuple[str, str]:
    """The signature (base64url) and the id of the key that made it."""
    keys = _keys()
    return _encode(keys.private.sign(message)), keys.current


def verify(message: bytes, signature: str, key_id: str) -> bool:
    """Whether one of our keys, present or past, signed exactly this."""
    public = _keys().public.get(key_id)
    if public is None:
        return False
    try:
        raw = _decode(signature)
        public.verify(raw, message)
    except (InvalidSignature, ValueError):
        return False
    # base64 has spare bits at its end: only one spelling of a signature is the signature.
    return _encode(raw) == signature


def current_key_id() -> str:
    return _keys().current


def public_keys() -> dict[str, str]:
    """Every public signing key (base64url) by its id, for whoever wants to check without us."""
    return {key_id: _encode(key.public_bytes_raw()) for key_id, key in _keys().public.items()}


def link_keys() -> tuple[str, ...]:
    return _keys().links


def key_file(folder: Path | str) -> Path:
    return Path(folder) / _FILE


def keyed_hash(purpose: str, text: str) -> str:
    """HMAC-SHA-256 with the pepper: a stolen database does not give six-digit codes away."""
    message = f"{purpose}\x00{text}".encode()
    return hmac.new(_keys().pepper, message, hashlib.sha256).hexdigest()


class OtherHouse(Exception):
    """These keys belong to another installation."""


def take_in(folder: Path | str, stored: dict[str, Any]) -> None:
    """Keys from a backup, beside those in `folder`, or as its first. Raises OtherHouse.

    A key that was made since the backup stays the one that signs; an older one that this folder
    lacks can be checked again.
    """
    path = Path(folder) / _FILE
    if not path.exists():
        _create(path, stored)
        load_keys(folder)
        return
    here = json.loads(path.read_text())
    if here["pepper"] != stored["pepper"]:
        raise OtherHouse()
    known = {key["id"] for key in here["signing"]}
    lacking = [key for key in stored["signing"] if key["id"] not in known]
    if lacking:
        past = [{"id": key["id"], "public": key["public"]} for key in lacking]
        _replace(path, here | {"signing": [*past, *here["signing"]]})
    load_keys(folder)


def rotate(folder: Path | str) -> str:
    """Adds a new link key and a new signing key; the old public keys stay. Returns the new id."""
    path = Path(folder) / _FILE
    stored = json.loads(path.read_text())
    fresh = _fresh()
    stored["links"] = [*stored["links"][-2:], *fresh["links"]]
    # What an old key signed stays checkable; what it could still sign is thrown away.
    past = [{"id": key["id"], "public": key["public"]} for key in stored["signing"]]
    stored["signing"] = [*past, *fresh["signing"]]
    _replace(path, stored)
    load_keys(folder)
    return current_key_id()


def _keys() -> Keys:
    if _loaded is None:
        raise RuntimeError("load_keys() comes first: app.py and __main__.py call it at the start")
    return _loaded


def _fresh() -> dict[str, Any]:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return {
        "links": [secrets.token_urlsafe(48)],
        "pepper": secrets.token_urlsafe(48),
        "signing": [
            {
                "id": hashlib.sha256(public).hexdigest()[:16],
                "public": _encode(public),
                "private": _encode(private.private_bytes_raw()),
            }
        ],
    }


def _parse(stored: dict[str, Any]) -> Keys:
    current = stored["signing"][-1]
    return Keys(
        links=tuple(stored["links"]),
        pepper=stored["pepper"].encode(),
        current=current["id"],
        private=Ed25519PrivateKey.from_private_bytes(_decode(current["private"])),
        public={
            key["id"]: Ed25519PublicKey.from_public_bytes(_decode(key["public"]))
            for key in stored["signing"]
        },
    )


def _create(path: Path, keys: dict[str, Any]) -> None:
    """Two processes may start at once: whoever links first wins, and the other reads that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    temporary = path.with_name(f"{_FILE}.{secrets.token_hex(4)}")
    _write(temporary, keys)
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def _replace(path: Path, keys: dict[str, Any]) -> None:
    temporary = path.with_name(f"{_FILE}.{secrets.token_hex(4)}")
    _write(temporary, keys)
    os.replace(temporary, path)


def _write(path: Path, keys: dict[str, Any]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(keys, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

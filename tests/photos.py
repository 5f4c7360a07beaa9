"""Pictures and files, made up where they are needed: good ones, and such as nobody should send."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from server.outside import objects
from server.rules.access import Actor
from server.rules.blobs import PART, parts_in
from server.services.blobs import Sending, open_blob, receive_part
from server.storage import blobs as storage

Json = dict[str, Any]


def picture(width: int = 800, height: int = 600, mode: str = "RGB") -> Image.Image:
    """A blue field with a red corner, so that turning it shows."""
    image = Image.new("RGB", (width, height), "steelblue")
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill="firebrick")
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(width: int = 800, height: int = 600, **options: Any) -> bytes:
    """As a phone draws it: with nothing beside the picture."""
    return encoded(picture(width, height), "JPEG", **options)


def noisy_jpeg(width: int = 1200, height: int = 900) -> bytes:
    """Of several parts: noise does not compress."""
    return encoded(Image.effect_noise((width, height), 90).convert("RGB"), "JPEG", quality=90)


def jpeg_from_a_camera(width: int = 800, height: int = 600, orientation: int = 1) -> bytes:
    """With the place, the camera and the way it was held."""
    exif = Image.Exif()
    exif[0x010F] = "Kamerafabriek"
    exif[0x0112] = orientation
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 1.0), 3: "E", 4: (13.0, 24.0, 1.0)}
    return jpeg(width, height, exif=exif)


def png_bomb(side: int = 50_000) -> bytes:
    """A few kilobytes that say they are 2.5 gigapixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def pdf(**root: Any) -> bytes:
    """One empty page; `root` goes into the catalogue."""
    document = pikepdf.new()
    document.add_blank_page()
    for name, value in root.items():
        document.Root["/" + name] = document.make_indirect(value)
    out = io.BytesIO()
    document.save(out, static_id=True)
    return out.getvalue()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def cut(data: bytes) -> list[bytes]:
    return [data[part * PART : (part + 1) * PART] for part in range(parts_in(len(data)))]


def attachment(data: bytes, **more: Any) -> Json:
    """As an entry names it."""
    return {"sha256": sha(data), "media_type": "image/jpeg", "size": len(data), "name": "", **more}


async def send(actor: Actor, placement_id: str, data: bytes, media_type: str = "") -> Json:
    """All parts in order; the last answer."""
    answer: Json = {}
    for part, piece in enumerate(cut(data)):
        answer = await send_part(actor, placement_id, data, part, piece, media_type)
    return answer


async def send_part(
    actor: Actor,
    placement_id: str,
    data: bytes,
    part: int,
    piece: bytes | None = None,
    media_type: str = "",
) -> Json:
    sending = Sending(placement_id, sha(data), len(data), media_type)
    return await receive_part(actor, sending, part, cut(data)[part] if piece is None else piece)


async def keep(placement_id: str, data: bytes) -> None:
    """As if it had been sent and was good: without the time that looking into it takes."""
    await objects.put(storage.blob_path(placement_id, sha(data)), data)
    await storage.save_verdict(
        {
            "placement_id": placement_id,
            "sha256": sha(data),
            "stored_as": sha(data),
            "media_type": "image/jpeg",
            "size": len(data),
            "width": 0,
            "height": 0,
            "problem": "",
            "received_at": 0,
        }
    )


async def read(actor: Actor, placement_id: str, sha256: str) -> bytes:
    """What this person gets to see of it."""
    opened = await open_blob(actor, placement_id, sha256)
    found = b"".join([chunk async for chunk in opened.chunks])
    assert (len(found), sha(found)) == (opened.size, opened.sha256)
    return found


# 64 by 48 pixels with a place and a camera in it. Made once: what encodes HEIC does not come along.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    "AAAAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAAEMAAgAAAAACJQABAAAAAAAAAKQAAAA4aWlu"
    "ZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA"
    "/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkA"
    "AAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAA"
    "AAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAABppcmVmAAAAAAAA"
    "AA5jZHNjAAIAAQABAAAA721kYXQAAAA/KAGvC2C9t0Osl/3/0EBQbEIp9tLTkPkUh/4VUup4bDzL5kyh53NiSPM8"
    "GONMiTqum14/RPBb6TDuzIw/z/lgAAAABkV4aWYAAE1NACoAAAAIAAIBDwACAAAADgAAACaIJQAEAAAAAQAAADQA"
    "AAAAS2FtZXJhZmFicmllawAABAABAAIAAAACTgAAAAACAAUAAAADAAAAagADAAIAAAACRQAAAAAEAAUAAAADAAAA"
    "ggAAAAAAAAA0AAAAAQAAAB4AAAABAAAAAQAAAAEAAAANAAAAAQAAABgAAAABAAAAAQAAAAE="
)

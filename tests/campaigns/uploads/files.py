"""What is sent: pictures and a PDF, good, bad, and such as the server has to draw anew.

Looking into a file costs a child process each time. Here that is done in this process, and once
for each file: what a child adds has tests of its own (tests/outside/test_inspection.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from random import Random
from unittest import mock

from PIL import Image

from server.outside.inspection import Inspected
from server.outside.inspection_child import NotKept, look_into
from server.rules.blobs import JPEG, PDF
from server.services import blobs
from tests import photos
from tests.photos import sha


@dataclass(frozen=True)
class File:
    """`stored` is the hash of what is `kept` of it; both are empty when it has a `problem`."""

    title: str
    data: bytes
    media_type: str
    kept: bytes
    problem: str

    @property
    def name(self) -> str:
        return sha(self.data)

    @property
    def stored(self) -> str:
        return sha(self.kept) if self.kept else ""


@cache
def pool() -> tuple[File, ...]:
    """The same bytes in every run."""
    exif = Image.Exif()
    exif[0x010F] = "Kamerafabriek"
    return (
        _file("a small photo", photos.jpeg(64, 48)),
        _file("a photo", _grain(1)),
        _file("another photo", _grain(2)),
        _file("a camera's photo", photos.encoded(_picture(3), "JPEG", quality=90, exif=exif)),
        _file("a file", photos.pdf(), PDF),
        _file("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        _file("a broken photo", _grain(4)[:-400]),
    )


@contextmanager
def looked_into_here() -> Iterator[None]:
    """Within this block the services look into files by what this module knows of them."""

    async def inspect(data: bytes) -> Inspected:
        return _verdict(data)

    with mock.patch.object(blobs, "inspect", inspect):
        yield


@cache
def _verdict(data: bytes) -> Inspected:
    try:
        found, drawn = look_into(data)
    except NotKept as refused:
        return Inspected(refused.problem)
    kept = drawn if found["changed"] else data
    return Inspected("", found["media_type"], found["width"], found["height"], kept)


def _file(title: str, data: bytes, media_type: str = JPEG) -> File:
    found = _verdict(data)
    return File(title, data, media_type, found.data, found.problem)


def _grain(number: int) -> bytes:
    """Of three parts: grain does not compress."""
    return photos.encoded(_picture(number), "JPEG", quality=90)


def _picture(number: int) -> Image.Image:
    side = 900
    noise = Random(number).randbytes(side * side)
    return Image.frombytes("L", (side, side), noise).convert("RGB")

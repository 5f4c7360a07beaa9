"""Photos in a store that speaks S3: the same calls, and nothing on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.outside import objects
from tests import photos
from tests.cast import enter
from tests.photos import cut, read, send, send_part, sha


@pytest.mark.usefixtures("database", "s3")
async def test_photos_may_lie_in_an_s3_store(tmp_path: Path) -> None:
    cast = await enter()
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    photo, turned = photos.noisy_jpeg(), photos.jpeg_from_a_camera(orientation=6)
    for part in reversed(range(len(cut(photo)))):
        answer = await send_part(samira, here, photo, part)
    assert answer["stored"]["sha256"] == sha(photo)
    stored = (await send(samira, here, turned))["stored"]["sha256"]
    assert await read(samira, here, sha(photo)) == photo
    assert sha(await read(samira, here, sha(turned))) == stored
    names = {f"blobs/{here}/{name}" for name in (sha(photo), stored)}
    assert {kept.path async for kept in objects.under("")} == names
    assert not (tmp_path / "files").exists()

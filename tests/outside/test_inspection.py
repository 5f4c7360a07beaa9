"""What is kept of a file: the picture alone. What is not a picture or a quiet PDF is not kept."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import zipfile
from contextlib import suppress

import pikepdf
import pytest
from PIL import Image, ImageCms

from server.outside import inspection
from server.outside.inspection import Inspected, inspect
from server.rules.blob_kinds import is_plain_jpeg
from server.rules.blobs import LONGEST_SIDE
from server.rules.refusals import Overloaded
from tests import photos

HTML = b"<!doctype html><script>alert(1)</script>"


def opened(found: Inspected) -> Image.Image:
    assert found.problem == "" and found.media_type == "image/jpeg"
    image = Image.open(io.BytesIO(found.data))
    image.load()
    assert image.size == (found.width, found.height)
    return image


def redness(image: Image.Image, corner: tuple[float, float]) -> bool:
    x, y = corner
    place = (int(x * (image.width - 1)), int(y * (image.height - 1)))
    pixel = image.convert("RGB").getpixel(place)
    assert isinstance(pixel, tuple)
    return pixel[0] > pixel[2]


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 95, "subsampling": 0}])
async def test_a_plain_photo_is_kept_byte_for_byte(options: dict[str, int]) -> None:
    photo = photos.jpeg(1600, 1200, **options)
    found = await inspect(photo)
    assert found == Inspected("", "image/jpeg", 1600, 1200, photo)


async def test_place_camera_and_comment_are_gone() -> None:
    for photo in (photos.jpeg_from_a_camera(), photos.jpeg(comment=b"bij mevrouw De Wit thuis")):
        found = await inspect(photo)
        image = opened(found)
        assert found.data != photo
        assert is_plain_jpeg(found.data)
        assert len(image.getexif()) == 0
        for word in (b"Exif", b"Kamerafabriek", b"De Wit"):
            assert word not in found.data


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))]
)
async def test_a_photo_stands_upright(orientation: int, corner: tuple[int, int]) -> None:
    image = opened(await inspect(photos.jpeg_from_a_camera(orientation=orientation)))
    assert image.size == ((600, 800) if orientation in (6, 8) else (800, 600))
    assert redness(image, (corner[0] * 0.9 + 0.05, corner[1] * 0.9 + 0.05))


async def test_a_large_photo_is_made_smaller() -> None:
    image = opened(await inspect(photos.jpeg(4000, 3000)))
    assert image.size == (LONGEST_SIDE, 1200)
    assert opened(await inspect(photos.jpeg(300, 4000))).size == (120, LONGEST_SIDE)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "I;16", "1"])
async def test_a_png_becomes_a_photo(mode: str) -> None:
    if mode == "I;16":
        png = photos.encoded(Image.new("I;16", (80, 60), 40_000), "PNG")
    else:
        png = photos.encoded(photos.picture(80, 60, mode), "PNG")
    assert opened(await inspect(png)).size == (80, 60)


async def test_what_is_see_through_becomes_white() -> None:
    png = photos.encoded(Image.new("RGBA", (40, 40), (255, 0, 0, 0)), "PNG")
    assert opened(await inspect(png)).getpixel((20, 20)) == (255, 255, 255)


async def test_a_drawing_in_few_colours_is_made_smaller_without_jags() -> None:
    stripes = Image.new("1", (3200, 40))
    for column in range(0, 3200, 2):
        stripes.paste(1, (column, 0, column + 1, 40))
    for mode in ("1", "P"):
        image = opened(await inspect(photos.encoded(stripes.convert(mode), "PNG")))
        middle = image.convert("L").getpixel((800, 10))
        assert isinstance(middle, int) and 90 < middle < 170


async def test_webp_and_heic_become_photos() -> None:
    assert opened(await inspect(photos.encoded(photos.picture(), "WEBP"))).size == (800, 600)
    assert opened(await inspect(photos.HEIC)).size == (64, 48)


async def test_a_wide_colour_photo_loses_its_profile_and_keeps_its_look() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = await inspect(photos.jpeg(1700, 1200, icc_profile=lab))
    image = opened(found)
    assert "icc_profile" not in image.info
    assert redness(image, (0.05, 0.05)) and not redness(image, (0.9, 0.9))


async def test_a_bomb_is_not_opened() -> None:
    assert (await inspect(photos.png_bomb())).problem == "too_many_pixels"
    assert (await inspect(photos.png_bomb(6_400))).problem == "too_many_pixels"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        HTML,
        b"GIF89a" + HTML,
        b"BM" + bytes(100),
        b"II*\x00" + bytes(100),
        b"%!PS-Adobe-3.0\n",
        b"\x00\x00\x00\x20ftypavif" + bytes(100),
        b" \xff\xd8\xff",
        bytes(1_000),
        b"",
    ],
    ids=lambda data: repr(data[:12]),
)
async def test_other_kinds_are_not_kept(data: bytes) -> None:
    assert (await inspect(data)).problem == "unsupported_type"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("kind", ["plain", "camera", "png", "webp", "heic"])
async def test_half_a_picture_is_broken(kind: str, share: float) -> None:
    data = {
        "plain": photos.noisy_jpeg(400, 300),
        "camera": photos.jpeg_from_a_camera(1700, 1200),
        "png": photos.encoded(Image.effect_noise((200, 200), 90), "PNG"),
        "webp": photos.encoded(Image.effect_noise((200, 200), 90), "WEBP"),
        "heic": photos.HEIC,
    }[kind]
    assert (await inspect(data[: int(len(data) * share)])).problem == "broken_file"


async def test_what_hangs_behind_a_picture_does_not_come_along() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("geheim.txt", "x" * 50)
    for appendix in (archive.getvalue(), HTML, photos.jpeg_from_a_camera()):
        found = await inspect(photos.jpeg() + appendix)
        assert is_plain_jpeg(found.data)
        assert appendix not in found.data and b"PK" not in found.data[-100:]


async def test_a_quiet_pdf_is_kept_as_it_is() -> None:
    document = photos.pdf()
    assert await inspect(document) == Inspected("", "application/pdf", 0, 0, document)


async def test_a_pdf_with_a_link_is_kept() -> None:
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org")
    assert (await inspect(photos.pdf(Link=link))).problem == ""


ACTIVE = {
    "script": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
    "launch": pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"),
    "form": pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://kwaad.example"),
    "deep": pikepdf.Array([pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript))]),
    "files": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary()),
}


@pytest.mark.parametrize("name", ACTIVE)
async def test_a_pdf_that_acts_or_hides_files_is_not_kept(name: str) -> None:
    assert (await inspect(photos.pdf(OpenAction=ACTIVE[name]))).problem == "unsupported_type"


async def test_a_locked_pdf_is_not_kept() -> None:
    for password in ("", "geheim"):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(photos.pdf())) as document:
            document.save(out, encryption=pikepdf.Encryption(owner="baas", user=password))
        assert (await inspect(out.getvalue())).problem == "unsupported_type"


async def test_a_pdf_that_is_also_something_else_is_not_kept() -> None:
    for mixed in (HTML + photos.pdf(), photos.pdf() + HTML, photos.pdf() + b"PK\x05\x06"):
        assert (await inspect(mixed)).problem == "unsupported_type"


async def test_a_broken_pdf_is_broken() -> None:
    document = photos.pdf()
    assert (await inspect(document[:200] + b"\n%%EOF")).problem == "broken_file"
    assert (await inspect(b"%PDF-1.7\n%%EOF")).problem == "broken_file"


async def test_what_is_too_large_is_not_looked_into() -> None:
    padded = photos.pdf() + b"\n" * (10 * 1024 * 1024)
    assert (await inspect(padded)).problem == "too_large"
    assert (await inspect(photos.jpeg() + bytes(20 * 1024 * 1024))).problem == "too_large"


async def test_each_file_gets_a_child_of_its_own() -> None:
    await inspect(photos.jpeg())
    assert inspection._line.child_id is None


async def under_way(photo: bytes) -> tuple[asyncio.Task[Inspected], int]:
    """An inspection that has begun, and the process that looks."""
    looking = asyncio.create_task(inspect(photo))
    for _ in range(1_000):
        if inspection._line.child_id is not None:
            break
        await asyncio.sleep(0.01)
    assert inspection._line.child_id is not None
    return looking, inspection._line.child_id


@pytest.mark.parametrize("after", [0.0, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_a_server_that_is_stopped_condemns_no_photo(
    name: signal.Signals, after: float
) -> None:
    looking, child = await under_way(photos.jpeg_from_a_camera(4000, 3000))
    await asyncio.sleep(after)
    with suppress(ProcessLookupError):  # it may be done already
        os.kill(child, name)
    with suppress(Overloaded):
        assert (await looking).problem == ""
    assert (await inspect(photos.jpeg())).problem == ""


async def test_a_killed_child_is_no_verdict() -> None:
    looking, child = await under_way(photos.jpeg())
    os.kill(child, signal.SIGKILL)
    with pytest.raises(Overloaded):
        await looking

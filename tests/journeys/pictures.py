"""Photos as phones take them, on the disk to choose from; and what a student does with them."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.async_api import Locator, Page, expect

from tests.journeys.house import House
from tests.journeys.student import said
from tests.photos import encoded, jpeg_from_a_camera

GPS = 0x8825


def camera_photo(folder: Path, number: int) -> Path:
    """Six megapixels, with the place where it was taken; every number another picture."""
    path = folder / f"IMG_{number}.jpg"
    image = Image.open(io.BytesIO(jpeg_from_a_camera(3000, 2000)))
    exif = image.getexif()
    assert GPS in exif
    ImageDraw.Draw(image).rectangle((1000, 1000, 1100 + 90 * number, 1100), fill="gold")
    path.write_bytes(encoded(image, "JPEG", exif=exif))
    return path


def noisy_photo(folder: Path) -> Path:
    """Does not get small: several parts on the wire."""
    path = folder / "IMG_noise.png"
    path.write_bytes(encoded(Image.effect_noise((1600, 1200), 120).convert("RGB"), "PNG"))
    return path


async def choose(page: Page, files: list[Path]) -> None:
    """As from the gallery; the button opens the browser's own chooser."""
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Foto of bestand kiezen").click()
    await (await chooser.value).set_files(files)


async def add(page: Page, files: list[Path]) -> None:
    await choose(page, files)
    question = page.get_by_role("dialog", name="Staan er mensen herkenbaar op?")
    await question.get_by_role("button", name="Nee, toevoegen").click()
    await expect(said(page)).to_contain_text("toegevoegd")


def chosen(page: Page) -> Locator:
    """In the form."""
    return page.locator(".chosen-file")


def picture(page: Page, words: str) -> Locator:
    """On a page to read: small, and large after a tap."""
    return page.get_by_role("button", name=f"Vergroot: {words}")


async def is_shown(small: Locator) -> None:
    """Not the place for it: the picture itself."""
    await expect(small.locator("img")).to_be_visible(timeout=20_000)
    await small.locator("img").evaluate("image => image.decode()")


def kept_names(house: House) -> set[str]:
    return {str(name) for (name,) in house.ask("SELECT stored_as FROM blob WHERE width > 0")}


def stored(house: House, before: set[str] | None = None) -> list[Image.Image]:
    """What the server keeps of pictures, opened from its disk; without those of `before`."""
    files = {file.name: file for file in house.folder.rglob("blobs/**/*") if file.is_file()}
    return [Image.open(files[name]) for name in sorted(kept_names(house) - (before or set()))]

"""Every screen as a picture, to look at and for the README."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.async_api import Page, Playwright, async_playwright

from tests.journeys.browsers import DESKTOP, PHONE, Device
from tests.journeys.house import House
from tests.journeys.scenes import PEOPLE, Scene, scenes_of
from tests.journeys.stage import Stage, set_stage
from tests.serving import TOP

Scheme = Literal["light", "dark"]
SIZES = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
README = (
    ("student-logboek", "phone", "light"),
    ("student-nieuw", "phone", "light"),
    ("begeleider-activiteit", "phone", "light"),
    ("coach-studenten", "desktop", "light"),
    ("coach-portfolio", "desktop", "light"),
)


async def photograph(wanted: str, readme: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.fill()
        house.start()
        try:
            stage = Stage() if readme else set_stage(house)
            async with async_playwright() as playwright:
                for who in PEOPLE:
                    if scenes_of(who, wanted):
                        await _visit(playwright, house, stage, who, scenes_of(who, wanted), readme)
        finally:
            house.stop()


async def _visit(
    playwright: Playwright, house: House, stage: Stage, who: str, scenes: list[Scene], readme: bool
) -> None:
    device = Device(playwright, house.folder / f"browser-{who}", house, PHONE)
    page = await device.sign_in(who) if who else await device.open("/inloggen")
    for locale in ("nl",) if readme else ("nl", "en"):
        await page.evaluate(f"localStorage.setItem('vakwerk-locale', '{locale}')")
        for scene in scenes:
            for size in SIZES:
                await _take(page, house, stage, scene, size, locale, readme)
    await device.close()


async def _take(
    page: Page, house: House, stage: Stage, scene: Scene, size: str, locale: str, readme: bool
) -> None:
    chosen = [s for s in SCHEMES if not readme or (scene.name, size, s) in README]
    if not chosen:
        return
    await page.set_viewport_size({"width": SIZES[size]["width"], "height": SIZES[size]["height"]})
    await page.goto("about:blank")
    await page.goto(house.address + stage.path(scene.path), wait_until="networkidle")
    for step in scene.steps:
        await step(page)
    for scheme in chosen:
        await page.emulate_media(color_scheme=scheme)
        await page.wait_for_timeout(150)
        folder = TOP / "docs" / "screenshots" if readme else TOP / "screenshots" / locale
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{scene.name}-{size}-{scheme}.png"
        await page.screenshot(path=path, full_page=not readme)
        print(path.relative_to(TOP))


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    asyncio.run(photograph(words[0] if words else "", "--readme" in sys.argv))

"""Every screen as a picture, to look at and for the README."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import Page, Playwright, async_playwright

from tests.journeys.browsers import DESKTOP, PHONE, Device
from tests.journeys.house import House
from tests.journeys.scenes import PEOPLE, README, Scene, scenes_of
from tests.journeys.stage import Stage, set_stage
from tests.serving import TOP

Scheme = Literal["light", "dark"]
SIZES = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


async def photograph(wanted: str) -> None:
    """All of them, in both languages and both themes, or those whose name begins so."""
    with standing() as house:
        stage = set_stage(house)
        async with async_playwright() as playwright:
            for who in PEOPLE:
                scenes = scenes_of(who, wanted)
                if scenes:
                    await _visit(playwright, house, stage, who, scenes)


async def photograph_for_readme() -> None:
    folder = TOP / "docs" / "screenshots"
    with standing() as house:
        async with async_playwright() as playwright:
            for who in dict.fromkeys(scene.who for scene, _ in README):
                device = Device(playwright, house.folder / f"browser-{who}", house, PHONE)
                page = await device.sign_in(who)
                for scene, size in README:
                    if scene.who == who:
                        await _come_to(page, house, Stage(), scene, size)
                        await _take(page, folder / f"{scene.name}-{size}-light.png", "light", False)
                await device.close()


@contextmanager
def standing() -> Iterator[House]:
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.fill()
        house.start()
        try:
            yield house
        finally:
            house.stop()


async def _visit(
    playwright: Playwright, house: House, stage: Stage, who: str, scenes: list[Scene]
) -> None:
    device = Device(playwright, house.folder / f"browser-{who}", house, PHONE)
    page = await device.sign_in(who) if who else await device.open("/inloggen")
    for locale in ("nl", "en"):
        await page.goto("/inloggen")
        await page.evaluate(f"localStorage.setItem('vakwerk-locale', '{locale}')")
        for scene in scenes:
            for size in SIZES:
                await _come_to(page, house, stage, scene, size)
                for scheme in SCHEMES:
                    name = f"{scene.name}-{size}-{scheme}.png"
                    await _take(page, TOP / "screenshots" / locale / name, scheme, True)
    await device.close()


async def _come_to(page: Page, house: House, stage: Stage, scene: Scene, size: str) -> None:
    await page.set_viewport_size({"width": SIZES[size]["width"], "height": SIZES[size]["height"]})
    await page.goto("about:blank")
    await page.goto(house.address + stage.path(scene.path), wait_until="networkidle")
    for step in scene.steps:
        await step(page)


async def _take(page: Page, path: Path, scheme: Scheme, whole: bool) -> None:
    await page.emulate_media(color_scheme=scheme)
    await page.wait_for_timeout(200)
    path.parent.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=path, full_page=whole)
    print(path.relative_to(TOP))


if __name__ == "__main__":
    if "--readme" in sys.argv:
        asyncio.run(photograph_for_readme())
    else:
        asyncio.run(photograph(sys.argv[1] if len(sys.argv) > 1 else ""))

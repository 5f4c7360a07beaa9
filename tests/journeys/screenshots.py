"""Every main screen of the demo school as a picture, to look at and for the README."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.async_api import Page, Playwright, async_playwright

from tests.journeys.browsers import DESKTOP, PHONE, Device
from tests.journeys.house import House
from tests.serving import TOP

Scheme = Literal["light", "dark"]
Step = Callable[[Page], Awaitable[None]]

SAMIRA = "samira@voorbeeldcollege.example"
BRAM = "bram@delinde.example"
KARLIJN = "karlijn@voorbeeldcollege.example"
NOOR = "noor@voorbeeldcollege.example"
SIZES = {"phone": PHONE, "desktop": DESKTOP}


@dataclass(frozen=True)
class Scene:
    """A screen of somebody's, and how to come to it from its path."""

    name: str
    who: str
    path: str
    steps: tuple[Step, ...] = ()


def first(selector: str) -> Step:
    """Follows the first link or button that the selector finds."""

    async def click(page: Page) -> None:
        await page.locator(selector).first.click()
        await page.wait_for_timeout(400)

    return click


SCENES = (
    Scene("inloggen", "", "/inloggen"),
    Scene("uitnodiging", "", "/uitnodiging#voorbeeld"),
    Scene("niet-gevonden", SAMIRA, "/bestaat-niet"),
    Scene("student-logboek", SAMIRA, "/logboek"),
    Scene("student-activiteit", SAMIRA, "/logboek", (first(".log-weeks a.card-link"),)),
    Scene("student-nieuw", SAMIRA, "/logboek/nieuw"),
    Scene("student-doelen", SAMIRA, "/doelen"),
    Scene("student-doel", SAMIRA, "/doelen", (first("a.card-link"),)),
    Scene("student-ik", SAMIRA, "/ik"),
    Scene("begeleider-lijst", BRAM, "/beoordelen"),
    Scene("begeleider-activiteit", BRAM, "/beoordelen", (first("a.card-link"),)),
    Scene("begeleider-ik", BRAM, "/ik"),
    Scene("coach-studenten", KARLIJN, "/studenten"),
    Scene("coach-student", KARLIJN, "/studenten", (first("main a[href^='/studenten/']:visible"),)),
    Scene("coach-portfolio", KARLIJN, "/studenten", (first("a[href^='/portfolio/']:visible"),)),
    Scene("coordinator-school", NOOR, "/school"),
    Scene("coordinator-importeren", NOOR, "/school/importeren"),
    Scene("demo-post", NOOR, "/demo/mail"),
)
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
            async with async_playwright() as playwright:
                for who in dict.fromkeys(scene.who for scene in SCENES):
                    scenes = [s for s in SCENES if s.who == who and s.name.startswith(wanted)]
                    if scenes:
                        await _visit(playwright, house, who, scenes, readme)
        finally:
            house.stop()


async def _visit(
    playwright: Playwright, house: House, who: str, scenes: list[Scene], readme: bool
) -> None:
    async with Device(playwright, house.folder / f"browser-{who}", house, PHONE) as device:
        page = await device.sign_in(who) if who else await device.open("/inloggen")
        for locale in ("nl",) if readme else ("nl", "en"):
            await page.evaluate(f"localStorage.setItem('vakwerk-locale', '{locale}')")
            for scene in scenes:
                for size in SIZES:
                    await _take(page, house, scene, size, locale, readme)


async def _take(
    page: Page, house: House, scene: Scene, size: str, locale: str, readme: bool
) -> None:
    schemes: tuple[Scheme, ...] = ("light", "dark")
    chosen = [s for s in schemes if not readme or (scene.name, size, s) in README]
    if not chosen:
        return
    await page.set_viewport_size({"width": SIZES[size]["width"], "height": SIZES[size]["height"]})
    await page.goto("about:blank")
    await page.goto(house.address + scene.path, wait_until="networkidle")
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

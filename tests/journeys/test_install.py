"""On the home screen, and brought up to date: never under somebody's hands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.campaigns.broken.variants import copy_tree
from tests.journeys.browsers import ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.student import SAMIRA, open_new, said
from tests.serving import TOP

MARK = '<meta name="newer">'


async def test_the_browser_offers_to_install_it_and_the_shortcut_opens_a_new_activity(
    device: Devices,
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        browser = await page.context.new_cdp_session(page)
        assert (await browser.send("Page.getInstallabilityErrors"))["installabilityErrors"] == []
        assert (await browser.send("Page.getAppManifest"))["errors"] == []
        shortcut = await page.evaluate(
            """async () => {
              const answer = await fetch(document.querySelector("link[rel=manifest]").href);
              const manifest = await answer.json();
              const purposes = manifest.icons.map(({ purpose }) => purpose);
              return purposes.includes("maskable") && manifest.shortcuts[0].url;
            }"""
        )
        await page.goto(shortcut)
        await expect(page.get_by_role("heading", name="Nieuwe activiteit")).to_be_visible()


@pytest.mark.e(21)
async def test_a_new_version_waits_for_a_tap_and_takes_no_word_away(
    house: House, device: Devices, tmp_path: Path
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        await _type(page, "Middenin een zin")
        house.stop()
        house.tree = _newer_version(tmp_path / "tree")
        house.start()
        # Another window is what makes the browser look whether there is a newer version.
        other = await phone.another_window("/logboek")
        offer = "Nieuwe versie: bijwerken"
        await expect(page.get_by_role("button", name=offer)).to_be_visible(timeout=30_000)
        await _type(other, "In een ander venster")
        await expect(page.get_by_label("Titel")).to_have_value("Middenin een zin")
        assert await _version(page) == await _version(other) == "old"

        await page.get_by_role("button", name=offer).click()
        await page.locator("meta[name=newer]").wait_for(state="attached")
        await expect(page.get_by_label("Titel")).to_have_value("Middenin een zin")
        await expect(other.get_by_label("Titel")).to_have_value("In een ander venster")
        assert await _version(other) == "old"
        await expect(other.get_by_role("button", name=offer)).to_be_visible()
        await other.get_by_role("button", name="Bewaren", exact=True).click()
        await expect(said(other)).to_contain_text("Bewaard op deze telefoon")


async def _type(page: Page, title: str) -> None:
    await open_new(page)
    await page.get_by_label("Titel").fill(title)
    await expect(page.get_by_text("Concept staat op deze telefoon.")).to_be_visible()


async def _version(page: Page) -> str:
    return "newer" if await page.locator("meta[name=newer]").count() else "old"


def _newer_version(tree: Path) -> Path:
    """The same program, built again: another page, under another name in the service worker."""
    copy_tree(tree)
    built = tree / "pwa/dist"
    shutil.copytree(TOP / "pwa/dist", built)
    page, worker = built / "index.html", built / "sw.js"
    page.write_text(page.read_text().replace("</head>", f"{MARK}</head>"))
    worker.write_text(worker.read_text().replace("`vakwerk-app-`", "`vakwerk-app-newer-`"))
    return tree

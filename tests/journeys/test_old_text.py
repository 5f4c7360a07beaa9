"""A student erases what an activity said before, and only that."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from playwright.async_api import Page, expect

from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.student import SAMIRA, SOUP, card, said, save, write_activity


async def test_old_text_is_erased_after_one_plain_question(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await write_activity(page, SOUP)
        await save(page)
        await page.goto("/logboek")
        await expect(card(page, SOUP["title"])).to_contain_text("Bewaard", timeout=20_000)
        await rename(page, SOUP["title"], "Soep zonder namen")
        await expect(card(page, "Soep zonder namen")).to_contain_text("Bewaard", timeout=20_000)
        await card(page, "Soep zonder namen").get_by_role("link").click()
        await page.get_by_role("button", name="Oude tekst wissen").click()
        question = page.get_by_role("dialog")
        await expect(question).to_contain_text("Je kunt dit niet terugdraaien.")
        house.stop()
        await question.get_by_role("button", name="Oude tekst wissen").click()
        await expect(question).to_contain_text("Er is geen verbinding.")
        house.start()
        await question.get_by_role("button", name="Oude tekst wissen").click()
        await expect(said(page)).to_contain_text("1 oude versie is gewist")
        await expect(page.get_by_role("heading", name="Soep zonder namen")).to_be_visible()
    assert texts(house, SOUP["title"]) == 0
    assert texts(house, "Soep zonder namen") == 1


async def rename(page: Page, title: str, to: str) -> None:
    await card(page, title).get_by_role("link").click()
    await page.get_by_role("link", name="Verder schrijven").click()
    await page.get_by_label("Titel").fill(to)
    await save(page)
    await page.goto("/logboek")


def texts(house: House, title: str) -> int:
    with closing(sqlite3.connect(house.folder / "vakwerk.db")) as database:
        found = "SELECT COUNT(*) FROM revision WHERE content LIKE ?"
        return int(database.execute(found, (f"%{title}%",)).fetchone()[0])

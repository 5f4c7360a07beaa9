"""From a phone without a network to a signed page in the portfolio, with the server really gone."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsers import ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.student import SAMIRA, SOUP, card, save, write_activity

BRAM = "bram@delinde.example"
KARLIJN = "karlijn@voorbeeldcollege.example"


@pytest.mark.e(1, 3, 5, 7)
async def test_an_activity_travels_from_the_bus_to_the_portfolio(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)

        house.stop()
        await write_activity(page, SOUP)
        await save(page)
        await edit_a_goal(page)
        await phone.close()

        page = await phone.open("/logboek")
        await expect(card(page, SOUP["title"])).to_contain_text("Staat op deze telefoon")
        await expect(page.get_by_text("2 nog niet op de server")).to_be_visible()

        house.start()
        await expect(card(page, SOUP["title"])).to_contain_text("Bewaard", timeout=20_000)
        await expect(page.get_by_text("Alles staat op de server")).to_be_visible()


async def edit_a_goal(page: Page) -> None:
    await page.goto("/doelen")
    await page.get_by_role("article").first.get_by_role("link").click()
    await page.get_by_role("link", name="Aanpassen").click()
    await page.get_by_label("Waaraan zie je dat het lukt?").fill(
        "Bewoners komen zelf met een idee."
    )
    await save(page)

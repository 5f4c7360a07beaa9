"""What was deleted comes back: at once with a tap, and as long as the server keeps it from "Ik"."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.journeys.browsers import ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.student import SAMIRA, card, note


@pytest.mark.e(19)
async def test_deleting_can_be_undone_for_ten_seconds(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await note(page, "Per ongeluk")
        await card(page, "Per ongeluk").get_by_role("link").click()
        await page.get_by_role("button", name="Verwijderen").click()
        await expect(page.get_by_role("heading", name="Logboek")).to_be_visible()
        await expect(card(page, "Per ongeluk")).to_be_hidden()
        await page.get_by_role("button", name="Ongedaan maken").click()
        await expect(card(page, "Per ongeluk")).to_contain_text("Bewaard")


async def test_what_was_deleted_can_be_put_back_later_too(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await note(page, "Toch nog nodig")
        await ready_offline(page)
        house.stop()
        await card(page, "Toch nog nodig").get_by_role("link").click()
        await page.get_by_role("button", name="Verwijderen").click()
        await expect(card(page, "Toch nog nodig")).to_be_hidden()
        await page.get_by_role("link", name="Ik", exact=True).click()
        # It is gone after ten seconds, not before.
        await page.get_by_role("button", name="Terugzetten: Toch nog nodig").click()
        await expect(page.get_by_role("heading", name="Verwijderd")).to_be_hidden()
        await page.goto("/logboek")
        await expect(card(page, "Toch nog nodig")).to_contain_text("deze telefoon")
        house.start()

"""The privacy guard, as the one who writes meets it."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.student import SAMIRA, SOUP, save, write_activity

SAID = "Mevrouw De Vries belde op 06-12345678 of ik langs wilde komen."
MENDED = "een vrouw belde op een telefoonnummer of ik langs wilde komen."


@pytest.mark.e(33)
async def test_the_guard_marks_while_one_types_holds_back_says_why_and_offers_other_words(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await write_activity(page, SOUP)
        await save(page)
        entry = page.url
        await page.get_by_role("link", name="Verder schrijven").click()
        await page.get_by_label("Beschrijf wat je deed").fill(SAID)
        # Marked under the box, before anything was pressed.
        marks = page.locator("#part-wat mark")
        await expect(marks).to_have_text(["Mevrouw De Vries", "06-12345678"])
        guard = page.locator("#part-wat .guard")
        await expect(guard).to_contain_text("lijkt op de naam van iemand.")
        await expect(guard).to_contain_text("lijkt op een telefoonnummer.")
        await expect(guard).to_contain_text("Controleer zelf ook.")

        await page.get_by_role("button", name="Bewaren", exact=True).click()
        held = page.get_by_text("Tegengehouden: dit blijft op je telefoon")
        await expect(held).to_be_visible()
        await expect(page.get_by_text("School heeft dat niet nodig.")).to_be_visible()
        await expect(page.get_by_text("1 tegengehouden")).to_be_visible()
        send = page.get_by_role("button", name="Versturen naar Bram")
        await expect(send).to_be_disabled()
        await expect(page.get_by_text("nog niet op de server")).to_be_hidden()
        await expect(page.get_by_text("Alles staat op de server")).to_be_hidden()
        assert not _is_known(house, "De Vries")

        for words in ("een vrouw", "een telefoonnummer"):
            await page.get_by_role("button", name=f"Vervang door “{words}”").click()
        await expect(held).to_be_hidden()
        await expect(page.get_by_text(MENDED)).to_be_visible()
        await send.click()
        await expect(page.get_by_role("heading", name="Verstuurd naar Bram")).to_be_visible()
        await page.goto(entry)
        await expect(page.get_by_text(MENDED)).to_be_visible()
        assert _is_known(house, "een telefoonnummer") and not _is_known(house, "De Vries")


def _is_known(house: House, words: str) -> bool:
    """Whether the server holds them in any version of anything."""
    return bool(house.ask("SELECT 1 FROM revision WHERE content LIKE ?", f"%{words}%"))

"""Whatever page stands there instead of the one that was asked for: a way forward, and a code."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsers import ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.odd_phones import break_down
from tests.journeys.student import SAMIRA

FORGET = """async () => {
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
}"""


async def goes_on(page: Page, title: str, code: str, way: str, then: str) -> None:
    """The page says what is the matter and what to quote; the way it offers leads to `then`."""
    await expect(page.get_by_role("heading", level=1)).to_have_text(title)
    main = page.get_by_role("main")
    await expect(main.get_by_text("Code om te noemen:")).to_be_visible()
    assert (await main.locator("code").inner_text()).startswith(code)
    forward = main.get_by_role("link", name=way).or_(main.get_by_role("button", name=way))
    await forward.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(then)


@pytest.mark.e(39)
async def test_a_page_that_is_not_there_leads_on(device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.open("/portfolio/bestaat-niet")
        await goes_on(page, "Log eerst in", "", "Naar het begin", "Inloggen")
        await page.goto("/uitnodiging")
        title, way = "Deze link is niet compleet", "Inloggen met mijn mailadres"
        await goes_on(page, title, "link-cut", way, "Inloggen")
        await page.goto("about:blank")
        await page.goto("/uitnodiging#verlopen")
        await page.get_by_role("button", name="Mail mij een code").click()
        title, way = "Deze link werkt niet meer", "Stuur een nieuwe link"
        await goes_on(page, title, "link-expired-", way, "Kijk in uw mail")
        await page.goto("/inloggen")
        await phone.sign_in(SAMIRA, page)
        await page.goto("/school")
        await goes_on(page, "Deze pagina bestaat niet", "no-page", "Naar het begin", "Logboek")
        await page.goto("/logboek/bestaat-niet")
        title, way = "Dit staat niet op dit toestel", "Naar je logboek"
        await goes_on(page, title, "not-here", way, "Logboek")
        await page.goto("/portfolio/bestaat-niet")
        await goes_on(page, "Niet gevonden", "", "Naar het begin", "Logboek")


@pytest.mark.e(39)
async def test_a_page_that_breaks_leaves_the_rest_of_the_app_and_every_word(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await page.goto("/ik")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Ik")
        await ready_offline(page)
        house.stop()
        await break_down(page)
        async with page.expect_download():
            await page.get_by_role("button", name="Download mijn gegevens").click()
        await goes_on(page, "Deze pagina ging stuk", "crash-", "Naar het begin", "Logboek")
        house.start()
        # Its own fault is told to the window, where it fails every other test.
        assert all("null" in said for said in phone.complaints) and phone.complaints
        phone.complaints.clear()


@pytest.mark.e(39)
async def test_a_phone_that_holds_nothing_says_so_without_a_network(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        await page.goto("/manifest.webmanifest")
        await page.evaluate(FORGET)
        house.stop()
        await page.goto("/logboek")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Er is geen verbinding")
        house.start()
        way = "Opnieuw proberen"
        await goes_on(page, "Er is geen verbinding", "no-network", way, "Logboek")

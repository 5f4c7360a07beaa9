"""From a phone without a network to a signed page in the portfolio, with the server really gone."""

from __future__ import annotations

import pypdf
import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsers import DESKTOP, Device, ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House, link_in
from tests.journeys.student import SAMIRA, SOUP, card, save, write_activity

BRAM = "bram@delinde.example"
KARLIJN = "karlijn@voorbeeldcollege.example"
# Whoever looks sees the news of five seconds ago; the rest is for a slow machine.
NEWS = 20_000


@pytest.mark.e(1, 3, 5, 7, 55, 56, 64)
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
        await expect(card(page, SOUP["title"])).to_contain_text("Bewaard", timeout=NEWS)
        await expect(page.get_by_text("Alles staat op de server")).to_be_visible()

        before = len(house.mails(BRAM))
        await send(page, SOUP["title"])
        async with device("bram") as bram, device("karlijn", DESKTOP) as karlijn:
            review = await follow_the_mail(house, bram, before)
            await ask_for_more(review, SOUP["title"], "Wat zag je aan de bewoners?")
            await complete(page, SOUP["title"], "Drie bewoners lachten om de te zoute soep.")
            await approve(review, SOUP["title"])
            await page.evaluate("window.dispatchEvent(new Event('focus'))")
            await expect(card(page, SOUP["title"])).to_contain_text("Akkoord", timeout=NEWS)
            text = await portfolio_text(await karlijn.sign_in(KARLIJN))
    for words in (*SOUP.values(), "te zoute soep", "Wat zag je aan", "geen examenuitslag"):
        assert words in text, words


async def send(page: Page, title: str) -> None:
    await card(page, title).get_by_role("link").click()
    await page.get_by_role("link", name="Nakijken en versturen naar Bram").click()
    await expect(page.get_by_text("Alles staat erin")).to_be_visible()
    await page.get_by_role("button", name="Versturen naar Bram").click()
    await expect(page.get_by_role("heading", name="Verstuurd naar Bram")).to_be_visible()


async def follow_the_mail(house: House, bram: Device, before: int) -> Page:
    """The link shows nobody's name and changes nothing; the code does."""
    mail = house.await_mail(BRAM, before, 30)
    page = await bram.open(link_in(mail).removeprefix(house.address))
    await expect(page.get_by_role("heading", name="Welkom bij Vakwerk")).to_be_visible()
    assert "Samira" not in await page.inner_text("body")
    count = len(house.mails(BRAM))
    await page.get_by_role("button", name="Mail mij een code").click()
    await page.get_by_label("Code uit de mail").fill(house.await_code(BRAM, count))
    await page.get_by_role("button", name="Inloggen").click()
    await expect(page.get_by_role("heading", name="Beoordelen")).to_be_visible()
    return page


async def ask_for_more(page: Page, title: str, question: str) -> None:
    await page.get_by_role("link", name=title).click()
    for words in (SOUP["need"], SOUP["purpose"], SOUP["effect_text"]):
        await expect(page.get_by_text(words).first).to_be_visible()
    await page.get_by_role("button", name="Vraag aanvulling").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Wat mist u nog?").fill(question)
    await sheet.get_by_role("button", name="Vraag aanvulling").click()
    await expect(sheet).to_be_hidden()
    await expect(page.get_by_text("Alles staat op de server")).to_be_visible(timeout=NEWS)


async def complete(page: Page, title: str, more: str) -> None:
    await page.get_by_role("link", name="Naar je logboek").click()
    await expect(card(page, title)).to_contain_text("Aanvullen", timeout=NEWS)
    await card(page, title).get_by_role("link").click()
    await page.get_by_role("link", name="Aanvullen").click()
    did = page.get_by_label("Beschrijf wat je deed")
    await did.fill(f"{SOUP['description']} {more}")
    await expect(page.get_by_text("Concept staat op deze telefoon.")).to_be_visible()
    await page.goto(page.url.replace("/bewerken", "/nakijken"))
    await page.get_by_role("button", name="Opnieuw versturen naar Bram").click()
    await expect(page.get_by_role("heading", name="Verstuurd naar Bram")).to_be_visible()
    await page.get_by_role("link", name="Naar je logboek").click()


async def approve(page: Page, title: str) -> None:
    await page.goto("/beoordelen")
    # Until it is back among what waits: what he opens before that is what he answered already.
    waiting = page.get_by_role("region", name="op u").get_by_role("link", name=title)
    await expect(waiting).to_be_visible(timeout=NEWS)
    await waiting.click()
    await expect(page.get_by_text("te zoute soep").first).to_be_visible()
    await page.get_by_role("button", name="Akkoord geven").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="Ja, akkoord geven").click()
    await expect(sheet).to_be_hidden()
    await expect(page.get_by_text("Alles staat op de server")).to_be_visible(timeout=NEWS)


async def portfolio_text(page: Page) -> str:
    """Read in the browser first, then downloaded; as one line."""
    await page.goto("/studenten")
    row = page.get_by_role("row").filter(has_text="Samira")
    await row.locator("a[href^='/portfolio/']").click()
    await expect(page.get_by_role("heading", name=SOUP["title"]).first).to_be_visible()
    async with page.expect_download() as coming:
        await page.locator("a[href$='/portfolio.pdf']").first.click()
    made = pypdf.PdfReader(await (await coming.value).path())
    return " ".join(" ".join(sheet.extract_text() for sheet in made.pages).split())


async def edit_a_goal(page: Page) -> None:
    await page.goto("/doelen")
    await page.get_by_role("article").first.get_by_role("link").click()
    await page.get_by_role("link", name="Aanpassen").click()
    await page.get_by_label("Waaraan zie je dat het lukt?").fill(
        "Bewoners komen zelf met een idee."
    )
    await save(page)

"""Writing something down: quick, in one order, looked over once, and clear in what follows."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.browsers import ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.student import SAMIRA, SOUP, card, forward, open_new, save, write_activity

ORDER = (
    "Wat deed je?",
    "Waarom deed je het?",
    "Waar werkte je aan?",
    "Wat leverde het op?",
    "Wat doe je de volgende keer?",
    "Hoe lang duurde het?",
    "Foto's en bestanden",
)


@pytest.mark.e(6)
async def test_the_header_says_when_something_was_last_sent(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        header = page.get_by_role("banner")
        await expect(header.get_by_text("Laatst verstuurd")).to_be_hidden()
        await open_new(page)
        await page.get_by_label("Titel").fill("Even melden")
        await save(page)
        await expect(header.get_by_text("Laatst verstuurd: vandaag om")).to_be_visible()
        await ready_offline(page)
        house.stop()
        await page.reload()
        await expect(header.get_by_text("Laatst verstuurd: vandaag om")).to_be_visible()
        house.start()


@pytest.mark.e(23)
async def test_a_first_activity_from_the_link_to_saved_takes_less_than_three_minutes(
    device: Devices,
) -> None:
    async with device("samira") as phone:
        started = time.monotonic()
        page = await phone.sign_in(SAMIRA)
        await write_activity(page, SOUP)
        await save(page)
        assert time.monotonic() - started < 180


@pytest.mark.e(24)
async def test_an_activity_like_the_last_one_takes_eight_taps(device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        taps = 0

        async def tap(what: Locator) -> Locator:
            nonlocal taps
            await what.click()
            taps += 1
            return what

        started = time.monotonic()
        await tap(page.get_by_role("link", name="Nieuwe activiteit"))
        await tap(page.get_by_role("button", name="Hetzelfde als vorige keer"))
        title = await tap(page.get_by_label("Titel"))
        known = await page.locator("datalist option").first.get_attribute("value")
        assert known
        await title.press_sequentially(known[:4])
        await (await tap(page.get_by_label("Beschrijf wat je deed"))).type("We kookten samen.")
        await tap(page.get_by_role("button", name="Verder", exact=True))
        await (await tap(page.get_by_label("Behoefte"))).type("Samen eten.")
        await (await tap(page.get_by_label("Doel"))).type("Elkaar leren kennen.")
        await tap(page.get_by_role("button", name="Bewaren", exact=True))
        await expect(page.get_by_text("We kookten samen.")).to_be_visible()
        assert taps <= 8
        assert time.monotonic() - started < 60
        today = datetime.now(ZoneInfo("Europe/Amsterdam"))
        for words in ("1,5 uur", f" {today.day} "):
            await expect(page.get_by_role("main")).to_contain_text(words)


@pytest.mark.e(25, 34)
async def test_the_questions_come_in_one_order_and_only_the_first_is_needed(
    device: Devices,
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await open_new(page)
        await page.get_by_label("Titel").fill("Alleen een titel")
        assert await headings(page) == [ORDER[0]]
        for question in ORDER[1:]:
            await forward(page, question)
            assert await headings(page) == [question]
        await page.get_by_role("button", name="Alles op één pagina").click()
        assert await headings(page) == list(ORDER)
        await save(page)
        await page.goto("/logboek")
        await expect(card(page, "Alleen een titel")).to_contain_text("Bewaard")


@pytest.mark.e(26, 27)
async def test_each_answer_can_be_changed_before_it_is_sent_and_then_it_says_what_follows(
    device: Devices,
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await write_activity(page, SOUP)
        await save(page)
        check = page.url + "/nakijken"
        await page.goto(check)
        changes = page.get_by_role("main").get_by_role("link", name="Wijzigen")
        for number in range(await changes.count()):
            await changes.nth(number).click()
            await expect(page.get_by_role("heading", level=2).first).to_be_visible()
            await page.goto(check)
        await page.get_by_role("link", name="Wijzigen: Doel").click()
        await expect(page.get_by_role("heading", name=ORDER[1])).to_be_visible()
        await page.get_by_label("Doel").fill("Bewoners koken samen, zodat zij elkaar kennen.")
        await expect(page.get_by_text("Concept staat op deze telefoon.")).to_be_visible()
        await page.goto(check)
        await expect(page.get_by_text("Bewoners koken samen")).to_be_visible()
        assert await page.get_by_role("button", name="Versturen naar").count() == 1
        await page.get_by_role("button", name="Versturen naar Bram").click()
        await expect(page.get_by_role("heading", name="Wat gebeurt er nu?")).to_be_visible()
        await expect(page.get_by_text("Bram krijgt een mail en kan meteen lezen.")).to_be_visible()
        await expect(page.get_by_text("Nog niets gehoord op")).to_be_visible()


@pytest.mark.e(20)
async def test_only_what_cannot_be_undone_asks_first_and_its_button_says_what_it_does(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await open_new(page)
        await page.get_by_label("Titel").fill("Weg ermee")
        await save(page)
        # Can be undone for ten seconds: no question.
        await page.get_by_role("button", name="Verwijderen").click()
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
        await ready_offline(page)
        house.stop()
        await open_new(page)
        await page.get_by_label("Titel").fill("Nog niet weg")
        await save(page)
        await page.goto("/ik")
        await page.get_by_role("button", name="Uitloggen").click()
        asked = page.get_by_role("dialog")
        await expect(asked.get_by_role("button", name="Toch uitloggen")).to_be_visible()
        names = await asked.get_by_role("button").all_inner_texts()
        assert not {"OK", "Ok", "Ja", "Nee"} & set(names)
        house.start()


async def headings(page: Page) -> list[str]:
    found = await page.locator(".form-section h2").all_inner_texts()
    return [words.removesuffix(" (niet verplicht)") for words in found]

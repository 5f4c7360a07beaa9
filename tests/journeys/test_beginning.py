"""The first days: a few words of welcome, and once why the app belongs on the home screen."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsers import Device
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.odd_phones import iphone
from tests.journeys.stage import ILSE, set_stage
from tests.journeys.student import SAMIRA, SOUP, save, write_activity

ADVICE = "Zet Vakwerk op je beginscherm"


@pytest.mark.e(41)
@pytest.mark.parametrize("skipped_at", [1, 2, 3])
async def test_three_screens_of_welcome_are_skipped_at_any_of_them_and_never_return(
    house: House, device: Devices, skipped_at: int
) -> None:
    set_stage(house)
    async with device("ilse") as phone:
        page = await phone.sign_in(ILSE)
        welcome = page.locator(".onboarding")
        for number in range(1, skipped_at):
            await expect(welcome).to_contain_text(f"{number} van 3")
            await welcome.get_by_role("button", name="Verder").click()
        # Nothing lies over the page: it can be used beside them.
        await expect(page.get_by_role("link", name="Eerste activiteit opschrijven")).to_be_visible()
        leave = "Beginnen" if skipped_at == 3 else "Overslaan"
        await welcome.get_by_role("button", name=leave).click()
        await expect(welcome).to_be_hidden()
        await page.reload()
        await expect(page.get_by_role("heading", name="Logboek")).to_be_visible()
        await expect(welcome).to_be_hidden()


@pytest.mark.e(14)
async def test_an_iphone_in_its_browser_is_told_once_with_pictures_why_to_install(
    device: Devices,
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        advice = page.get_by_role("region", name=ADVICE)
        async with iphone(page, installed=True):
            assert not await _is_told(page)
        assert not await _is_told(page)  # no iPhone at all
        async with iphone(page):
            assert await _is_told(page)
            await expect(advice).to_contain_text("Dan kan de browser je teksten wissen.")
            steps = advice.get_by_role("listitem")
            assert await steps.count() == await steps.locator("svg").count() == 3
            await advice.get_by_role("button", name="Begrepen").click()
            await expect(advice).to_be_hidden()
            assert not await _is_told(page)
            # Whoever wants to read it again finds it among her own things.
            await page.goto("/ik")
            await expect(advice.locator("svg")).to_have_count(3)


@pytest.mark.e(45)
async def test_the_advice_to_install_comes_after_something_was_sent_and_goes_for_ever(
    device: Devices,
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await expect(page.get_by_role("region", name=ADVICE)).to_be_hidden()
        await _send(page)
        advice = page.get_by_role("region", name=ADVICE)
        await expect(advice).to_be_visible()
        await advice.get_by_role("button", name="Niet meer vragen").click()
        await expect(advice).to_be_hidden()
        page = await _again(phone)
        await _send(page)
        await expect(page.get_by_role("region", name=ADVICE)).to_be_hidden()


async def _is_told(page: Page) -> bool:
    await page.goto("/logboek")
    await expect(page.get_by_role("heading", name="Je activiteiten")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    return await page.get_by_role("region", name=ADVICE).is_visible()


async def _again(phone: Device) -> Page:
    await phone.close()
    return await phone.open("/logboek")


async def _send(page: Page) -> None:
    await write_activity(page, SOUP)
    await save(page)
    await page.get_by_role("link", name="Nakijken en versturen naar Bram").click()
    await page.get_by_role("button", name="Versturen naar Bram").click()
    await expect(page.get_by_role("heading", name="Verstuurd naar Bram")).to_be_visible()

"""Not only activities: whatever was changed on two devices can be chosen from (E11)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, expect

from tests.journeys.browsers import DESKTOP, ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.student import SAMIRA, card, open_new, said, save

SAFE = "Alles staat op de server"
TWICE = "Je hebt dit op twee apparaten veranderd."


@asynccontextmanager
async def changed_on_both(
    house: House,
    device: Devices,
    begin: Callable[[Page], Awaitable[None]],
    change: Callable[[Page, str], Awaitable[None]],
) -> AsyncIterator[Page]:
    """Her phone, where `begin` made something that `change` changed there and on her laptop."""
    async with device("phone") as phone, device("laptop", DESKTOP) as laptop:
        page = await phone.sign_in(SAMIRA)
        await begin(page)
        await page.goto("/logboek")
        await expect(page.get_by_text(SAFE)).to_be_visible(timeout=20_000)
        await ready_offline(page)
        other = await laptop.sign_in(SAMIRA)
        await expect(other.get_by_text(SAFE)).to_be_visible(timeout=20_000)
        await ready_offline(other)
        house.stop()
        await change(page, "Op de telefoon")
        await change(other, "Op de laptop")
        house.start()
        for screen in (page, other):
            await screen.goto("/logboek")
            await expect(screen.get_by_text(SAFE)).to_be_visible(timeout=20_000)
        await page.reload()
        yield page


async def choose_the_second(page: Page) -> None:
    await expect(page.get_by_role("heading", name="Twee versies")).to_be_visible()
    await expect(page.get_by_text("Op de telefoon")).to_be_visible()
    await expect(page.get_by_text("Op de laptop")).to_be_visible()
    await page.get_by_role("button", name="Deze kiezen: Tweede versie").click()
    await expect(said(page)).to_contain_text("Gekozen")


@pytest.mark.e(11)
async def test_a_goal_in_two_versions_asks_for_a_choice(house: House, device: Devices) -> None:
    async def begin(page: Page) -> None:
        await page.goto("/doelen/nieuw")
        await page.get_by_label("Wat wil je leren?").fill("Ik luister eerst")
        await save(page)

    async def change(page: Page, words: str) -> None:
        await page.goto("/doelen")
        await page.get_by_role("link", name="Ik luister eerst").click()
        await page.get_by_role("link", name="Aanpassen").click()
        await page.get_by_label("Waaraan zie je dat het lukt?").fill(words)
        await save(page)

    async with changed_on_both(house, device, begin, change) as page:
        first = page.get_by_role("region", name="Eerst dit")
        await expect(first.get_by_role("heading", name="Ik luister eerst")).to_be_visible()
        await page.goto("/doelen")
        await page.get_by_role("link", name="Ik luister eerst").click()
        state = page.get_by_role("region", name="Waar staat dit?")
        await expect(state).to_contain_text("Twee versies")
        await expect(state).to_contain_text(TWICE)
        await expect(state.get_by_role("button")).to_have_count(0)
        await state.get_by_role("link", name="Versie kiezen").click()
        await choose_the_second(page)
        await expect(page.get_by_role("heading", name="Ik luister eerst")).to_be_visible()
        await expect(state).to_contain_text("Bewaard", timeout=20_000)
        await expect(page.get_by_role("button", name="Bespreken met Bram")).to_be_visible()


@pytest.mark.e(11)
async def test_a_note_in_two_versions_asks_for_a_choice(house: House, device: Devices) -> None:
    async def begin(page: Page) -> None:
        await open_new(page)
        await page.get_by_label("Titel").fill("Koffietafel")
        await save(page)
        await page.get_by_role("button", name="Aantekening maken").click()
        await page.get_by_label("Aantekening").fill("Eerst")
        await save(page)

    async def change(page: Page, words: str) -> None:
        await page.goto("/logboek")
        await card(page, "Koffietafel").get_by_role("link").click()
        await page.get_by_role("button", name="Aanpassen: Aantekening").click()
        await page.get_by_label("Aantekening").fill(words)
        await save(page)

    async with changed_on_both(house, device, begin, change) as page:
        first = page.get_by_role("region", name="Eerst dit")
        await expect(first.get_by_role("link", name="Versie kiezen")).to_be_visible()
        await card(page, "Koffietafel").get_by_role("link").click()
        notes = page.get_by_role("region", name="Alleen voor jou")
        await expect(notes).to_contain_text("Twee versies")
        await notes.get_by_role("link", name="Versie kiezen: Aantekening").click()
        await choose_the_second(page)
        await expect(page.get_by_role("heading", name="Koffietafel")).to_be_visible()
        await expect(notes).to_contain_text("Bewaard", timeout=20_000)
        await expect(notes.get_by_role("link")).to_have_count(0)

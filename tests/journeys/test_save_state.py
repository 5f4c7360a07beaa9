"""Where it stands, in words, whatever the network does (experience.md, Save state and Drafts)."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from playwright.async_api import expect

from tests.journeys.browsers import DESKTOP, ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.portal import Portal
from tests.journeys.student import SAMIRA, card, note, open_new, said, save


@pytest.mark.e(3, 8)
@pytest.mark.parametrize("status", [200, 500])
async def test_a_portal_or_an_error_counts_as_not_sent(
    house: House, device: Devices, status: int
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        house.stop()
        with Portal(house.port, status) as portal:
            await note(page, "Onder de tunnel")
            await page.get_by_role("button", name="Nu versturen").click()
            await asyncio.sleep(2)
            assert portal.swallowed > 0
            await expect(card(page, "Onder de tunnel")).to_contain_text("Staat op deze telefoon")
            await expect(page.get_by_text("1 nog niet op de server")).to_be_visible()
        house.start()
        await page.reload()
        await expect(card(page, "Onder de tunnel")).to_contain_text("Bewaard", timeout=20_000)


@pytest.mark.e(1, 3)
async def test_words_that_were_not_saved_are_not_said_to_be_on_the_server(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await note(page, "Aangevuld")
        await expect(card(page, "Aangevuld")).to_contain_text("Bewaard")
        await card(page, "Aangevuld").get_by_role("link").click()
        state = page.get_by_role("region", name="Waar staat dit?")
        await expect(state).to_contain_text("Het staat op de server.")
        await page.get_by_role("link", name="Verder schrijven").click()
        await page.get_by_label("Beschrijf wat je deed").fill("Nog een alinea.")
        await page.get_by_role("link", name="Terug").click()
        await expect(page.get_by_text("Nog een alinea.")).to_be_visible()
        await expect(state).to_contain_text("Concept")
        await expect(state).to_contain_text("alleen op deze telefoon")
        await expect(state).not_to_contain_text("server")
        await expect(page.get_by_text("1 concept alleen op dit toestel")).to_be_visible()
        await expect(page.get_by_text("Alles staat op de server")).to_be_hidden()
        await page.get_by_role("button", name="Wijzigingen weggooien").click()
        await expect(state).to_contain_text("Bewaard")
        await expect(page.get_by_text("Alles staat op de server")).to_be_visible()


@pytest.mark.e(4)
async def test_saving_without_a_network_takes_no_time(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        house.stop()
        await open_new(page)
        await page.get_by_label("Titel").fill("Vliegtuigstand")
        await expect(page.get_by_text("Concept staat op deze telefoon.")).to_be_visible()
        took = await page.evaluate(
            """async () => {
              const saved = () => document.body.innerText.includes("Bewaard op deze telefoon");
              const before = performance.now();
              const buttons = [...document.querySelectorAll("button")];
              buttons.find((button) => button.innerText === "Bewaren").click();
              while (!saved()) await new Promise((go) => setTimeout(go, 1));
              return performance.now() - before;
            }"""
        )
        house.start()
        assert took < 100


@pytest.mark.e(9)
async def test_send_now_says_what_happened(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        house.stop()
        await note(page, "Onderweg")
        await page.get_by_role("button", name="Nu versturen").click()
        await expect(said(page)).to_contain_text("Er is geen verbinding. Het blijft")
        house.start()
        await page.get_by_role("button", name="Nu versturen").click()
        await expect(page.get_by_text("Alles staat op de server")).to_be_visible()


@pytest.mark.e(10)
async def test_what_the_server_cannot_take_blocks_nothing(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await note(page, "Botst")
        await expect(card(page, "Botst")).to_contain_text("Bewaard")
        await ready_offline(page)
        house.stop()
        with sqlite3.connect(house.folder / "vakwerk.db") as database:
            # Her own text comes back as something else: nothing that a phone can mend by itself.
            newest = "SELECT doc_id FROM document ORDER BY seq DESC LIMIT 1"
            database.execute(f"UPDATE document SET kind = 'day' WHERE doc_id = ({newest})")
        await page.goto("/logboek")
        await card(page, "Botst").get_by_role("link").click()
        await page.get_by_role("link", name="Verder schrijven").click()
        await page.get_by_label("Beschrijf wat je deed").fill("Dit mag niet weg.")
        await save(page)
        await note(page, "Past")
        house.start()
        await expect(card(page, "Past")).to_contain_text("Bewaard", timeout=20_000)
        await expect(card(page, "Botst")).to_contain_text("Verbeteren")
        await card(page, "Botst").get_by_role("link").click()
        await expect(page.get_by_text("Dit mag niet weg.")).to_be_visible()


@pytest.mark.e(11)
async def test_two_devices_keep_both_texts_until_she_chooses(house: House, device: Devices) -> None:
    async with device("phone") as phone, device("laptop", DESKTOP) as laptop:
        page = await phone.sign_in(SAMIRA)
        await note(page, "Koffietafel")
        await expect(card(page, "Koffietafel")).to_contain_text("Bewaard")
        await ready_offline(page)
        other = await laptop.sign_in(SAMIRA)
        await other.goto("/logboek")
        await expect(card(other, "Koffietafel")).to_be_visible()
        await ready_offline(other)
        house.stop()
        for screen, text in ((page, "Op de telefoon"), (other, "Op de laptop")):
            await card(screen, "Koffietafel").get_by_role("link").click()
            await screen.get_by_role("link", name="Verder schrijven").click()
            await screen.get_by_label("Beschrijf wat je deed").fill(text)
            await save(screen)
        house.start()
        for screen in (page, other):
            await screen.goto("/logboek")
            await expect(screen.get_by_text("Alles staat op de server")).to_be_visible(
                timeout=20_000
            )
        await page.reload()
        await expect(card(page, "Koffietafel")).to_contain_text("Twee versies")
        await card(page, "Koffietafel").get_by_role("link").click()
        await page.get_by_role("link", name="Versie kiezen").click()
        await expect(page.get_by_text("Op de telefoon")).to_be_visible()
        await expect(page.get_by_text("Op de laptop")).to_be_visible()
        await page.get_by_role("button", name="Deze kiezen: Tweede versie").click()
        await expect(said(page)).to_contain_text("Gekozen")
        await page.goto("/logboek")
        await expect(card(page, "Koffietafel")).to_contain_text("Bewaard")


@pytest.mark.e(12)
async def test_logging_out_with_unsent_work_names_the_count(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        house.stop()
        await note(page, "Nog niet weg")
        await page.goto("/ik")
        await page.get_by_role("button", name="Uitloggen").click()
        question = page.get_by_role("dialog")
        await expect(question).to_contain_text("1 nog niet op de server")
        await expect(question.get_by_role("button", name="Toch uitloggen")).to_be_visible()
        house.start()


@pytest.mark.e(12)
async def test_who_leaves_without_a_network_is_not_let_in_again_in_any_window(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        other = await phone.another_window("/logboek")
        await page.goto("/ik")
        house.stop()
        await page.get_by_role("button", name="Uitloggen").click()
        for window in (page, other):
            await expect(window.get_by_label("Je e-mailadres")).to_be_visible()
        house.start()
        await page.goto("/")
        await expect(page.get_by_label("Je e-mailadres")).to_be_visible()


@pytest.mark.e(13)
async def test_an_expired_login_deletes_nothing_and_comes_back(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        house.stop()
        with sqlite3.connect(house.folder / "vakwerk.db") as database:
            database.execute("DELETE FROM session")
        await note(page, "Verlopen")
        house.start()
        await page.get_by_role("button", name="Nu versturen").click()
        await expect(page.get_by_text("Je bent uitgelogd")).to_be_visible()
        await page.goto("/doelen")
        await page.get_by_role("link", name="Opnieuw inloggen").click()
        before = len(house.mails(SAMIRA))
        await page.get_by_label("Je e-mailadres").fill(SAMIRA)
        await page.get_by_role("button", name="Stuur mij een code").click()
        code = house.await_code(SAMIRA, before)
        await page.get_by_label("Code uit de mail").fill(code)
        await page.get_by_role("button", name="Inloggen").click()
        await expect(page.get_by_role("heading", name="Doelen")).to_be_visible()
        await page.goto("/logboek")
        await expect(card(page, "Verlopen")).to_contain_text("Bewaard", timeout=20_000)


@pytest.mark.e(17, 18)
async def test_what_was_typed_is_there_after_the_app_was_killed(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        house.stop()
        await open_new(page)
        await page.get_by_label("Beschrijf wat je deed").type("Half afgemaakt")
        await asyncio.sleep(1)
        await phone.close()
        page = await phone.open("/logboek/nieuw")
        await page.get_by_role("link", name="Verder met").first.click()
        await expect(page.get_by_label("Beschrijf wat je deed")).to_have_value("Half afgemaakt")
        house.start()


@pytest.mark.e(13, 17)
async def test_a_phone_that_dies_right_after_signing_in_still_opens_on_its_own_logbook(
    house: House, device: Devices
) -> None:
    phone = device("samira")
    page = await phone.sign_in(SAMIRA)
    await ready_offline(page)
    house.stop()
    await note(page, "Net voor de accu leeg was")
    await phone.kill()
    async with phone:
        page = await phone.open("/logboek")
        await expect(card(page, "Net voor de accu leeg was")).to_contain_text("deze telefoon")
        house.start()


@pytest.mark.e(22)
async def test_going_back_loses_no_words(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await page.get_by_role("link", name="Nieuwe activiteit").click()
        await page.get_by_label("Titel").fill("Terug en weer heen")
        await page.go_back()
        await expect(page.get_by_role("heading", name="Logboek")).to_be_visible()
        await page.go_forward()
        await expect(page.get_by_label("Titel")).to_have_value("Terug en weer heen")

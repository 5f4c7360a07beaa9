"""R11: the real app and the real service worker over a network that drops, cuts, lies and drips."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.journeys.bad_network import (
    CUT_REPLY,
    CUT_UPLOAD,
    ERROR,
    FAULTS,
    LOST,
    NO_REPLY,
    OUTDATED,
    PORTAL,
    SLOW,
    BadNetwork,
    Request,
    always,
    fine,
    stormy,
)
from tests.journeys.browsers import ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.pictures import add, camera_photo, stored
from tests.journeys.student import SAMIRA, SOUP, card, open_new, save, write_activity

BRAM = "bram@delinde.example"
VERSIONS = (
    "SELECT COUNT(*), COUNT(DISTINCT r.doc_id) FROM revision r JOIN document d USING (doc_id)"
    " WHERE json_extract(r.content, '$.title') = ?"
)


async def note(page: Page, title: str, photo: Path | None = None) -> None:
    await open_new(page)
    await page.get_by_label("Titel").fill(title)
    if photo:
        await expect(page.get_by_text("Concept staat op deze telefoon.")).to_be_visible()
        await page.goto(f"{page.url}?stap=fotos")
        await add(page, [photo])
    await save(page)
    await page.goto("/logboek")


@pytest.mark.e(3, 7, 8)
@pytest.mark.parametrize("fault", [LOST, NO_REPLY, CUT_UPLOAD, CUT_REPLY, ERROR, PORTAL])
async def test_saved_is_only_said_after_a_receipt_and_it_comes_once(
    house: House, network: BadNetwork, device: Devices, fault: str
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        network.weather = always(fault, "/api/sync/push")
        await note(page, "In de tunnel")
        await page.get_by_role("button", name="Nu versturen").click()
        await _until(lambda: network.met[fault] >= 2)
        await expect(card(page, "In de tunnel")).to_contain_text("Staat op deze telefoon")
        network.weather = fine
        await expect(card(page, "In de tunnel")).to_contain_text("Bewaard", timeout=20_000)
        assert house.ask(VERSIONS, "In de tunnel") == [(1, 1)]


@pytest.mark.e(7)
async def test_sending_starts_by_itself_within_five_seconds(
    network: BadNetwork, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        network.weather = always(LOST, "/")
        await note(page, "Weer boven de grond")
        await asyncio.sleep(4)
        pushed: list[float] = []

        def watch(request: Request) -> str:
            if request.path == "/api/sync/push":
                pushed.append(time.monotonic())
            return fine(request)

        back = time.monotonic()
        network.weather = watch
        await expect(card(page, "Weer boven de grond")).to_contain_text("Bewaard")
        assert pushed[0] - back < 5


async def test_an_app_that_is_too_old_says_so_and_keeps_what_it_has(
    house: House, network: BadNetwork, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        network.weather = always(OUTDATED, "/api/sync/push")
        await note(page, "Uit een oude app")
        await expect(page.get_by_text("Deze versie van de app is te oud")).to_be_visible()
        await expect(card(page, "Uit een oude app")).to_contain_text("Staat op deze telefoon")
        network.weather = fine
        await page.get_by_role("button", name="Nieuwe versie: bijwerken").click()
        await expect(card(page, "Uit een oude app")).to_contain_text("Bewaard", timeout=20_000)
        await expect(page.get_by_text("Deze versie van de app is te oud")).to_be_hidden()
        assert house.ask(VERSIONS, "Uit een oude app") == [(1, 1)]


@pytest.mark.e(3)
@pytest.mark.parametrize("fault", [LOST, NO_REPLY, CUT_REPLY, PORTAL])
async def test_sent_is_only_said_after_its_own_receipt_and_it_comes_once(
    house: House, network: BadNetwork, device: Devices, fault: str
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await write_activity(page, SOUP)
        await save(page)
        network.weather = always(fault, "/api/sync/facts")
        await page.goto("/logboek")
        await card(page, SOUP["title"]).get_by_role("link").click()
        await page.get_by_role("link", name="Nakijken en versturen naar Bram").click()
        await page.get_by_role("button", name="Versturen naar Bram").click()
        await _until(lambda: network.met[fault] >= 1)
        await page.goto("/logboek")
        await expect(card(page, SOUP["title"])).not_to_contain_text("Verstuurd")
        network.weather = fine
        await expect(card(page, SOUP["title"])).to_contain_text("Verstuurd", timeout=20_000)
        assert house.ask(SUBMISSIONS, SOUP["title"]) == [(1,)]


SUBMISSIONS = (
    "SELECT COUNT(*) FROM fact f JOIN revision r ON r.rev_id = f.rev_id"
    " WHERE f.kind = 'submission' AND json_extract(r.content, '$.title') = ?"
)


async def test_an_approval_whose_answer_was_lost_is_given_once(
    house: House, network: BadNetwork, device: Devices
) -> None:
    async with device("bram") as supervisor:
        page = await supervisor.sign_in(BRAM)
        signed = house.ask("SELECT COUNT(*) FROM fact WHERE kind = 'sign_off'")[0][0]
        await page.goto("/beoordelen")
        await page.get_by_role("article").first.get_by_role("link").first.click()
        await page.get_by_role("button", name="Akkoord geven").click()
        network.weather = always(NO_REPLY, "/api/sync/facts")
        sheet = page.get_by_role("dialog")
        await sheet.get_by_role("button", name="Ja, akkoord geven").click()
        await _until(lambda: network.met[NO_REPLY] >= 1)
        network.weather = fine
        await expect(page.get_by_text("Alles staat op de server")).to_be_visible(timeout=20_000)
        assert house.ask("SELECT COUNT(*) FROM fact WHERE kind = 'sign_off'") == [(signed + 1,)]
        assert house.ask("SELECT COUNT(*) FROM statement") == [(signed + 1,)]


@pytest.mark.e(8)
async def test_on_a_slow_line_it_arrives_and_the_screen_does_not_wait(
    network: BadNetwork, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        network.weather = always(SLOW)
        before = time.monotonic()
        await note(page, "Op het platteland")
        assert time.monotonic() - before < 3
        await expect(card(page, "Op het platteland")).to_contain_text("Bewaard", timeout=40_000)


@pytest.mark.e(3, 5, 7)
async def test_ten_activities_with_photos_over_a_storm_with_the_browser_killed_halfway(
    house: House, network: BadNetwork, device: Devices, tmp_path: Path
) -> None:
    """What a new user does in a train: every activity is found, each of them once."""
    titles = [f"Activiteit {number}" for number in range(1, 11)]
    phone = device("samira")
    page = await phone.sign_in(SAMIRA)
    await ready_offline(page)
    # The cookie is written down when a browser closes, or after half a minute.
    await phone.close()
    page = await phone.open("/logboek")
    network.weather = stormy(11, dict.fromkeys(FAULTS, 1 / 3 / len(FAULTS)))
    before = len(stored(house))
    for number, title in enumerate(titles[:5]):
        await note(page, title, camera_photo(tmp_path, number))
    await phone.kill()
    async with phone:
        page = await phone.open("/logboek")
        for number, title in enumerate(titles[5:], 5):
            await note(page, title, camera_photo(tmp_path, number))
        for title in titles:
            await expect(card(page, title)).to_have_count(1)
            await expect(card(page, title)).to_contain_text("Bewaard", timeout=60_000)
        network.weather = fine
        await expect(page.get_by_text("Alles staat op de server")).to_be_visible(timeout=120_000)
        assert sum(network.met[fault] for fault in FAULTS) >= 10
    assert [house.ask(VERSIONS, title) for title in titles] == [[(1, 1)]] * len(titles)
    assert len(stored(house)) == before + len(titles)


async def _until(reached: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < until, "it did not come to that"
        await asyncio.sleep(0.05)

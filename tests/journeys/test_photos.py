"""Photos on the real phone: added without a network, sent by themselves, seen by their readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from pikepdf import Dictionary, Name
from playwright.async_api import expect

from tests.journeys.bad_network import LOST, BadNetwork, Request, fine
from tests.journeys.browsers import ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.pictures import (
    add,
    camera_photo,
    choose,
    chosen,
    is_shown,
    kept_names,
    noisy_photo,
    picture,
    stored,
)
from tests.journeys.student import SAMIRA, SOUP, card, forward, open_new, said, save, write_activity
from tests.journeys.test_journey import BRAM, send
from tests.journeys.test_storage_faults import FILL_UP, set_room
from tests.photos import HEIC, pdf

TITLE = SOUP["title"]
SENT = "Alles staat op de server"


@pytest.mark.e(7, 32)
async def test_photos_added_on_the_bus_arrive_by_themselves(
    house: House, device: Devices, tmp_path: Path
) -> None:
    before = kept_names(house)
    async with device("samira") as phone, device("bram") as bram:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        # The cookie is written down when a browser closes, or after half a minute.
        await phone.close()
        page = await phone.open("/logboek")
        house.stop()
        await write_activity(page, SOUP)
        await forward(page, "Foto's en bestanden")
        await add(page, [camera_photo(tmp_path, 1), camera_photo(tmp_path, 2)])
        await expect(chosen(page)).to_have_count(2)
        await chosen(page).first.get_by_label("Wat is erop te zien?").fill("Een pan soep")
        await save(page)
        await expect(page.get_by_text("2 foto's wachten")).to_be_visible()
        await phone.kill()

        page = await phone.open("/logboek")
        await expect(page.get_by_text("2 foto's wachten")).to_be_visible()
        house.start()
        await expect(page.get_by_text(SENT)).to_be_visible(timeout=20_000)
        kept = [(dict(it.getexif()), it.info.get("exif"), it.size) for it in stored(house, before)]
        assert kept == [({}, None, (1600, 1067))] * 2

        await send(page, TITLE)
        review = await bram.sign_in(BRAM)
        await review.get_by_role("link", name=TITLE).click()
        await is_shown(picture(review, "Een pan soep"))
        await picture(review, "Een pan soep").click()
        large = review.get_by_role("dialog", name="Foto 1 van 2")
        await expect(large.get_by_role("img", name="Een pan soep")).to_be_visible()
        await review.keyboard.press("ArrowRight")
        await expect(review.get_by_role("dialog", name="Foto 2 van 2")).to_be_visible()
        await review.keyboard.press("Escape")
        await expect(picture(review, "Een pan soep")).to_be_focused()


async def test_an_upload_that_is_cut_goes_on_where_it_stopped(
    network: BadNetwork, device: Devices, tmp_path: Path
) -> None:
    tunnel = True
    arrived: list[str] = []
    lost: list[str] = []

    def weather(request: Request) -> str:
        if request.method != "PUT":
            return fine(request)
        part = request.path.split("?")[0].rsplit("/", 1)[1]
        if tunnel and part == "1":
            lost.append(part)
            return LOST
        arrived.append(part)
        return fine(request)

    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await ready_offline(page)
        network.weather = weather
        await open_new(page)
        await page.get_by_label("Titel").fill("Muurschildering")
        await page.get_by_role("button", name="Alles op één pagina").click()
        await add(page, [noisy_photo(tmp_path)])
        await save(page)
        await expect(page.get_by_text("Onderweg: 1 van")).to_be_visible(timeout=20_000)
        await phone.close()
        assert lost and arrived == ["0"]
        tunnel = False
        page = await phone.open("/logboek")
        await expect(page.get_by_text(SENT)).to_be_visible(timeout=30_000)
        assert arrived == [str(part) for part in range(len(arrived))]
        assert len(arrived) >= 3


async def test_what_the_server_changes_is_named_and_sent_again_by_itself(
    house: House, device: Devices, tmp_path: Path
) -> None:
    photo = tmp_path / "IMG_3.heic"
    photo.write_bytes(HEIC)
    before = kept_names(house)
    async with device("samira") as phone, device("bram") as bram:
        page = await phone.sign_in(SAMIRA)
        await write_activity(page, SOUP)
        await forward(page, "Foto's en bestanden")
        await choose(page, [photo])
        await expect(page.get_by_text("De server zet hem om")).to_be_visible()
        await page.get_by_role("button", name="Nee, toevoegen").click()
        await expect(chosen(page)).to_have_count(1)
        await ready_offline(page)
        house.stop()
        await save(page)
        await page.get_by_role("link", name="Nakijken en versturen naar Bram").click()
        await page.get_by_role("button", name="Versturen naar Bram").click()
        await expect(page.get_by_role("heading", name="Klaar voor Bram")).to_be_visible()
        house.start()
        await expect(page.get_by_text(SENT)).to_be_visible(timeout=20_000)
        await page.goto("/logboek")
        await expect(card(page, TITLE)).to_contain_text("Verstuurd")
        assert [(it.format, dict(it.getexif())) for it in stored(house, before)] == [("JPEG", {})]
        review = await bram.sign_in(BRAM)
        await review.get_by_role("link", name=TITLE).click()
        await is_shown(picture(review, "Foto 1 van 1"))
        await review.get_by_role("button", name="Akkoord geven").click()
        await review.get_by_role("button", name="Ja, akkoord geven").click()
        await expect(review.get_by_role("dialog")).to_be_hidden()
        await expect(review.get_by_text(SENT)).to_be_visible(timeout=20_000)
        await page.reload()
        await expect(card(page, TITLE)).to_contain_text("Akkoord", timeout=20_000)


async def test_a_reader_waits_for_a_photo_and_so_does_the_akkoord(
    network: BadNetwork, device: Devices, tmp_path: Path
) -> None:
    async with device("samira") as phone, device("bram") as bram:
        page = await phone.sign_in(SAMIRA)
        network.weather = lambda request: LOST if request.method == "PUT" else fine(request)
        await write_activity(page, SOUP)
        await forward(page, "Foto's en bestanden")
        await add(page, [camera_photo(tmp_path, 1)])
        await save(page)
        await page.goto("/logboek")
        await send(page, TITLE)
        review = await bram.sign_in(BRAM)
        await review.get_by_role("link", name=TITLE).click()
        await expect(review.get_by_text("Deze foto is nog onderweg.")).to_be_visible()
        await review.get_by_role("button", name="Akkoord geven").click()
        await review.get_by_role("button", name="Ja, akkoord geven").click()
        await review.get_by_role("link", name=TITLE).click()
        await expect(review.get_by_text("Uw akkoord wacht op een foto")).to_be_visible()
        network.weather = fine
        await expect(page.get_by_text(SENT)).to_be_visible(timeout=30_000)
        await review.get_by_role("button", name="Nu versturen").click()
        await expect(review.get_by_text(SENT)).to_be_visible(timeout=20_000)
        await is_shown(picture(review, "Foto 1 van 1"))


@pytest.mark.e(10)
async def test_a_refused_file_says_why_and_blocks_nothing(
    house: House, device: Devices, tmp_path: Path
) -> None:
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    bad = tmp_path / "formulier.pdf"
    bad.write_bytes(pdf(OpenAction=script))
    before = kept_names(house)
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await open_new(page)
        await page.get_by_label("Titel").fill("Formulier")
        await page.get_by_role("button", name="Alles op één pagina").click()
        await add(page, [bad, camera_photo(tmp_path, 1)])
        await save(page)
        refused = page.get_by_text("Dit kwam niet aan")
        await expect(refused).to_be_visible(timeout=20_000)
        await expect(page.get_by_text("Deze pdf is beveiligd")).to_be_visible()
        await expect(page.get_by_text("1 bestand niet aangekomen")).to_be_visible()
        await expect(page.get_by_text("wacht")).to_have_count(0, timeout=20_000)
        assert len(stored(house, before)) == 1
        await page.get_by_role("link", name="Foto's aanpassen").click()
        await page.get_by_role("button", name="Weghalen: formulier.pdf").click()
        await expect(page.get_by_text("Concept staat op deze telefoon.")).to_be_visible()
        await save(page)
        await expect(refused).to_be_hidden()
        await expect(page.get_by_text(SENT)).to_be_visible(timeout=20_000)


@pytest.mark.e(15)
async def test_a_photo_that_does_not_fit_is_not_kept_and_the_words_are(
    house: House, device: Devices, tmp_path: Path
) -> None:
    async with device("samira") as phone:
        page = await phone.open("/inloggen")
        await set_room(page, house, 4_000_000)
        page = await phone.sign_in(SAMIRA, page)
        await open_new(page)
        await page.get_by_label("Titel").fill("Bijna vol")
        await page.get_by_role("button", name="Alles op één pagina").click()
        await expect(page.get_by_text("Concept staat op deze telefoon.")).to_be_visible()
        await page.evaluate(FILL_UP)
        await choose(page, [camera_photo(tmp_path, 1)])
        await page.get_by_role("button", name="Nee, toevoegen").click()
        await expect(page.get_by_text("Er is geen plek meer voor foto's")).to_be_visible()
        await expect(chosen(page)).to_have_count(0)
        await set_room(page, house, None)
        await save(page)
        await page.goto("/logboek")
        await expect(card(page, "Bijna vol")).to_contain_text("Bewaard")


@pytest.mark.e(19, 32)
async def test_who_recognises_somebody_gets_advice_and_what_is_taken_away_can_come_back(
    device: Devices, tmp_path: Path
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await page.goto("/logboek/nieuw?stap=fotos")
        await choose(page, [camera_photo(tmp_path, 1)])
        await page.get_by_role("button", name="Ja, of ik twijfel").click()
        advice = page.get_by_role("dialog", name="Kies liever iets anders")
        await expect(advice.get_by_text("Fotografeer handen")).to_be_visible()
        await advice.get_by_role("button", name="Terug").click()
        await expect(chosen(page)).to_have_count(0)
        await add(page, [camera_photo(tmp_path, 2)])
        await page.get_by_role("button", name="Weghalen: foto 1").click()
        await expect(chosen(page)).to_have_count(0)
        await said(page).get_by_role("button", name="Ongedaan maken").click()
        await expect(chosen(page)).to_have_count(1)

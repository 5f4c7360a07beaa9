"""R12: what a browser can do to its storage, in a real one; nothing is lost without a word."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.journeys.browsers import ready_offline
from tests.journeys.conftest import Devices
from tests.journeys.house import House
from tests.journeys.student import SAMIRA, card, open_new, save

KEPT = "Concept staat op deze telefoon."


async def test_one_window_writes_at_a_time_and_takes_over_every_word(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await open_new(page)
        await page.get_by_label("Titel").fill("In het eerste venster")
        await expect(page.get_by_text(KEPT)).to_be_visible()
        other = await phone.another_window(page.url)
        await expect(other.get_by_text("Je schrijft hieraan in een ander venster")).to_be_visible()
        await page.get_by_label("Beschrijf wat je deed").fill("Nog gauw een zin.")
        await other.get_by_role("button", name="Hier verder schrijven").click()
        await expect(other.get_by_label("Titel")).to_have_value("In het eerste venster")
        await expect(other.get_by_label("Beschrijf wat je deed")).to_have_value("Nog gauw een zin.")
        await expect(page.get_by_text("Je schrijft hieraan in een ander venster")).to_be_visible()
        await other.get_by_label("Titel").fill("In het tweede venster")
        await save(other)
        await page.goto("/logboek")
        await expect(card(page, "In het tweede venster")).to_contain_text("Bewaard")


async def test_a_full_phone_says_so_keeps_the_form_and_saves_once_there_is_room(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.open("/inloggen")
        await set_room(page, house, 4_000_000)
        page = await phone.sign_in(SAMIRA, page)
        await ready_offline(page)
        house.stop()
        await open_new(page)
        await page.evaluate(FILL_UP)
        words = "Een lang verhaal. " * 400
        await page.get_by_label("Beschrijf wat je deed").fill(words)
        await expect(page.get_by_text("De opslag van dit toestel is vol")).to_be_visible()
        await expect(page.get_by_role("alert")).to_contain_text("NIET bewaard")
        await page.get_by_role("button", name="Bewaren", exact=True).click()
        assert await page.get_by_label("Beschrijf wat je deed").input_value() == words
        await set_room(page, house, None)
        await page.get_by_label("Titel").fill("Toch gelukt")
        await expect(page.get_by_text("De opslag van dit toestel is vol")).to_be_hidden()
        await save(page)
        house.start()
        await page.goto("/logboek")
        await expect(card(page, "Toch gelukt")).to_contain_text("Bewaard", timeout=20_000)


async def test_a_newer_version_in_another_window_asks_to_close_this_one(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await open_new(page)
        await page.get_by_label("Titel").fill("Oud venster")
        await expect(page.get_by_text(KEPT)).to_be_visible()
        other = await phone.another_window("/pages.css")
        await other.evaluate(NEWER_DATABASE)
        await expect(
            page.get_by_text("Vakwerk staat nog in een ander venster open")
        ).to_be_visible()
        await expect(page.get_by_label("Titel")).to_have_value("Oud venster")


async def test_a_browser_that_threw_everything_away_gets_it_back_from_the_server(
    house: House, device: Devices
) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await open_new(page)
        await page.get_by_label("Titel").fill("Stond al op de server")
        await save(page)
        await page.goto("/logboek")
        await expect(card(page, "Stond al op de server")).to_contain_text("Bewaard")
        client = await page.context.new_cdp_session(page)
        await page.goto("about:blank")
        await client.send(
            "Storage.clearDataForOrigin",
            {"origin": house.address, "storageTypes": "indexeddb,local_storage,cache_storage"},
        )
        await page.goto("/logboek")
        await expect(card(page, "Stond al op de server")).to_contain_text("Bewaard")


async def test_a_browser_without_storage_promises_nothing(house: House, device: Devices) -> None:
    async with device("samira") as phone:
        page = await phone.sign_in(SAMIRA)
        await page.add_init_script(NO_DATABASE)
        await page.goto("/logboek")
        await expect(
            page.get_by_role("heading", name="Dit toestel kan niets bewaren")
        ).to_be_visible()


async def set_room(page: Page, house: House, size: int | None) -> None:
    """How much this origin may keep; None is what it was."""
    client = await page.context.new_cdp_session(page)
    room = {} if size is None else {"quotaSize": size}
    await client.send("Storage.overrideQuotaForOrigin", {"origin": house.address, **room})


FILL_UP = """async () => {
  const db = await new Promise((done) => {
    const request = indexedDB.open("filler", 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("rows", { autoIncrement: true });
    request.onsuccess = () => done(request.result);
  });
  const put = (size) => new Promise((done) => {
    const tx = db.transaction("rows", "readwrite", { durability: "strict" });
    tx.objectStore("rows").add(crypto.getRandomValues(new Uint8Array(size)));
    tx.oncomplete = () => done(true);
    tx.onabort = () => done(false);
  });
  for (const size of [65536, 8192, 1024]) while (await put(size));
}"""

NEWER_DATABASE = """async () => {
  const names = await indexedDB.databases();
  const { name, version } = names.find(({ name }) => /^vakwerk-[0-9a-f]{8}-/.test(name));
  await new Promise((done, failed) => {
    const request = indexedDB.open(name, version + 1);
    request.onsuccess = () => done(request.result.close());
    request.onerror = () => failed(request.error);
  });
}"""

NO_DATABASE = """IDBFactory.prototype.open = function () {
  throw new DOMException("not in this window", "SecurityError");
};"""

"""A phone of Samira's with as many entries as a measurement asks for, at a demo of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from tests.cast import entry, revision
from tests.journeys.browsers import PHONE, Device
from tests.journeys.house import House
from tests.journeys.student import SAMIRA

_BATCH = 50


@dataclass
class Phone:
    """Signed in, with everything on it; `fresh` opens a page that takes no file from a cache."""

    context: BrowserContext
    entries: list[str]  # ids of her activities

    async def fresh(self, path: str = "about:blank") -> Page:
        page = await self.context.new_page()
        wire = await self.context.new_cdp_session(page)
        await wire.send("Network.enable")
        await wire.send("Network.setBypassServiceWorker", {"bypass": True})
        await wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        await page.goto(path)
        return page


@asynccontextmanager
async def phone_with(entries: int) -> AsyncIterator[Phone]:
    with TemporaryDirectory() as name:
        house = House(Path(name))
        house.fill()
        house.start()
        try:
            ids = _write(house, entries)
            async with async_playwright() as playwright:
                device = Device(playwright, house.folder / "browser", house, PHONE)
                page = await device.sign_in(SAMIRA)
                await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
                await expect(page.get_by_text(f"{entries} activiteiten").first).to_be_visible()
                try:
                    yield Phone(page.context, ids)
                finally:
                    await device.close()
        finally:
            house.stop()


def _write(house: House, wanted: int) -> list[str]:
    """Adds to what the demo school has of her until there are as many as asked for."""
    own = {"Origin": house.address}
    with httpx.Client(base_url=house.address, headers=own) as client:
        before = len(house.mails(SAMIRA))
        client.post("/api/login/code", json={"address": SAMIRA}).raise_for_status()
        code = house.await_code(SAMIRA, before)
        client.post("/api/login", json={"code": code}).raise_for_status()
        placement = client.get("/api/me").json()["placements"][0]["id"]
        page = client.get("/api/sync/pull", params={"placement": placement}).json()
        ids = [doc["doc_id"] for doc in page["docs"] if doc["kind"] == "entry"]
        day = date.today()
        items = [
            revision(placement, entry(date=(day - timedelta(days=n // 2)).isoformat()))
            for n in range(wanted - len(ids))
        ]
        for start in range(0, len(items), _BATCH):
            batch = {"epoch": "", "items": items[start : start + _BATCH]}
            client.post("/api/sync/push", json=batch).raise_for_status()
    return [*ids, *(item["doc_id"] for item in items)]

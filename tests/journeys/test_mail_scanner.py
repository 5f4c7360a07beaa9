"""What opens mail before people do: it follows links, runs scripts, presses, submits (A4, E58)."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from playwright.async_api import BrowserContext, Locator, Page, Playwright, expect

from tests.journeys.browsers import ARGUMENTS
from tests.journeys.conftest import Devices
from tests.journeys.house import House, link_in

BRAM = "bram@delinde.example"
PRESSED = "button, [role=button], input[type=submit], input[type=button], summary"
# How many times in a row a scanner goes on with what a press brought: a form behind a button.
DEPTH = 2


@pytest.fixture
async def scanner(playwright: Playwright) -> AsyncIterator[BrowserContext]:
    """A browser of nobody's, with nothing in it."""
    browser = await playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=ARGUMENTS
    )
    yield await browser.new_context()
    await browser.close()


@pytest.mark.e(55)
async def test_a_scanner_uses_nothing_up(
    house: House, scanner: BrowserContext, device: Devices
) -> None:
    invitation = house.await_mail(BRAM, 0, 30)
    before = what_counts(house)
    links = {link for mail in every_mail(house) for link in links_in(mail)}
    assert link_in(invitation) in links
    for link in sorted(links):
        look_at(link)
        await press_everything(scanner, link)
    assert what_counts(house) == before
    # Each pressed button may bring Bram a code; never more than the limit for one link.
    codes = [mail for mail in house.mails(BRAM) if re.search(r"\b\d{6}\b", mail["subject"])]
    assert 0 < len(codes) <= 12
    async with device("bram") as bram:
        page = await bram.open(link_in(invitation).removeprefix(house.address))
        await get_in(house, page)


@pytest.mark.e(55, 58)
async def test_an_expired_link_is_renewed_for_the_known_address_only(
    house: House, device: Devices
) -> None:
    old = house.await_mail(BRAM, 0, 30)
    said = f"{old['subject']} {old['text']}"
    for words in ("Voorbeeld College", "minuten", "Deze link werkt tot", "verandert niets"):
        assert words in said
    assert re.search(r"vraagt u om naar (\d+) activiteit", old["subject"])
    house.ask("UPDATE invitation SET expires_at = 0")
    counted = {mail["to"]: len(house.mails(mail["to"])) for mail in every_mail(house)}
    async with device("somebody else") as stranger:
        page = await stranger.open(link_in(old).removeprefix(house.address))
        await page.get_by_role("button", name="Mail mij een code").click()
        await expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
        await page.get_by_role("button", name="Stuur een nieuwe link").click()
        await expect(page.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
        assert "delinde" not in await page.inner_text("body")
    new = house.await_mail(BRAM, counted[BRAM])
    counted[BRAM] += 1
    assert {mail["to"]: len(house.mails(mail["to"])) for mail in every_mail(house)} == counted
    async with device("bram") as bram:
        await get_in(house, await bram.open(link_in(new).removeprefix(house.address)))


@pytest.mark.e(58)
async def test_a_forwarded_link_brings_its_code_to_the_known_address(
    house: House, device: Devices
) -> None:
    mail = house.await_mail(BRAM, 0, 30)
    async with device("a colleague") as colleague, device("bram") as bram:
        page = await colleague.open(link_in(mail).removeprefix(house.address))
        count = len(house.mails(BRAM))
        await page.get_by_role("button", name="Mail mij een code").click()
        await expect(page.get_by_text("b•••@d•••.example")).to_be_visible()
        code = house.await_code(BRAM, count)
        # And that code opens the browser that asked for it, no other.
        other = await bram.open("/inloggen")
        answer = await other.evaluate(
            "code => fetch('/api/login', {method: 'POST', body: JSON.stringify({code}),"
            " headers: {'Content-Type': 'application/json'}}).then(({status}) => status)",
            code,
        )
        assert answer == 403


def look_at(link: str) -> None:
    for method in ("HEAD", "GET"):
        httpx.request(method, link, follow_redirects=True)


async def press_everything(scanner: BrowserContext, link: str) -> None:
    """Each thing on the page that can be pressed, from a fresh page, and what comes after it."""
    count = await (await opened(scanner, link)).locator(PRESSED).count()
    for first in range(count):
        page = await opened(scanner, link)
        await press(page, page.locator(PRESSED).nth(first))
        for _ in range(DEPTH):
            await fill_in(page)
            for other in range(await page.locator(PRESSED).count()):
                await press(page, page.locator(PRESSED).nth(other))
    for page in scanner.pages:
        await page.close()


async def opened(scanner: BrowserContext, link: str) -> Page:
    page = await scanner.new_page()
    await page.goto(link)
    await page.wait_for_load_state("networkidle")
    return page


async def press(page: Page, thing: Locator) -> None:
    if await thing.count() and await thing.is_visible() and await thing.is_enabled():
        await thing.click()
        await page.wait_for_load_state("networkidle")


async def fill_in(page: Page) -> None:
    """Whatever a field asks for, and the form sent off without a press."""
    for field in await page.locator("input:visible, textarea:visible").all():
        kind = await field.get_attribute("type") or "text"
        if kind in ("checkbox", "radio"):
            await field.check()
        else:
            await field.fill("scan@scanner.example" if kind == "email" else "123456")
    await page.evaluate("for (const form of document.forms) form.requestSubmit()")
    await page.wait_for_load_state("networkidle")


async def get_in(house: House, page: Page) -> None:
    count = len(house.mails(BRAM))
    await page.get_by_role("button", name="Mail mij een code").click()
    await page.get_by_label("Code uit de mail").fill(house.await_code(BRAM, count))
    await page.get_by_role("button", name="Inloggen").click()
    await expect(page.get_by_role("heading", name="Beoordelen")).to_be_visible()


def what_counts(house: House) -> list[Any]:
    """Everything but the codes that were asked for: links, sessions, facts, statements."""
    return [
        house.ask("SELECT id, person_id, expires_at, revoked_at FROM invitation ORDER BY id"),
        house.ask("SELECT * FROM session ORDER BY id"),
        house.ask("SELECT fact_id, kind FROM fact ORDER BY fact_id"),
        house.ask("SELECT id, hash FROM statement ORDER BY id"),
        house.ask("SELECT fact_id FROM refused_fact"),
        house.ask("SELECT id FROM login_code WHERE used_at IS NOT NULL"),
    ]


def every_mail(house: House) -> list[dict[str, Any]]:
    return list(httpx.get(f"{house.address}/demo/mail.json").json()["mails"])


def links_in(mail: dict[str, Any]) -> set[str]:
    return set(re.findall(r"https?://[^\s\"'<>]+", mail["text"] + mail["html"]))

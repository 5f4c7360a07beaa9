"""What a phone can be that Chromium is not by itself: an iPhone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
_FORGET = """() => {
  for (const key of ["onboarding", "why-install"]) localStorage.removeItem(`vakwerk-${key}`);
}"""
_NOT_INSTALLED = "Object.defineProperty(navigator, 'standalone', { value: false });"


@asynccontextmanager
async def iphone(page: Page, *, installed: bool = False) -> AsyncIterator[None]:
    """What is loaded meanwhile is in the browser of an iPhone, or on its home screen."""
    browser = await page.context.new_cdp_session(page)
    await browser.send("Page.enable")
    await browser.send("Emulation.setUserAgentOverride", {"userAgent": IPHONE})
    script = {"source": _NOT_INSTALLED.replace("false", "true") if installed else _NOT_INSTALLED}
    made = await browser.send("Page.addScriptToEvaluateOnNewDocument", script)
    yield
    await browser.send("Page.removeScriptToEvaluateOnNewDocument", made)
    await browser.detach()


async def on_an_iphone(page: Page) -> None:
    """The page again, past the words of welcome; nobody was told anything yet."""
    await page.evaluate(_FORGET)
    async with iphone(page):
        await page.reload()
        await page.locator("main h1").wait_for()
        skip = page.locator(".onboarding .button-quiet")
        if await skip.count():
            await skip.click()
        await expect(page.locator(".apple-steps")).to_be_visible()
    await page.evaluate(_FORGET)

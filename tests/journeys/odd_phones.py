"""What a phone can be that Chromium is not by itself: an iPhone, or one that holds nonsense."""

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
_HOLD_NONSENSE = """async () => {
  const said = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const db = await said(indexedDB.open(names.find((name) => /^vakwerk-[0-9a-f-]{36}$/.test(name))));
  const meta = db.transaction("meta", "readwrite").objectStore("meta");
  const me = await said(meta.get("me"));
  for (const placement of me.placements) placement.programme = null;
  await said(meta.put(me, "me"));
  // Asked again, the server tells it as it is.
  await said(meta.delete("me_etag"));
  db.close();
  return me.placements.length;
}"""


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
        await page.locator(".onboarding, .apple-steps").first.wait_for()
        skip = page.locator(".onboarding .button-quiet")
        if await skip.count():
            await skip.click()
        await expect(page.locator(".apple-steps")).to_be_visible()
    await page.evaluate(_FORGET)


async def break_down(page: Page) -> None:
    """The page again, on a phone that holds what no version of ours wrote; without a server."""
    held = await page.evaluate(_HOLD_NONSENSE)
    assert held, "it holds no placement"
    await page.reload()
    await expect(page.locator("main code")).to_contain_text("crash-")

"""Real Chromium, as the people hold it; what the console complains about fails the test."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from types import TracebackType

from playwright.async_api import BrowserContext, ConsoleMessage, Page, Playwright, expect

from tests.journeys.house import House

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What Chromium says about a server that is gone, or an error as an answer, is no fault of ours.
# Nor is an icon that was still on its way when the window closed; test_install asks for them all.
_EXPECTED = ("net::ERR_", "Failed to load resource", "Error while trying to use the following icon")

expect.set_options(timeout=10_000)


class Device:
    """One browser of one person; `close` and `open` again is what a phone does."""

    def __init__(
        self, playwright: Playwright, folder: Path, house: House, size: dict[str, int]
    ) -> None:
        self.complaints: list[str] = []
        self._playwright, self._folder, self._house, self._size = playwright, folder, house, size
        self._context: BrowserContext | None = None

    async def open(self, path: str = "/") -> Page:
        """The app's only window, at `path`."""
        self._context = await self._playwright.chromium.launch_persistent_context(
            self._folder,
            executable_path=shutil.which("chromium"),
            args=ARGUMENTS,
            base_url=self._house.address,
            viewport={"width": self._size["width"], "height": self._size["height"]},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        return await self._show(self._context.pages[0], path)

    async def another_window(self, path: str) -> Page:
        """A second window of the same browser."""
        assert self._context is not None
        return await self._show(await self._context.new_page(), path)

    async def _show(self, page: Page, path: str) -> Page:
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(path)
        return page

    async def close(self) -> None:
        if self._context:
            await self._context.close()
        self._context = None

    async def kill(self) -> None:
        """The battery is empty: no time to put anything away."""
        assert self._context is not None
        marker = f"--user-data-dir={self._folder}"
        for process in _processes_with(marker):
            os.kill(process, signal.SIGKILL)
        await self._context.wait_for_event("close")
        self._context = None

    async def sign_in(self, address: str, page: Page | None = None) -> Page:
        """From the first page to the own one, with the code from the mail."""
        page = page or await self.open("/inloggen")
        before = len(self._house.mails(address))
        await page.get_by_label("Je e-mailadres").fill(address)
        await page.get_by_role("button", name="Stuur mij een code").click()
        await expect(page.get_by_role("heading", name="Typ de code")).to_be_visible()
        code = self._house.await_code(address, before)
        await page.get_by_label("Code uit de mail").fill(code)
        await page.get_by_role("button", name="Inloggen").click()
        await expect(page.get_by_role("heading", name="Typ de code")).to_be_hidden()
        return page

    async def __aenter__(self) -> Device:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
        if error is None:
            assert self.complaints == [], self.complaints

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(w in message.text for w in _EXPECTED):
            self.complaints.append(message.text)


def _processes_with(word: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if word in (folder / "cmdline").read_bytes().decode().split("\0"):
                found.append(int(folder.name))
        except OSError:
            pass  # it ended meanwhile
    return found


async def ready_offline(page: Page) -> None:
    """Until the service worker holds the app: from the second visit on it opens without a net."""
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.reload()
    await page.wait_for_function("navigator.serviceWorker.controller !== null")

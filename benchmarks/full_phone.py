"""F2: a phone with a thousand entries and a slow processor: to save one, and to open the log.

`python -m benchmarks.full_phone` in real Chromium at a quarter of this machine's speed. Both are
measured as their reader sees them: from the tap until the frame that shows what it brought.
"""

from __future__ import annotations

import asyncio
from statistics import median, quantiles

from playwright.async_api import Page, expect
from rich.console import Console
from rich.table import Table

from benchmarks.logbook import phone_with

ENTRIES = 1_000
RUNS = 10
_CPU = 4
# In the page: when it was tapped, and when the frame came in which `sign` stood for the first time.
_WATCH = """sign => {
  window.shown = new Promise(done => {
    const tapped = new Promise(tap =>
      addEventListener("click", () => tap(performance.now()), { capture: true, once: true }));
    const look = new MutationObserver(() => {
      if (!document.querySelector("main").innerText.includes(sign)
        && !document.querySelector("[aria-label=Meldingen]")?.innerText.includes(sign)) return;
      look.disconnect();
      requestAnimationFrame(() => setTimeout(async () => done(performance.now() - await tapped)));
    });
    look.observe(document, { childList: true, subtree: true, characterData: true });
  });
}"""


async def main() -> None:
    async with phone_with(ENTRIES) as phone:
        page = await phone.fresh()
        wire = await phone.context.new_cdp_session(page)
        await wire.send("Emulation.setCPUThrottlingRate", {"rate": _CPU})
        opened = [await open_the_log(page) for _ in range(RUNS)]
        saved = [await save_one(page, phone.entries[n % 5], n) for n in range(RUNS)]
    table = Table("F2", "median", "p95", "target", title=f"{ENTRIES:,} entries, {_CPU}× CPU")
    table.add_row("save one entry", *figures(saved), "p95 ≤ 25 ms")
    table.add_row("open the log", *figures(opened), "≤ 50 ms")
    Console().print(table)


async def open_the_log(page: Page) -> float:
    await page.goto("/doelen")
    await expect(page.get_by_role("article").first).to_be_visible(timeout=60_000)
    return await until(page, "Je activiteiten", "Logboek")


async def save_one(page: Page, doc_id: str, run: int) -> float:
    await page.goto(f"/logboek/{doc_id}/bewerken")
    await page.get_by_label("Titel").fill(f"Soepmiddag {run}")
    await expect(page.get_by_text("Concept staat op deze telefoon.")).to_be_visible(timeout=60_000)
    return await until(page, "Bewaard op deze telefoon", "Bewaren")


async def until(page: Page, sign: str, pressed: str) -> float:
    await page.evaluate(_WATCH, sign)
    await page.locator("a, button").get_by_text(pressed, exact=True).first.click()
    return float(await page.evaluate("window.shown"))


def figures(times: list[float]) -> tuple[str, str]:
    return f"{median(times):.0f} ms", f"{quantiles(times, n=20)[-1]:.0f} ms"


if __name__ == "__main__":
    asyncio.run(main())

"""F1: what a student's phone downloads until the logbook is on the screen, and for the whole app.

`python -m benchmarks.app_weight` in real Chromium, with the entries on the phone and every file
from the network, as it is after an update. The bodies of scripts are counted, as they travel.
"""

from __future__ import annotations

import asyncio
from statistics import median

from playwright.async_api import Page
from rich.console import Console
from rich.table import Table

from benchmarks.logbook import Phone, phone_with

ENTRIES = 60
RUNS = 5
Scripts = dict[str, int]  # by name, the bytes of the body as it came over the wire

# Slow 4G and a cheap phone, after Lighthouse's mobile profile; applied, not simulated.
_SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 204_800,
    "uploadThroughput": 96_000,
}
_CPU = 4
# In the page from its first moment: when the first card of the logbook stands.
_WATCH = """new MutationObserver(() => {
  if (document.querySelector("article")) window.stood ??= performance.now();
}).observe(document, { childList: true, subtree: true })"""
_SCRIPTS = """until => performance.getEntriesByType("resource")
  .filter(({ name, responseEnd }) => new URL(name).pathname.endsWith(".js") && responseEnd <= until)
  .map(({ name, encodedBodySize, decodedBodySize }) =>
    [name.split("/").at(-1), encodedBodySize, decodedBodySize])"""
_PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""
# The end of the last long task: from then on a tap is answered at once.
_QUIET = """() => new Promise(done => {
  let end = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  new PerformanceObserver(list => {
    for (const task of list.getEntries()) end = Math.max(end, task.startTime + task.duration);
  }).observe({ type: "longtask", buffered: true });
  setTimeout(() => done(end), 1000);
})"""
_EMPTY = """async () => {
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
}"""


async def main() -> None:
    async with phone_with(ENTRIES) as phone:
        first = [await first_screen(phone) for _ in range(RUNS)]
        times = [await slow(phone) for _ in range(RUNS)]
        whole = await whole_app(phone)
        new = [await first_screen(phone, empty=True) for _ in range(RUNS)]
    table = Table("F1", "measured", "target", title=f"{ENTRIES} entries, median of {RUNS}")
    table.add_row("scripts until the logbook stands", middle(first), "≤ 25 kB")
    table.add_row("the same on a phone that holds nothing yet", middle(new), "–")
    table.add_row("whole student app, in Dutch", middle([whole]), "≤ 60 kB")
    paints, quiets = zip(*times, strict=True)
    table.add_row("largest paint, slow 4G, 4× CPU", f"{median(paints):,.0f} ms", "≤ 1,200 ms")
    table.add_row("last long task ends", f"{median(quiets):,.0f} ms", "≤ 1,300 ms")
    Console().print(table)
    for name, size in sorted(whole.items(), key=lambda item: -item[1]):
        print(f"{size:7,}  {name}{'  (before the logbook)' if name in first[0] else ''}")


async def first_screen(phone: Phone, empty: bool = False) -> Scripts:
    """What had come when the first card stood; `empty` when the phone holds no entries yet."""
    page = await phone.fresh("/healthz")
    if empty:
        await page.evaluate(_EMPTY)
    await page.add_init_script(_WATCH)
    await logbook(page)
    seen = await scripts(page, float(await page.evaluate("window.stood")))
    await page.close()
    return seen


async def whole_app(phone: Phone) -> Scripts:
    """Every screen of a student; what several of them need is counted once."""
    page = await phone.fresh()
    entry = f"/logboek/{phone.entries[0]}"
    beside = [f"{entry}/{word}" for word in ("bewerken", "nakijken", "verstuurd", "versies")]
    found: Scripts = {}
    for path in ("/logboek/nieuw", entry, *beside, "/ik", "/doelen/nieuw", "/doelen", "/logboek"):
        await page.goto(path)
        await page.wait_for_load_state("networkidle")
        found |= await scripts(page)
    await page.goto("/doelen")
    await page.get_by_role("article").first.get_by_role("link").click()
    await page.get_by_role("link", name="Aanpassen").click()
    await page.wait_for_load_state("networkidle")
    found |= await scripts(page)
    await page.close()
    return found


async def slow(phone: Phone) -> tuple[float, float]:
    """(largest paint, end of the last long task) in ms on a slow network and a slow processor."""
    page = await phone.fresh()
    wire = await phone.context.new_cdp_session(page)
    await wire.send("Network.enable")
    await wire.send("Network.emulateNetworkConditions", _SLOW)
    await wire.send("Emulation.setCPUThrottlingRate", {"rate": _CPU})
    await logbook(page)
    paint, quiet = await page.evaluate(_PAINT), await page.evaluate(_QUIET)
    await page.close()
    return float(paint), float(quiet)


async def logbook(page: Page) -> None:
    await page.goto("/logboek", wait_until="commit")
    await page.locator("article").first.wait_for(timeout=30_000)


async def scripts(page: Page, until: float = 1e9) -> Scripts:
    found = await page.evaluate(_SCRIPTS, until)
    for name, sent, plain in found:
        # A few lines grow a little when they are compressed.
        assert 0 < sent < plain + 20, f"{name} did not come compressed over the network"
    return {name: sent for name, sent, _ in found}


def middle(runs: list[Scripts]) -> str:
    return f"{median(sum(run.values()) for run in runs) / 1000:.1f} kB"


if __name__ == "__main__":
    asyncio.run(main())

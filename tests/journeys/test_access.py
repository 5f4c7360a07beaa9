"""Every screen, for whoever sees, moves or reads differently (experience.md, Access)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Playwright, expect

from tests.journeys.browsers import PHONE, Device
from tests.journeys.house import House
from tests.journeys.odd_phones import on_an_iphone
from tests.journeys.scenes import PEOPLE, Scene, scenes_of
from tests.journeys.stage import BRAM, ILSE, PIM, SAMIRA, TESSA, Stage
from tests.serving import TOP

AXE = (TOP / "pwa/node_modules/axe-core/axe.min.js").read_text()
AXE_OPTIONS = {"preload": False, "resultTypes": ["violations"]}
MEASURES = (Path(__file__).parent / "access.js").read_text()

EMPTY_LISTS = ("/logboek", "/doelen", "/beoordelen", "/studenten")
EDGES = {"top": 47, "bottom": 34}


@pytest.fixture
async def phone(
    request: pytest.FixtureRequest, playwright: Playwright, furnished: House, tmp_path: Path
) -> AsyncIterator[Page]:
    """The phone of the person whom the test is about."""
    async with Device(playwright, tmp_path / "browser", furnished, PHONE) as device:
        who = request.node.callspec.params["who"]
        page = await device.sign_in(who) if who else await device.open("/inloggen")
        # Colours halfway a change are nobody's; and this is how some people have it.
        await page.emulate_media(reduced_motion="reduce")
        page.set_default_timeout(8_000)
        yield page


@pytest.mark.e(29, 44, 46, 47, 48, 49, 51)
@pytest.mark.parametrize("who", PEOPLE)
async def test_every_screen_is_for_everybody(
    phone: Page, furnished: House, stage: Stage, who: str
) -> None:
    complaints: list[str] = []
    for scene in (scene for scene in scenes_of(who) if scene.runs_scripts):
        await come_to(phone, furnished, stage, scene)
        complaints += [f"{scene.name} {said}" for said in await look(phone)]
    assert complaints == [], "\n".join(complaints)


@pytest.mark.e(50)
@pytest.mark.parametrize("who", [SAMIRA])
async def test_an_activity_is_written_without_touching_anything(
    phone: Page, furnished: House, who: str
) -> None:
    keyboard = phone.keyboard
    await phone.goto("/logboek")
    await phone.locator("h1").wait_for()
    await keyboard.press("Tab")
    skip = await focused(phone)
    assert skip["name"] == "Naar de inhoud" and skip["top"] >= 0
    await keyboard.press("Enter")
    await tab_to(phone, "Nieuwe activiteit")
    await keyboard.press("Enter")
    await expect(phone.get_by_role("heading", name="Nieuwe activiteit")).to_be_focused()
    await tab_to(phone, "Titel")
    await keyboard.type("Zonder muis")
    await tab_to(phone, "Verder")
    await keyboard.press("Enter")
    await expect(phone.get_by_role("heading", name="Waarom deed je het?")).to_be_focused()
    await tab_to(phone, "Behoefte")
    await keyboard.type("Mensen zijn alleen.")
    await tab_to(phone, "Bewaren")
    await keyboard.press("Enter")
    await expect(phone.locator("[aria-live=polite]", has_text="Bewaard")).to_be_attached()
    await expect(phone.get_by_role("heading", name="Zonder muis")).to_be_focused()


@pytest.mark.e(40)
@pytest.mark.parametrize("who", [ILSE, PIM, TESSA])
async def test_an_empty_list_says_what_to_do(
    phone: Page, furnished: House, stage: Stage, who: str
) -> None:
    for scene in (scene for scene in scenes_of(who) if scene.path in EMPTY_LISTS):
        await come_to(phone, furnished, stage, scene)
        await expect(phone.locator(".empty")).to_have_count(1)
        assert await measure(phone, "emptiness") == [], scene.name
        await switch_language(phone)
        assert await measure(phone, "emptiness") == [], scene.name
        await switch_language(phone)


@pytest.mark.e(52)
@pytest.mark.parametrize("who", [SAMIRA, BRAM])
async def test_nothing_to_press_lies_under_the_edges_of_a_phone(
    phone: Page, furnished: House, stage: Stage, who: str
) -> None:
    """As on a phone with a notch above and a bar for gestures below."""
    browser = await phone.context.new_cdp_session(phone)
    await browser.send("Emulation.setSafeAreaInsetsOverride", {"insets": EDGES})
    complaints: list[str] = []
    # One that becomes an iPhone has its edges taken away again.
    for scene in (scene for scene in scenes_of(who) if on_an_iphone not in scene.steps):
        await come_to(phone, furnished, stage, scene)
        said = await measure(phone, "underTheEdge", EDGES)
        complaints += [f"{scene.name} {one}" for one in said]
    assert complaints == [], "\n".join(complaints)


async def tab_to(page: Page, name: str) -> None:
    """As often as it takes; at each stop it must be seen where one is."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        here = await focused(page)
        assert here["ring"], here
        if here["name"].startswith(name):
            return
    raise AssertionError(f"{name} is not reached")


async def focused(page: Page) -> dict[str, Any]:
    return dict(await page.evaluate(f"{MEASURES.rstrip().rstrip(';')}.focus()"))


async def look(page: Page) -> list[str]:
    """By day in Dutch and by night in English; then with large letters and on a small phone."""
    found = await axe(page)
    found += [f"target: {said}" for said in await measure(page, "targets")]
    found += [f"field: {said}" for said in await measure(page, "fields")]
    found += [f"small input: {said}" for said in await measure(page, "smallInputs")]
    await page.emulate_media(color_scheme="dark")
    switched = await switch_language(page)
    found += [f"in the dark: {said}" for said in await axe(page)]
    if switched:
        await switch_language(page)
    await page.emulate_media(color_scheme="light")
    found += [f"at 320: {said}" for said in await at_width(page, 320, "100%")]
    found += [f"at 200 %: {said}" for said in await at_width(page, 360, "200%")]
    return found


async def come_to(page: Page, house: House, stage: Stage, scene: Scene) -> None:
    await page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await page.goto("about:blank")
    await page.goto(house.address + stage.path(scene.path))
    await page.locator("h1").first.wait_for()
    await page.wait_for_timeout(150)
    for step in scene.steps:
        await step(page)


async def switch_language(page: Page) -> bool:
    """By the switch that stands on every page. A page that the server wrote is loaded again."""
    switch = page.locator(":is(header, .toolbar) [lang]:is(a, button)")
    if await page.locator("dialog[open]").count() or await switch.count() == 0:
        return False
    before = await page.locator("html").get_attribute("lang")
    await switch.click()
    await page.locator(f"html:not([lang='{before}'])").wait_for()
    # Its first tag stands there before its style does.
    await page.wait_for_load_state()
    return True


async def axe(page: Page) -> list[str]:
    """Violations, as rule and place. Run beside the page's own policy, which stays as it is."""
    await page.evaluate(AXE)
    result = await page.evaluate(
        "axe.run(document, { preload: false, resultTypes: ['violations'] })"
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


async def measure(page: Page, name: str, given: object = None) -> list[str]:
    return list(
        await page.evaluate(f"given => {MEASURES.rstrip().rstrip(';')}.{name}(given)", given)
    )


async def at_width(page: Page, width: int, text: str) -> list[str]:
    await page.set_viewport_size({"width": width, "height": PHONE["height"]})
    await page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
    lost = await measure(page, "lost")
    await page.evaluate("document.documentElement.style.fontSize = ''")
    return lost

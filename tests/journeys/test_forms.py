"""Every form says what may stay empty, takes what is pasted, and what the browser knows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Playwright
from pydantic import BaseModel

from server.rules.entries import gaps
from server.web.school import NewCompany, NewGroup, NewPerson, NewPlacement
from tests.journeys.browsers import PHONE, Device
from tests.journeys.house import House
from tests.journeys.scenes import Step, fill, press
from tests.journeys.stage import BRAM, NOOR, SAMIRA, Stage

MEASURES = (Path(__file__).parent / "forms.js").read_text().rstrip().rstrip(";")
_SEND = press("main form button[type=submit]")
_DECIDE = "/beoordelen/{placement}/{sent}"


def demanded_by(model: type[BaseModel], **named: str) -> set[str]:
    """What the server does not do without; `named` says what the form calls it."""
    fields = model.model_fields.items()
    return {named.get(name, name) for name, field in fields if field.is_required()}


@dataclass(frozen=True)
class Form:
    who: str
    path: str
    demanded: set[str]
    steps: tuple[Step, ...] = ()
    # Pressed with nothing filled in: what is demanded is then said to be missing.
    press: Step | None = None


FORMS = {
    "address": Form("", "/inloggen", {"adres"}, (), _SEND),
    "code": Form("", "/inloggen", {"code"}, (fill("#adres", "a@b.example"), _SEND), _SEND),
    # An activity is saved as it is; a date it always has, and akkoord needs what the gaps name.
    "activity": Form(
        SAMIRA,
        "/logboek/nieuw",
        {"date", *gaps({})},
        (press("main form > div:last-child .button-quiet"),),
    ),
    "goal": Form(SAMIRA, "/doelen/nieuw", {"goal-text"}, (), _SEND),
    "request": Form(
        BRAM,
        _DECIDE,
        {"request-text"},
        (press(".decide .button:not(.button-main)"),),
        press("dialog .button-main"),
    ),
    "akkoord": Form(
        BRAM,
        _DECIDE,
        {"signer-name"},
        (
            press(".decide .button-main"),
            press("dialog .sheet .button-quiet"),
            fill("#signer-name", ""),
        ),
        press("dialog .button-main"),
    ),
    "people": Form(
        NOOR,
        "/school/toevoegen/people",
        demanded_by(NewPerson),
        (),
        _SEND,
    ),
    "groups": Form(
        NOOR,
        "/school/toevoegen/groups",
        demanded_by(NewGroup),
        (fill("#school_year", ""),),
        _SEND,
    ),
    "companies": Form(NOOR, "/school/toevoegen/companies", demanded_by(NewCompany), (), _SEND),
    "placements": Form(
        NOOR,
        "/school/toevoegen/placements",
        demanded_by(NewPlacement, planned_minutes="hours"),
    ),
}
# One's own data, which a browser knows. What is asked about others it must not fill in.
TOKENS = {
    "adres": "email",
    "code": "one-time-code",
    "signer-name": "name",
    "signer-function": "organization-title",
}
PEOPLE = tuple(dict.fromkeys(form.who for form in FORMS.values()))


@pytest.fixture
async def phone(
    request: pytest.FixtureRequest, playwright: Playwright, furnished: House, tmp_path: Path
) -> AsyncIterator[Page]:
    async with Device(playwright, tmp_path / "browser", furnished, PHONE) as device:
        who = request.node.callspec.params["who"]
        yield await device.sign_in(who) if who else await device.open("/inloggen")


@pytest.mark.e(28, 30)
@pytest.mark.parametrize("who", PEOPLE)
async def test_every_form_says_what_may_stay_empty_and_can_be_filled_without_typing(
    phone: Page, stage: Stage, who: str
) -> None:
    complaints: list[str] = []
    for name, form in FORMS.items():
        if form.who == who:
            await phone.goto("about:blank")
            await phone.goto(stage.path(form.path))
            await phone.locator("h1").first.wait_for()
            for step in form.steps:
                await step(phone)
            complaints += [f"{name}: {said}" for said in await look(phone, form)]
    assert complaints == [], "\n".join(complaints)


async def look(page: Page, form: Form) -> list[str]:
    await page.locator("dialog[open], main form").first.wait_for()
    found = [*wrongly_marked(await measure(page, "questions"), form.demanded)]
    boxes = await measure(page, "boxes")
    assert boxes
    found += [
        f"{box['id']} is filled in as {box['token'] or 'anything'}"
        for box in boxes
        if box["kind"] != "textarea" and box["token"] != TOKENS.get(box["id"], "off")
    ]
    if form.press:
        await form.press(page)
        missed = {it["id"] for it in await measure(page, "questions") if it["wrong"]}
        found += [f"{missed} instead of {form.demanded}"] if missed != form.demanded else []
    for box in boxes:
        if box["kind"] != "date" and not await takes_a_paste(page, box["id"]):
            found.append(f"{box['id']} takes no paste")
    return found


def wrongly_marked(questions: list[dict[str, Any]], demanded: set[str]) -> Iterator[str]:
    assert questions
    asked = {question["id"] for question in questions}
    if demanded - asked:
        yield f"{demanded - asked} is demanded and not asked"
    for question in questions:
        needed = question["id"] in demanded
        if question["optional"] and needed:
            yield f"{question['id']} is demanded, and says that it is not"
        if question["empty"] and not question["optional"] and not needed:
            yield f"{question['id']} may stay empty, and does not say so"


async def takes_a_paste(page: Page, identifier: str) -> bool:
    """Copied with the keyboard from a box of ours, and pasted with it."""
    await page.evaluate(
        """() => {
          const source = document.createElement("textarea");
          (document.querySelector("dialog[open]") ?? document.body).append(source);
          source.value = "123 456";
          source.select();
        }"""
    )
    await page.keyboard.press("Control+C")
    await page.evaluate("document.activeElement.remove()")
    box = page.locator(f"[id='{identifier}']")
    await box.focus()
    await page.keyboard.press("Control+A")
    await page.keyboard.press("Control+V")
    return await box.input_value() == "123 456"


async def measure(page: Page, name: str) -> list[dict[str, Any]]:
    return list(await page.evaluate(f"{MEASURES}.{name}()"))

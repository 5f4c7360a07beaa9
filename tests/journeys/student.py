"""What a student does with her thumbs, in words of the task."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

SAMIRA = "samira@voorbeeldcollege.example"
SOUP = {
    "title": "Soepmiddag met bewoners",
    "description": "Ik kookte soep met zes bewoners en liet ze zelf snijden en proeven.",
    "need": "Veel bewoners eten elke dag alleen.",
    "purpose": "Bewoners leren elkaar bij naam kennen, zodat ze elkaar durven aan te spreken.",
    "effect": "Deels bereikt",
    "effect_text": "Vier van de zes noemden na afloop een naam die ze eerst niet kenden.",
    "adjust": "De volgende keer laat ik twee bewoners samen het recept kiezen.",
}


async def write_activity(page: Page, words: dict[str, str], until: str = "end") -> None:
    """Fills in the steps of a new activity, one question at a time."""
    await open_new(page)
    await page.get_by_label("Titel").fill(words["title"])
    await page.get_by_label("Beschrijf wat je deed").fill(words["description"])
    await forward(page, "Waarom deed je het?")
    await page.get_by_label("Behoefte: wat was er nodig?").fill(words["need"])
    await page.get_by_text("van een groep").click()
    await page.get_by_label("Doel: wat wilde je bereiken?").fill(words["purpose"])
    await forward(page, "Waar werkte je aan?")
    await page.get_by_role("group", name="Leerdoelen").get_by_role("checkbox").first.check()
    await page.get_by_role("group", name="Werkprocessen").get_by_role("checkbox").nth(1).check()
    await page.get_by_label("Sociale relaties").check()
    if until == "why":
        return
    await forward(page, "Wat leverde het op?")
    await expect(page.locator("#part-effect").get_by_text(words["purpose"])).to_be_visible()
    await page.get_by_text(words["effect"], exact=True).click()
    await page.get_by_label("Waar zag je dat aan?").fill(words["effect_text"])
    await forward(page, "Wat doe je de volgende keer?")
    await page.get_by_label("Bijstellen").fill(words["adjust"])
    await forward(page, "Hoe lang duurde het?")
    await page.get_by_label("Duur in uren").fill("2,5")


async def open_new(page: Page) -> None:
    await page.goto("/logboek/nieuw")
    await expect(page.get_by_role("heading", name="Nieuwe activiteit")).to_be_visible()


async def forward(page: Page, heading: str) -> None:
    await page.get_by_role("button", name="Verder", exact=True).click()
    await expect(page.get_by_role("heading", name=heading)).to_be_visible()


async def save(page: Page) -> None:
    await page.get_by_role("button", name="Bewaren", exact=True).click()
    await expect(said(page)).to_contain_text("Bewaard op deze telefoon")


async def note(page: Page, title: str) -> None:
    """Writes down a title and saves it."""
    await open_new(page)
    await page.get_by_label("Titel").fill(title)
    await save(page)
    await page.goto("/logboek")


def said(page: Page) -> Locator:
    """The lines that come and go; each is also read aloud from a place nobody sees."""
    return page.get_by_role("region", name="Meldingen")


def card(page: Page, title: str) -> Locator:
    """The activity in the list, with the word for where it is."""
    return page.get_by_role("article").filter(has=page.get_by_role("link", name=title, exact=True))

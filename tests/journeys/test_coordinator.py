"""Noor sets up her school: one person by hand, and a class from a spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from server.rules.school_import import COLUMNS
from tests.journeys.browsers import DESKTOP
from tests.journeys.conftest import Devices

NOOR = "noor@voorbeeldcollege.example"
BRAM = "bram@delinde.example"
RUBEN = "ruben@hetkompas.example"
LINE = {
    "voornaam": "Zoë",
    "achternaam": "Bos",
    "studentnummer": "41999",
    "email": "zoe@voorbeeldcollege.example",
    "klas": "SW1B",
    "opleidingscode": "25958",
    "leerbedrijf": "Buurthuis Zuid",
    "begindatum": "1-9-2026",
    "einddatum": "29-1-2027",
    "uren": "320",
    "begeleider_voornaam": "Ans",
    "begeleider_achternaam": "Kok",
    "begeleider_email": "ans@zuid.example",
    "bpv_email": "karlijn@voorbeeldcollege.example",
}


def write(path: Path, **changes: str) -> Path:
    line = LINE | changes
    rows = [";".join(COLUMNS), ";".join(line.get(name, "") for name in COLUMNS)]
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    return path


@pytest.mark.e(35, 36, 37, 38)
async def test_by_hand_and_from_a_file(device: Devices, tmp_path: Path) -> None:
    async with device("noor", DESKTOP) as laptop:
        page = await laptop.sign_in(NOOR)
        await page.get_by_role("link", name="Iemand toevoegen").click()
        await page.get_by_role("button", name="Iemand toevoegen").click()
        await expect(page.get_by_role("link", name="Vul de voornaam in.")).to_be_visible()
        await expect(page).to_have_title(re.compile("^Fout: "))
        await page.get_by_label("Rol", exact=True).select_option("student")
        await page.get_by_label("Voornaam").fill("Ilse")
        await page.get_by_label("Achternaam").fill("Maas")
        await page.get_by_label("Mailadres").fill("ilse@voorbeeldcollege.example")
        taken = page.get_by_label("Studentnummer")
        await taken.fill("0041873")
        await page.get_by_role("button", name="Iemand toevoegen").click()
        said = "Dit nummer is al van een andere student."
        await expect(page.get_by_role("link", name=said)).to_be_visible()
        await expect(taken).to_have_accessible_description(said)
        await taken.fill("0042000")
        await page.get_by_role("button", name="Iemand toevoegen").click()
        await expect(page.get_by_role("row").filter(has_text="Ilse Maas")).to_be_visible()

        await page.get_by_role("tab", name="Klassen").click()
        await page.get_by_role("link", name="Klas toevoegen").click()
        await page.get_by_label("Klas", exact=True).fill("SW9Z")
        await page.get_by_label("Schooljaar").fill("2026-2027")
        await page.get_by_role("button", name="Klas toevoegen").click()
        await expect(page.get_by_role("row").filter(has_text="SW9Z")).to_be_visible()
        await page.get_by_role("tab", name="Stages").click()
        await page.get_by_role("link", name="Stage toevoegen").click()
        for label, choice in (
            ("Student", "Ilse Maas"),
            ("Leerbedrijf", "Buurthuis De Linde"),
            ("Praktijkbegeleiders", "Bram Kuipers"),
            ("Praktijkbegeleiders", "Ruben Sluis"),
            ("Begeleiders van school", "Karlijn Meijer"),
            ("Stagedagen (niet verplicht)", "donderdag"),
        ):
            group = page.get_by_role("group", name=label, exact=True)
            await group.get_by_text(choice, exact=True).click()
        await page.get_by_label("Klas", exact=True).select_option(label="SW9Z 2026-2027")
        await page.get_by_label("Functie van Ruben Sluis").fill("Teamleider")
        await page.get_by_label("Eerste dag").fill("2026-09-01")
        await page.get_by_label("Laatste dag").fill("2027-01-29")
        await page.get_by_label("Geplande uren").fill("320")
        await page.get_by_role("button", name="Stage toevoegen").click()
        placement = page.get_by_role("row").filter(has_text="Ilse Maas")
        await expect(placement).to_contain_text("SW9Z")
        await expect(placement).to_contain_text("Bram Kuipers, Ruben Sluis")
        await page.get_by_label("Zoeken").fill("ruben ilse")
        await expect(page.get_by_text("1 van 4 regels")).to_be_visible()

        await page.get_by_role("link", name="Importeren").click()
        chooser = page.locator("input[type=file]")
        await chooser.set_input_files(write(tmp_path / "fout.csv", uren="veel"))
        await expect(page.get_by_text("Er is niets veranderd")).to_be_visible()
        await expect(page.get_by_role("row").filter(has_text="uren")).to_contain_text("2")
        await chooser.set_input_files(write(tmp_path / "goed.csv"))
        await page.get_by_role("button", name="1 stage importeren").click()
        await page.get_by_role("link", name="Bekijk de stages").click()
        await expect(page.get_by_role("row").filter(has_text="Buurthuis Zuid")).to_be_visible()


async def test_one_supervisor_goes_and_another_comes(device: Devices) -> None:
    """Who goes finds nothing of that student on their phone any more; who comes finds it all."""
    async with device("noor", DESKTOP) as laptop, device("bram") as bram, device("ruben") as ruben:
        his = await bram.sign_in(BRAM)
        await expect(his.locator("main")).to_contain_text("Samira Haddad")
        page = await laptop.sign_in(NOOR)
        await page.goto("/school?lijst=placements")
        await page.get_by_role("link", name="Samira").click()
        now = page.get_by_role("table", name="Wie begeleidt er nu")
        await now.get_by_role("button", name="Toegang beëindigen van Bram Kuipers").click()
        await page.get_by_role("dialog").get_by_role("button", name="Toegang beëindigen").click()
        before = page.get_by_role("table", name="Wie er eerder was")
        await expect(before).to_contain_text("Bram Kuipers")
        await expect(now).not_to_contain_text("Bram Kuipers")
        await page.get_by_role("button", name="Erbij zetten").click()
        await expect(page.get_by_role("link", name="Kies wie erbij komt.")).to_be_visible()
        await page.get_by_text("Ruben Sluis", exact=True).click()
        await page.get_by_label("Functie").fill("Teamleider")
        await page.get_by_role("button", name="Erbij zetten").click()
        await expect(now.get_by_role("row").filter(has_text="Ruben Sluis")).to_contain_text(
            "Teamleider"
        )
        await his.reload()
        await expect(his.get_by_text("Er wacht nu niets op u.")).to_be_visible()
        await expect(his.locator("main")).not_to_contain_text("Samira")
        hers = await ruben.sign_in(RUBEN)
        await expect(hers.locator("main")).to_contain_text("Samira")

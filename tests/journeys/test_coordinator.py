"""Noor sets up her school: one person by hand, and a class from a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect

from server.rules.school_import import COLUMNS
from tests.journeys.browsers import DESKTOP
from tests.journeys.conftest import Devices

NOOR = "noor@voorbeeldcollege.example"
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


async def test_by_hand_and_from_a_file(device: Devices, tmp_path: Path) -> None:
    async with device("noor", DESKTOP) as laptop:
        page = await laptop.sign_in(NOOR)
        await page.get_by_role("link", name="Iemand toevoegen").click()
        await page.get_by_role("button", name="Iemand toevoegen").click()
        await expect(page.get_by_role("link", name="Vul dit veld in.").first).to_be_visible()
        await page.get_by_label("Rol", exact=True).select_option("student")
        await page.get_by_label("Voornaam").fill("Ilse")
        await page.get_by_label("Achternaam").fill("Maas")
        await page.get_by_label("Mailadres").fill("ilse@voorbeeldcollege.example")
        await page.get_by_label("Studentnummer").fill("0042000")
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
            ("Student", "Ilse Maas (0042000)"),
            ("Leerbedrijf", "Buurthuis De Linde"),
            ("Opleiding", "Sociaal werker"),
            ("Klas", "SW9Z 2026-2027"),
            ("Praktijkbegeleider", "Bram Kuipers"),
            ("Begeleider van school", "Karlijn Meijer"),
        ):
            await page.get_by_label(label, exact=True).select_option(label=choice)
        await page.get_by_label("Eerste dag").fill("2026-09-01")
        await page.get_by_label("Laatste dag").fill("2027-01-29")
        await page.get_by_label("Geplande uren").fill("320")
        await page.get_by_role("button", name="Stage toevoegen").click()
        await expect(page.get_by_role("row").filter(has_text="Ilse Maas")).to_contain_text("SW9Z")

        await page.get_by_role("link", name="Importeren").click()
        chooser = page.get_by_label("Kies een csv-bestand")
        await chooser.set_input_files(write(tmp_path / "fout.csv", uren="veel"))
        await expect(page.get_by_text("Er is niets veranderd")).to_be_visible()
        await expect(page.get_by_role("row").filter(has_text="uren")).to_contain_text("2")
        await chooser.set_input_files(write(tmp_path / "goed.csv"))
        await page.get_by_role("button", name="1 stage importeren").click()
        await page.get_by_role("link", name="Bekijk de stages").click()
        await expect(page.get_by_role("row").filter(has_text="Buurthuis Zuid")).to_be_visible()

"""Every screen of every role, and how to come to it: for pictures and for the tests of access."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import FilePayload, Page, expect

from tests.journeys.odd_phones import on_an_iphone
from tests.journeys.stage import BRAM, ILSE, KARLIJN, NOOR, PIM, SAMIRA, TESSA

Step = Callable[[Page], Awaitable[None]]
HELD = "Mevrouw De Vries belde op 06-12345678 of ik langs wilde komen."
BAD_IMPORT = (
    "voornaam;achternaam;studentnummer;email;klas;opleidingscode;leerbedrijf;begindatum;"
    "einddatum;uren;begeleider_voornaam;begeleider_achternaam;begeleider_email;bpv_email\r\n"
    "Zoë;Bos;41999;geen adres;SW1B;25958;Buurthuis Zuid;1-9-2026;29-1-2027;veel;Ans;Kok;"
    "ans@zuid.example;karlijn@voorbeeldcollege.example\r\n"
)
GOOD_IMPORT = BAD_IMPORT.replace("geen adres", "zoe@voorbeeldcollege.example").replace(
    ";veel;", ";320;"
)


@dataclass(frozen=True)
class Scene:
    """A screen of somebody's. `path` may name things of the stage: /logboek/{two}/versies."""

    name: str
    who: str
    path: str
    steps: tuple[Step, ...] = ()
    # A letter in its sandbox runs no script at all, so that nothing can be measured in it.
    runs_scripts: bool = True


def press(selector: str) -> Step:
    """The first link or button that the selector finds; selectors hold in both languages."""

    async def click(page: Page) -> None:
        await page.locator(selector).first.click()
        await page.wait_for_timeout(300)

    return click


def fill(selector: str, text: str) -> Step:
    async def type_in(page: Page) -> None:
        await page.locator(selector).first.fill(text)

    return type_in


def choose_file(text: str) -> Step:
    async def choose(page: Page) -> None:
        file = FilePayload(name="stages.csv", mimeType="text/csv", buffer=text.encode())
        await page.locator("input[type=file]").set_input_files(file)
        await expect(page.locator("main table")).to_be_visible()

    return choose


def held_back() -> tuple[Step, ...]:
    """Words about a person, typed in and on their way to the check page."""
    typed = (fill("#title", "Huisbezoek"), fill("#description", HELD))
    return (*typed, press("main form .form-foot .button:not(.button-main)"))


_SEND = "main form button[type=submit]"
_CARD = "main a.card-link"

SCENES = (
    # getting in
    Scene("inloggen", "", "/inloggen"),
    Scene("inloggen-fout", "", "/inloggen", (press(_SEND),)),
    Scene("code", "", "/inloggen", (fill("#adres", "iemand@voorbeeld.example"), press(_SEND))),
    Scene(
        "code-fout",
        "",
        "/inloggen",
        (fill("#adres", "iemand@voorbeeld.example"), press(_SEND), press(_SEND)),
    ),
    Scene("uitnodiging", "", "/uitnodiging#voorbeeld"),
    Scene("uitnodiging-half", "", "/uitnodiging"),
    Scene("uitnodiging-verlopen", "", "/uitnodiging#voorbeeld", (press("main .button-main"),)),
    Scene("fout-van-de-server", "", "/portfolio/bestaat-niet"),
    # a student who has nothing yet
    Scene("nieuw-begin", ILSE, "/logboek"),
    Scene("nieuw-iphone", ILSE, "/logboek", (on_an_iphone,)),
    Scene("nieuw-doelen", ILSE, "/doelen"),
    # a student in the middle of it
    Scene("student-logboek", SAMIRA, "/logboek"),
    Scene("student-nieuw", SAMIRA, "/logboek/nieuw"),
    Scene("student-waarom", SAMIRA, "/logboek/{plan}/bewerken?stap=waarom"),
    Scene("student-leerdoelen", SAMIRA, "/logboek/{plan}/bewerken?stap=leerdoelen"),
    Scene("student-effect", SAMIRA, "/logboek/{plan}/bewerken?stap=effect"),
    Scene("student-bijstellen", SAMIRA, "/logboek/{plan}/bewerken?stap=bijstellen"),
    Scene("student-uren", SAMIRA, "/logboek/{plan}/bewerken?stap=uren"),
    Scene("student-fotos", SAMIRA, "/logboek/{plan}/bewerken?stap=fotos"),
    Scene(
        "student-fout", SAMIRA, "/logboek/nieuw?stap=uren", (fill("#minutes", "lang"), press(_SEND))
    ),
    Scene("student-nakijken", SAMIRA, "/logboek/{stored}/nakijken"),
    Scene("student-nakijken-plan", SAMIRA, "/logboek/{plan}/nakijken"),
    Scene("student-verstuurd", SAMIRA, "/logboek/{sent}/verstuurd"),
    Scene("student-bewaard", SAMIRA, "/logboek/{stored}"),
    Scene("student-plan", SAMIRA, "/logboek/{plan}"),
    Scene("student-wacht", SAMIRA, "/logboek/{sent}"),
    Scene("student-gezien", SAMIRA, "/logboek/{seen}"),
    Scene("student-aanvullen", SAMIRA, "/logboek/{asked}"),
    Scene("student-akkoord", SAMIRA, "/logboek", (press(".card:has(.state-done) a.card-link"),)),
    Scene("student-gewijzigd", SAMIRA, "/logboek/{changed}"),
    Scene("student-ingetrokken", SAMIRA, "/logboek/{withdrawn}"),
    Scene("student-twee", SAMIRA, "/logboek/{two}"),
    Scene("student-versies", SAMIRA, "/logboek/{two}/versies"),
    Scene("student-aantekening-twee", SAMIRA, "/logboek/{note}/versies"),
    Scene("student-niet-aangenomen", SAMIRA, "/logboek/{early}/verstuurd"),
    Scene("student-verbeteren", SAMIRA, "/logboek/{damaged}"),
    Scene("student-tegengehouden", SAMIRA, "/logboek/{stored}/bewerken", held_back()),
    Scene("student-niet-hier", SAMIRA, "/logboek/bestaat-niet"),
    Scene("student-doelen", SAMIRA, "/doelen"),
    Scene("student-doel", SAMIRA, "/doelen", (press(_CARD),)),
    Scene("student-doel-nieuw", SAMIRA, "/doelen/nieuw"),
    Scene("student-ik", SAMIRA, "/ik"),
    Scene("student-ik-iphone", SAMIRA, "/ik", (on_an_iphone,)),
    Scene("niet-gevonden", SAMIRA, "/bestaat-niet"),
    # a supervisor
    Scene("begeleider-leeg", PIM, "/beoordelen"),
    Scene("begeleider-lijst", BRAM, "/beoordelen"),
    Scene("begeleider-activiteit", BRAM, "/beoordelen/{placement}/{sent}"),
    Scene(
        "begeleider-reactie",
        BRAM,
        "/beoordelen/{placement}/{sent}",
        (press(".remark-tones .chip"),),
    ),
    Scene(
        "begeleider-akkoord",
        BRAM,
        "/beoordelen/{placement}/{sent}",
        (press(".decide .button-main"),),
    ),
    Scene(
        "begeleider-aanvulling",
        BRAM,
        "/beoordelen/{placement}/{sent}",
        (press(".decide .button:not(.button-main)"),),
    ),
    Scene("begeleider-gedaan", BRAM, "/beoordelen/{placement}/{asked}"),
    Scene("begeleider-ik", BRAM, "/ik"),
    Scene(
        "begeleider-te-lang",
        BRAM,
        "/beoordelen/{placement}/{changed}",
        (press(".remark-tones .chip"), fill("#remark-text", "Goed gezien. " * 400)),
    ),
    # a coach
    Scene("coach-leeg", TESSA, "/studenten"),
    Scene("coach-studenten", KARLIJN, "/studenten"),
    Scene("coach-niemand", KARLIJN, "/studenten?zoek=xyz"),
    Scene("coach-student", KARLIJN, "/studenten/{placement}"),
    Scene("coach-lezen", KARLIJN, "/studenten/{placement}/{seen}"),
    Scene("coach-portfolio", KARLIJN, "/portfolio/{placement}"),
    # the coordinator
    Scene("coordinator-mensen", NOOR, "/school"),
    Scene("coordinator-klassen", NOOR, "/school?lijst=groups"),
    Scene("coordinator-bedrijven", NOOR, "/school?lijst=companies"),
    Scene("coordinator-stages", NOOR, "/school?lijst=placements"),
    Scene("coordinator-een-stage", NOOR, "/school/stages/{placement}"),
    Scene(
        "coordinator-toegang", NOOR, "/school/stages/{placement}", (press("main table .button"),)
    ),
    Scene("coordinator-geen-stage", NOOR, "/school/stages/bestaat-niet"),
    Scene("coordinator-iemand", NOOR, "/school/toevoegen/people"),
    Scene("coordinator-fout", NOOR, "/school/toevoegen/people", (press(_SEND),)),
    Scene("coordinator-klas", NOOR, "/school/toevoegen/groups"),
    Scene("coordinator-bedrijf", NOOR, "/school/toevoegen/companies"),
    Scene("coordinator-stage", NOOR, "/school/toevoegen/placements"),
    Scene("coordinator-importeren", NOOR, "/school/importeren"),
    Scene("coordinator-import-fout", NOOR, "/school/importeren", (choose_file(BAD_IMPORT),)),
    Scene("coordinator-import-goed", NOOR, "/school/importeren", (choose_file(GOOD_IMPORT),)),
    Scene("coordinator-ik", NOOR, "/ik"),
    Scene("demo-post", NOOR, "/demo/mail"),
    Scene(
        "demo-brief",
        NOOR,
        "/demo/mail",
        (press("a[href^='/demo/mail/']"),),
        runs_scripts=False,
    ),
)
# For the README, from the demo school as it is; each at the one size that suits it.
README = (
    (Scene("student-logboek", SAMIRA, "/logboek"), "phone"),
    (Scene("student-nieuw", SAMIRA, "/logboek/nieuw"), "phone"),
    (Scene("begeleider-activiteit", BRAM, "/beoordelen", (press(_CARD),)), "phone"),
    (Scene("coach-studenten", KARLIJN, "/studenten"), "desktop"),
    (
        Scene("coach-portfolio", KARLIJN, "/studenten", (press("a[href^='/portfolio/']:visible"),)),
        "desktop",
    ),
)
PEOPLE = tuple(dict.fromkeys(scene.who for scene in SCENES))


def scenes_of(who: str, begins: str = "") -> list[Scene]:
    return [s for s in SCENES if s.who == who and s.name.startswith(begins)]

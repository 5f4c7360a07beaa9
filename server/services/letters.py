"""What each mail says, written when it is sent, so that it is true then."""

from __future__ import annotations

import math

from server.outside import clock
from server.outside.language import Language, language
from server.outside.links import INVITATION, make_token
from server.outside.mail import Letter, compose
from server.rules.accounts import INVITATION_LIFE
from server.rules.ids import new_id
from server.settings import get_settings
from server.storage.access import stands_in
from server.storage.accounts import Invitation
from server.storage.database import fetch
from server.storage.deliveries import Delivery
from server.storage.placements import Placement


async def write_letter(delivery: Delivery) -> Letter | None:
    """None when there is nothing left to say."""
    words = language(delivery.person.locale)
    if delivery.kind == "login_code":
        return _login_code(words, str(delivery.payload["code"]))
    if delivery.kind == "student_news":
        return await _student_news(words, delivery)
    if delivery.kind == "readmitted":
        return await _readmitted(words, delivery)
    return await _invitation(words, delivery)


def _login_code(words: Language, code: str) -> Letter:
    return compose(
        words,
        words.text("Code voor Vakwerk: {code}", code=code),
        [
            words.text("Typ deze code in Vakwerk:"),
            words.text("De code werkt tien minuten, en één keer."),
            words.text("Geen code gevraagd? Dan hoeft er niets te gebeuren."),
        ],
        code=code,
    )


async def _invitation(words: Language, delivery: Delivery) -> Letter | None:
    placement_id = delivery.payload.get("placement_id")
    today = clock.now().date()
    # The mail may have waited since before they left.
    if not placement_id or not await stands_in(str(placement_id), delivery.person_id, today):
        return None
    placement = await Placement.get(id=placement_id).select_related("student", "school")
    waiting = await _waiting(str(placement_id))
    renewed = delivery.kind == "link_renewed"
    if not waiting and not renewed:
        return None
    student, school = placement.student.display_name, placement.school.name
    link = await _link(delivery.person.id, str(placement_id), delivery.address)
    minutes = max(2, math.ceil(waiting * 0.75))
    until = words.long_day((clock.now() + INVITATION_LIFE).date().isoformat())
    return compose(
        words,
        words.plural(
            "{student} vraagt u om naar {n} activiteit te kijken",
            "{student} vraagt u om naar {n} activiteiten te kijken",
            waiting,
            student=student,
        )
        if waiting
        else words.text("Uw nieuwe link voor Vakwerk"),
        [
            words.text(
                "{student} loopt stage bij u vanuit {school}.", student=student, school=school
            ),
            words.text("Lezen en reageren kost u ongeveer {minutes} minuten.", minutes=minutes),
            words.text("U heeft geen account en geen wachtwoord nodig."),
        ],
        button=(words.text("Bekijk wat er klaarstaat"), link),
        footer=words.text(
            "Deze link werkt tot {until}. De link openen verandert niets.", until=until
        ),
    )


async def _student_news(words: Language, delivery: Delivery) -> Letter:
    return compose(
        words,
        words.text("Er is een reactie op je logboek"),
        [
            words.text("Je praktijkbegeleider heeft gereageerd."),
            words.text("Open Vakwerk om de reactie te lezen."),
        ],
        button=(words.text("Open je logboek"), f"{get_settings().public_url}/logboek"),
    )


async def _readmitted(words: Language, delivery: Delivery) -> Letter:
    placement = await Placement.get(id=delivery.payload["placement_id"]).select_related("student")
    student = placement.student.display_name
    return compose(
        words,
        words.text("Uw akkoord bij {student} is hersteld", student=student),
        [
            words.text("De server is teruggezet naar een eerder moment."),
            words.text("Uw akkoord was daarna gegeven en is teruggekomen, met de datum van toen."),
            words.text("U hoeft niets te doen. Klopt het niet? Bel dan de school."),
        ],
    )


async def _link(person_id: str, placement_id: str, address: str) -> str:
    """A new invitation for this address. The link carries only the row's signed id."""
    now = clock.now()
    row = await Invitation.create(
        id=new_id(),
        person_id=person_id,
        placement_id=placement_id,
        address=address,
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    return f"{get_settings().public_url}/uitnodiging#{make_token(INVITATION, row.id)}"


async def _waiting(placement_id: str) -> int:
    """Submitted entries that nobody has signed or sent back."""
    rows = await fetch(
        "SELECT COUNT(*) AS n FROM document WHERE placement_id = ? AND kind = 'entry'"
        " AND submitted_rev IS NOT NULL AND NOT returned AND NOT deleted"
        " AND (signed_rev IS NULL OR signed_rev <> submitted_rev)",
        placement_id,
    )
    return int(rows[0]["n"])

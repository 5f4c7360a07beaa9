"""The demo school's mail, readable in the browser: only in a demo database, only on loopback."""

from __future__ import annotations

import ipaddress
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.rules.refusals import NotFound
from server.rules.sync import is_id
from server.services.demo_mark import is_demo
from server.services.demo_people import ZONE
from server.storage.deliveries import CaughtMail
from server.web.bodies import reply
from server.web.pages import render_page

_MOST = 100


async def mail_page(request: Request) -> Response:
    await _only_in_the_demo(request)
    mails = await CaughtMail.all().order_by("-caught_at").limit(_MOST)
    letters = [
        (
            mail,
            mail.caught_at.astimezone(ZoneInfo(ZONE)).isoformat(),
            [_lines(part) for part in mail.text.split("\n\n")],
        )
        for mail in mails
    ]
    return HTMLResponse(render_page(request, "demo_mail.html", letters=letters))


async def mail_html(request: Request) -> Response:
    """One mail as its reader sees it, under its own sandboxed policy."""
    await _only_in_the_demo(request)
    mail_id = request.path_params["mail_id"]
    found = await CaughtMail.get_or_none(id=mail_id) if is_id(mail_id) else None
    if found is None:
        raise NotFound()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none';"
        " sandbox allow-popups allow-top-navigation-by-user-activation"
    )
    return HTMLResponse(found.html, headers={"Content-Security-Policy": policy})


async def mail_json(request: Request) -> Response:
    """Every caught mail, newest first: {mails: [{to, subject, text, html, caught_at}]}."""
    await _only_in_the_demo(request)
    mails = await CaughtMail.all().order_by("-caught_at").limit(_MOST)
    return reply(
        {
            "mails": [
                {
                    "id": mail.id,
                    "to": mail.to_address,
                    "subject": mail.subject,
                    "text": mail.text,
                    "html": mail.html,
                    "caught_at": mail.caught_at.isoformat(),
                }
                for mail in mails
            ]
        }
    )


def _lines(part: str) -> list[tuple[str, bool]]:
    """The lines of a paragraph, each with whether it is an address to follow."""
    return [(line.strip(), line.startswith(("http://", "https://"))) for line in part.split("\n")]


async def _only_in_the_demo(request: Request) -> None:
    host = request.client.host if request.client else ""
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local or not await is_demo():
        raise NotFound()

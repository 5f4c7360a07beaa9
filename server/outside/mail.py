"""Sending one mail by SMTP. What it says is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aiosmtplib
from jinja2 import Environment, FileSystemLoader, select_autoescape

from server.outside.language import Language
from server.settings import get_settings

_TEMPLATES = Path(__file__).resolve().parent / "mail_templates"


class NotSent(Exception):
    """The mail server did not take it; the message is for the log and names nobody."""


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


def compose(
    language: Language,
    subject: str,
    paragraphs: list[str],
    *,
    code: str = "",
    button: tuple[str, str] | None = None,
    footer: str = "",
) -> Letter:
    """One calm letter: paragraphs, at most one code and one button (label, address)."""
    lines = [*paragraphs]
    if code:
        lines.insert(1, f"    {code}")
    if button:
        lines.append(f"{button[0]}:\n{button[1]}")
    if footer:
        lines.append(footer)
    html = (
        _environment()
        .get_template("letter.html")
        .render(
            locale=language.locale,
            subject=subject,
            paragraphs=paragraphs,
            code=code,
            button=button,
            footer=footer,
        )
    )
    return Letter(" ".join(subject.split()), "\n\n".join(lines) + "\n", html)


async def send(address: str, letter: Letter, message_id: str) -> None:
    """Raises NotSent. Without SMTP_URL nothing can be sent; the mail stays owed."""
    settings = get_settings()
    if not settings.smtp_url:
        raise NotSent("no SMTP_URL")
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = address
    message["Subject"] = letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{message_id}@vakwerk>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    server = urlsplit(settings.smtp_url)
    try:
        await aiosmtplib.send(
            message,
            hostname=server.hostname,
            port=server.port or (465 if server.scheme == "smtps" else 587),
            username=unquote(server.username) if server.username else None,
            password=unquote(server.password) if server.password else None,
            use_tls=server.scheme == "smtps",
            timeout=20,
        )
    except (aiosmtplib.SMTPException, OSError) as problem:
        raise NotSent(type(problem).__name__) from problem


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(["html"]))

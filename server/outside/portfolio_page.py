"""The portfolio as HTML, from the templates that the PDF and the preview share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from server.outside.language import language
from server.settings import get_settings

# Control characters, lone surrogates, and the marks that turn the reading direction around:
# no text of one person may change how the words of another are shown.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    "\ufff9-\uffff\ud800-\udfff]"
)
# Without a place to break, a word of 20,000 letters takes as many seconds as a whole portfolio.
_ENDLESS = re.compile(r"\S{100,}")
_SYLLABLE = re.compile(r"(\S{24})(?=\S)")
_BREAK_HERE = "\u200b"


def render_html(
    portfolio: Mapping[str, Any],
    locale: str,
    *,
    preview: Mapping[str, str] | None = None,
) -> str:
    """The whole document. With `preview` as a page to read online: its addresses `back`,
    `download`, `css` and `photos`, and the other language as `language`, `language_name` and the
    address `switch`.
    """
    words = language(locale)
    template = _environment().get_template("portfolio.html")
    return template.render(
        portfolio=portfolio,
        locale=words.locale,
        preview={name: escape(url) for name, url in preview.items()} if preview else None,
        _=words.text,
        _n=words.plural,
        label=words.label,
        day=words.day,
        long_day=words.long_day,
        short_day=words.short_day,
        month=words.month,
        months=_months,
        moment=words.moment,
        duration=words.duration,
        hours=words.hours,
        file_size=words.file_size,
        week=words.week,
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(get_settings().templates_folder / "portfolio"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _months(weeks: Sequence[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """(a day in the month, how many of these weeks begin in it), for a heading above weeks."""
    months = groupby(weeks, key=lambda week: str(week["monday"])[:7])
    return [(f"{month}-01", len(list(found))) for month, found in months]


def _readable(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return _ENDLESS.sub(_breakable, _UNSEEN.sub("", value))
    return value


def _breakable(word: re.Match[str]) -> str:
    return _SYLLABLE.sub(rf"\1{_BREAK_HERE}", word[0])

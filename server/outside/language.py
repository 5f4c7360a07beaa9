"""Words, dates and durations in the reader's language. Dutch is the source of every sentence."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from server.rules.words import WORDS
from server.settings import get_settings

LOCALES = ("nl", "en")
_FORMATS = {"nl": "nl", "en": "en_GB"}


@dataclass(frozen=True)
class Language:
    locale: str
    translations: NullTranslations

    def text(self, msgid: str, **values: object) -> str:
        """The sentence with its `{names}` filled in; braces in the values stay as they are."""
        sentence = self.translations.gettext(msgid)
        if not values:
            return sentence
        parts = {f"{{{name}}}": str(value) for name, value in values.items()}
        return _fill(sentence, parts)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        sentence = self.translations.ngettext(one, many, n)
        return _fill(sentence, {"{n}": str(n)} | {f"{{{k}}}": str(v) for k, v in values.items()})

    def label(self, code: str, kind: str) -> str:
        """What people call a code; an unknown one is shown as it is."""
        msgid = WORDS[kind].get(code)
        return self.text(msgid) if msgid else code

    def day(self, value: str) -> str:
        return self._date(value, "EEE d MMMM y")

    def short_day(self, value: str) -> str:
        return self._date(value, "d MMM")

    def month(self, value: str) -> str:
        return self._date(value, "MMM")

    def long_day(self, value: str) -> str:
        return self._date(value, "d MMMM y")

    def moment(self, value: str) -> str:
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            return value
        return f"{self._format(at.date(), 'EEE d MMMM y')}, {at:%H:%M}"

    def duration(self, minutes: int) -> str:
        if 0 < minutes < 60:
            return self.plural("{n} minuut", "{n} minuten", minutes)
        hours = self.hours(minutes)
        return self.text("{n} uur", n=hours) if minutes != 60 else self.text("1 uur")

    def hours(self, minutes: int, pattern: str = "0.##") -> str:
        return format_decimal(minutes / 60, pattern, locale=_FORMATS[self.locale])

    def file_size(self, size: int) -> str:
        if size < 1_000_000:
            return f"{max(1, round(size / 1000))} kB"
        return f"{format_decimal(size / 1_000_000, '0.0', locale=_FORMATS[self.locale])} MB"

    def week(self, number: int, monday: str, sunday: str) -> str:
        return self.text(
            "week {n} ({first} – {last})",
            n=number,
            first=self.short_day(monday),
            last=self.short_day(sunday),
        )

    def _date(self, value: str, pattern: str) -> str:
        try:
            return self._format(date.fromisoformat(value[:10]), pattern)
        except ValueError:
            return value

    def _format(self, value: date, pattern: str) -> str:
        return format_date(value, pattern, locale=_FORMATS[self.locale])


@cache
def language(locale: str) -> Language:
    """Dutch for every language that we do not speak."""
    known = locale if locale in LOCALES else "nl"
    return Language(known, _translations(known))


def _translations(locale: str) -> NullTranslations:
    path = get_settings().locale_folder / locale / "LC_MESSAGES" / "vakwerk.po"
    if not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale=locale))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _fill(sentence: str, parts: dict[str, str]) -> str:
    pieces = sentence.split("{")
    filled = pieces[0]
    for piece in pieces[1:]:
        name, closed, rest = piece.partition("}")
        key = f"{{{name}}}"
        filled += parts[key] + rest if closed and key in parts else "{" + piece
    return filled

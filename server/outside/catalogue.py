"""The sentences in the reader's language. Dutch is the source: a Dutch msgid is its own text."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from server.settings import get_settings

DUTCH = "nl"
LOCALES = (DUTCH, "en")


@cache
def translator(locale: str) -> NullTranslations:
    """gettext and ngettext for `locale`; what the catalogue lacks stays Dutch."""
    path = get_settings().locale_folder / locale / "LC_MESSAGES" / "vakwerk.po"
    if locale not in LOCALES or not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        messages = read_po(file, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)

"""The sentences in the code and the English catalogue: `bin/words` brings the second up to date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).parents[1]
CATALOGUE = TOP / "locale/en/LC_MESSAGES/vakwerk.po"
HEADER = """\
# English sentences of Vakwerk; the Dutch ones in the code are their names.
# Brought up to date by bin/words.
msgid ""
msgstr ""
"Project-Id-Version: vakwerk\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

_KEYWORDS = {
    "_": None,
    "t": None,
    "tn": (1, 2),
    "mark": None,
    "text": None,
    "plural": (1, 2),
    "gettext": None,
    "ngettext": (1, 2),
}
_SOURCES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("server/**/*.py", "python", {}),
    ("server/**/*.html", "jinja2.ext:babel_extract", {"extensions": "jinja2.ext.i18n"}),
    ("pdf_templates/**/*.html", "jinja2.ext:babel_extract", {"extensions": "jinja2.ext.i18n"}),
)


# Babel's own reader of JavaScript loses calls inside TSX; ours only has to know literals.
_STRING = r'"((?:[^"\\]|\\.)+)"'
_CALL = re.compile(rf"\b(?:t\(\s*{_STRING}|tn\(\s*{_STRING},\s*{_STRING})")


def sentences() -> Catalog:
    """Every marked sentence, with the files that say it."""
    found = Catalog(locale="en", fuzzy=False)
    for path in sorted(TOP.glob("pwa/src/**/*.ts*")):
        for groups in _CALL.findall(path.read_text()):
            one, singular, plural = (json.loads(f'"{text}"') for text in groups)
            message = one or (singular, plural)
            found.add(message, locations=[(str(path.relative_to(TOP)), 0)])
    for pattern, method, options in _SOURCES:
        for path in sorted(TOP.glob(pattern)):
            source = BytesIO(path.read_bytes())
            for _, message, _, _ in extract(method, source, _keywords(path), options=options):
                found.add(message, locations=[(str(path.relative_to(TOP)), 0)])
    return found


def _keywords(path: Path) -> dict[str, Any]:
    """The rules only mark their sentences; what is called `text` there reads a field."""
    return {"mark": None} if path.is_relative_to(TOP / "server/rules") else _KEYWORDS


def stored() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"\{\w+\}|%\(\w+\)s", sentence))


def names(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if message.id:
            yield message.id if isinstance(message.id, str) else message.id[0]


def _update() -> None:
    translated = {name: stored().get(name) for name in names(stored())}
    fresh = sentences()
    for message in fresh:
        name = message.id if isinstance(message.id, str) else message.id[0]
        known = translated.get(name)
        if message.id and known and isinstance(known.id, str) == isinstance(message.id, str):
            message.string = known.string
    with CATALOGUE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, fresh, 100, omit_header=True, sort_output=True, include_lineno=False)


if __name__ == "__main__":
    _update()

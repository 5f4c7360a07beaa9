"""The files beside the portfolio's HTML: stylesheet, cover drawing and fonts, each by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from server.rules.refusals import NotFound
from server.settings import get_settings

_CSS = "text/css; charset=utf-8"
_OWN = {
    "portfolio.css": _CSS,
    "base.css": _CSS,
    "tables.css": _CSS,
    "entries.css": _CSS,
    "screen.css": _CSS,
    "frame.svg": "image/svg+xml",
}
_FONTS = {"fonts/latin.woff2": "latin", "fonts/latin-ext.woff2": "latin-ext"}
_TYPEFACE = "atkinson-hyperlegible-next"


@cache
def portfolio_file(path: str) -> tuple[Path, str]:
    """(file, media type) of one of the few names that exist; NotFound for every other."""
    if path in _OWN:
        return get_settings().templates_folder / "portfolio" / path, _OWN[path]
    if path in _FONTS:
        return _font(_FONTS[path]), "font/woff2"
    raise NotFound()


def _font(subset: str) -> Path:
    """As the built app carries it (with a hash in its name), else as the package was installed."""
    pwa = get_settings().pwa_folder
    package = pwa.parent / "node_modules" / "@fontsource-variable" / _TYPEFACE / "files"
    pattern = f"{_TYPEFACE}-{subset}-wght-normal*.woff2"
    for folder in (pwa / "fonts", pwa / "assets", package):
        found = sorted(folder.glob(pattern))
        if found:
            return found[0]
    raise FileNotFoundError(pattern)

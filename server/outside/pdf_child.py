"""The program that makes PDFs, run by `server.outside.pdf`.

It reads our templates and fonts, fetches nothing else, and has a ceiling on its memory.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from server.outside.child_loop import answer_jobs
from server.outside.portfolio_files import portfolio_file
from server.outside.portfolio_page import render_html

MEMORY = 1536 * 1024 * 1024
DPI = 200  # of photos: what a printer can show, and a file that can be mailed
BASE_URL = "https://vakwerk.invalid/portfolio/"


def main() -> None:
    answer_jobs(_document, memory=MEMORY)


def _document(job: bytes) -> bytes:
    asked = json.loads(job)
    photos = {name: base64.b64decode(data) for name, data in asked["photos"].items()}
    return render_pdf(asked["portfolio"], asked["locale"], photos)


def render_pdf(portfolio: Mapping[str, Any], locale: str, photos: Mapping[str, bytes]) -> bytes:
    """The document as tagged PDF (PDF/UA-1)."""
    html = render_html(portfolio, locale)
    stylesheet, fonts = _look()
    document = HTML(string=html, base_url=BASE_URL, url_fetcher=OwnFiles(photos))
    pdf = document.write_pdf(
        stylesheets=[stylesheet], font_config=fonts, pdf_variant="pdf/ua-1", cache={}, dpi=DPI
    )
    assert isinstance(pdf, bytes)
    return pdf


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Knows our own files and the photos given with the job. Anything else ends the rendering."""

    def __init__(self, photos: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._photos = photos

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        path = url.removeprefix(BASE_URL)
        if path == url:
            raise PermissionError
        folder, _, name = path.rpartition("/")
        if folder == "photo":
            return URLFetcherResponse(url, self._photos[name])
        file, media_type = portfolio_file(path)
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": media_type})


@cache
def _look() -> tuple[CSS, FontConfiguration]:
    """Shared by all documents: with a fresh one each time the memory of a child keeps growing."""
    fonts = FontConfiguration()
    stylesheet = CSS(
        string=Path(portfolio_file("portfolio.css")[0]).read_text("utf-8"),
        base_url=BASE_URL,
        url_fetcher=OwnFiles({}),
        font_config=fonts,
    )
    return stylesheet, fonts


if __name__ == "__main__":
    main()

"""The program that makes PDFs: jobs come in on standard input, documents go out on standard output.

Run by `server.outside.pdf`. It reads our templates and fonts, fetches nothing else, and has a
ceiling on its memory.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import resource
import struct
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from server.outside.portfolio_files import portfolio_file
from server.outside.portfolio_page import render_html

MEMORY = 1536 * 1024 * 1024
BASE_URL = "https://vakwerk.invalid/portfolio/"
_HEADER = struct.Struct(">cQ")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(5)
    gc.disable()  # a document is one burst of objects: collecting between documents is quicker
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up inside an answer
    while header := jobs.read(_HEADER.size):
        _, size = _HEADER.unpack(header)
        _answer(json.loads(jobs.read(size)), answers)
        gc.collect()


def _answer(job: dict[str, Any], answers: IO[bytes]) -> None:
    try:
        photos = {name: base64.b64decode(data) for name, data in job["photos"].items()}
        verdict, document = b"+", render_pdf(job["portfolio"], job["locale"], photos)
    except (Exception, FatalURLFetchingError) as problem:
        verdict, document = b"-", type(problem).__name__.encode()
    answers.write(_HEADER.pack(verdict, len(document)) + document)
    answers.flush()


def render_pdf(portfolio: Mapping[str, Any], locale: str, photos: Mapping[str, bytes]) -> bytes:
    """The document as tagged PDF (PDF/UA-1)."""
    html = render_html(portfolio, locale, photos=photos)
    stylesheet, fonts = _look()
    document = HTML(string=html, base_url=BASE_URL, url_fetcher=OwnFiles(photos))
    pdf = document.write_pdf(
        stylesheets=[stylesheet], font_config=fonts, pdf_variant="pdf/ua-1", cache={}
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

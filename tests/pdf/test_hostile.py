"""Whatever people write, rendering reads no file, calls nobody, and still gives a document."""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from server.outside.pdf_child import BASE_URL, OwnFiles, render_pdf
from server.outside.portfolio_page import render_html
from server.rules.refusals import NotFound
from tests.pdf.sample import one_of_each, with_every_text

PAYLOADS = {
    "file link": ' <a href="file:///etc/passwd">x</a> file:///etc/passwd',
    "stylesheet": '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><style>@import url(http://127.0.0.1:9/y.css);</style>',  # noqa: E501
    "image": "<img src=http://127.0.0.1:9/x.png><img src='file:///etc/hostname'>",
    "attachment": "<link rel=attachment href=file:///etc/passwd>",
    "svg": '<svg><image href="file:///etc/passwd"/><use href="http://127.0.0.1:9/#a"/></svg>',
    "css breakout": "\"); background: url('http://127.0.0.1:9/z'); } @import 'file:///etc/passwd';",
    "attribute breakout": '" style="background:url(http://127.0.0.1:9/)" x="',
    "script": "<script>fetch('http://127.0.0.1:9')</script><a href=javascript:alert(1)>x</a>",
    "template": "{{ 7 * 7 }}{% include '/etc/passwd' %}{name}{0.__class__}",
    "entities": "&lt;img src=x&gt; &amp; &#0; <!-- --> ]]> <![CDATA[",
    "controls": "\x00\x01\x0b\x1b[31m\x7f\x9b",
    "half a pair": "\ud800 en \udfff",
    "bidi": "\u202eomgekeerd\u202c \u2066los\u2069 \u200f",
    "emoji": "👩🏽‍🦽 🇳🇱 ❤️",
    "right to left": "سلام عليكم שלום",
    "other scripts": "Łukasz Żółć Ğül 漢字 한글 ไทย",
    "marks": "e" + "\u0301" * 200,
}


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_text_makes_rendering_read_or_call_anything(name: str, watched: Watched) -> None:
    portfolio = with_every_text(one_of_each(), PAYLOADS[name])
    document = render_pdf(portfolio, "nl", {})
    assert len(pypdf.PdfReader(io.BytesIO(document)).pages) > 5
    assert watched.calls == []
    assert watched.foreign_files() == []


def test_a_word_of_twenty_thousand_letters_renders_and_stays_on_the_page() -> None:
    portfolio = one_of_each()
    portfolio["entries"][0] |= {"title": "a" * 20_000, "did": "b" * 20_000, "need": "c" * 20_000}
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(portfolio, "nl", {})))
    text = "".join(page.extract_text() for page in reader.pages)
    assert text.count("b") >= 20_000


def test_an_endless_word_costs_no_more_than_the_same_text_in_words() -> None:
    portfolio = one_of_each()
    seconds = {}
    for name, text in {"words": "bbbbbbb " * 2_500, "one word": "b" * 20_000}.items():
        portfolio["entries"][0]["did"] = text
        started = time.process_time()
        render_pdf(portfolio, "nl", {})
        seconds[name] = time.process_time() - started
    assert seconds["one word"] < 8 * seconds["words"]


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_preview_has_no_element_that_somebody_typed(name: str) -> None:
    hostile = preview_of(with_every_text(one_of_each(), PAYLOADS[name]))
    assert elements_of(hostile) == elements_of(
        preview_of(with_every_text(one_of_each(), "x" * len(PAYLOADS[name])))
    )
    assert not any(control in hostile for control in "\x00\x1b\u202e\u2066\ud800")


def preview_of(portfolio: dict[str, Any]) -> str:
    names = ("back", "download", "css", "switch", "language", "language_name")
    preview = {name: f"/{name}" for name in names}
    return render_html(portfolio, "nl", preview=preview)


def elements_of(html: str) -> list[tuple[str, list[str]]]:
    """Every element with the names of its attributes, in order."""
    found: list[tuple[str, list[str]]] = []

    class Elements(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, [name for name, _ in attrs]))

    Elements().feed(html)
    return found


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "ftp://127.0.0.1/x",
        "data:text/css,a{}",
        BASE_URL + "../settings.py",
        BASE_URL + "parts/cover.html",
        BASE_URL + "fonts/../portfolio.css",
        BASE_URL + "photo/unknown",
        "https://vakwerk.invalid/portfolio.css",
    ],
)
def test_only_our_own_files_can_be_fetched(url: str) -> None:
    with pytest.raises((PermissionError, NotFound, KeyError)):
        OwnFiles({"known": b""}).fetch(url)


def test_a_fetch_that_is_not_allowed_ends_the_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a template ever let an address through, there is no document at all."""
    monkeypatch.setattr(
        "server.outside.pdf_child.render_html",
        lambda *_, **__: "<html lang=nl><title>x</title><img src=file:///etc/passwd alt=x>",
    )
    with pytest.raises(FatalURLFetchingError):
        render_pdf({}, "nl", {})


class Watched:
    """What the interpreter opened and called while it watched."""

    def __init__(self) -> None:
        self.on = False
        self.files: list[str] = []
        self.calls: list[str] = []

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            self.files.append(str(arguments[0]))
        elif event.startswith(("socket.connect", "socket.getaddrinfo", "subprocess.", "os.system")):
            self.calls.append(event)

    def foreign_files(self) -> list[str]:
        ours = (str(Path(__file__).parents[2]), sys.prefix, sys.base_prefix, tempfile.gettempdir())
        return [path for path in self.files if not path.startswith(ours) and "/fonts/" not in path]


_WATCHED = Watched()
sys.addaudithook(_WATCHED.hear)


@pytest.fixture
def watched() -> Iterator[Watched]:
    _WATCHED.files.clear()
    _WATCHED.calls.clear()
    _WATCHED.on = True
    yield _WATCHED
    _WATCHED.on = False

"""The child that makes PDFs: warm, replaced, killed when it hangs, and told no secrets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from server.outside.children import child_environment
from server.outside.pdf import PdfFailed, Renderer
from server.rules.refusals import Overloaded
from tests.pdf.sample import many, one_of_each


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.line.stop()


async def test_it_gives_a_pdf_and_stays_warm(renderer: Renderer) -> None:
    assert (await renderer.render(one_of_each(), "nl", {})).startswith(b"%PDF-1.7")
    first = renderer.line.child_id
    await renderer.render(one_of_each(), "nl", {})
    assert renderer.line.child_id == first


async def test_two_at_once_both_come(renderer: Renderer) -> None:
    jobs = [renderer.render(one_of_each(), locale, {}) for locale in ("nl", "en")]
    assert all(found.startswith(b"%PDF") for found in await asyncio.gather(*jobs))


async def test_after_some_documents_a_fresh_child_takes_over() -> None:
    renderer = Renderer(jobs=1)
    await renderer.render(one_of_each(), "nl", {})
    assert renderer.line.child_id is None
    assert await renderer.render(one_of_each(), "nl", {})


async def test_a_document_that_takes_too_long_is_stopped_and_the_next_one_works() -> None:
    renderer = Renderer(timeout=0.5)
    started = time.monotonic()
    with pytest.raises(PdfFailed):
        await renderer.render(many(300), "nl", {})
    assert time.monotonic() - started < 10
    assert renderer.line.child_id is None
    patient = Renderer()
    assert await patient.render(one_of_each(), "nl", {})
    patient.line.stop()


async def test_what_cannot_be_rendered_is_a_refusal(renderer: Renderer) -> None:
    with pytest.raises(PdfFailed):
        await renderer.render({"locale": "nl"}, "nl", {})
    assert await renderer.render(one_of_each(), "nl", {})


async def test_a_waiting_line_that_is_full_says_so() -> None:
    with pytest.raises(Overloaded):
        await Renderer(waiting=0).render(one_of_each(), "nl", {})


async def test_the_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret@127.0.0.1/vakwerk")
    assert "DATABASE_URL" not in child_environment()

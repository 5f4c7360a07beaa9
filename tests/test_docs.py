"""What the code can refuse and be asked stands in docs/, and nothing that it cannot."""

from __future__ import annotations

import re

from server.rules.refusals import Refusal
from server.web.errors import status_of
from tests import api_page
from tests.catalogue import TOP

REFUSALS = (TOP / "docs" / "refusals.md").read_text()


def test_the_page_about_the_api_is_what_the_code_says() -> None:
    assert api_page.PAGE.read_text() == api_page.page(), "run python -m tests.api_page"


def test_every_refusal_is_explained_with_its_status() -> None:
    kinds = every_refusal()
    assert dict(codes("# Refusals")) == {kind.code: str(status_of(kind)) for kind in kinds}


def test_every_reason_of_the_sync_is_explained() -> None:
    for heading, name in (("## Refused facts", "FactRefused"), ("## Quarantined", "Unacceptable")):
        found: set[str] = set()
        for path in TOP.glob("server/**/*.py"):
            found |= set(re.findall(rf'\b{name}\("(\w+)"', path.read_text()))
        assert found
        assert found <= {code for code, _ in codes(heading)}, heading


def test_every_decision_has_a_number_of_its_own() -> None:
    pages = sorted((TOP / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert page.read_text().startswith(f"# {int(page.name[:4])}. "), page.name


def every_refusal(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    ours = [child for child in kind.__subclasses__() if child.__module__.startswith("server.")]
    return [kind] + [deeper for child in ours for deeper in every_refusal(child)]


def codes(heading: str) -> list[tuple[str, str]]:
    """(code, next column) of the table under a heading."""
    section = REFUSALS[REFUSALS.index(heading) + 2 :].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \| ([^|]*) \|", section, re.MULTILINE)

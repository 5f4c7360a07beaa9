"""A host finds every setting in the documentation, and nothing that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

from server.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_and_the_code_name_the_same_settings() -> None:
    in_page = re.findall(r"^\| `([A-Z_]+)` \|", PAGE.read_text(), re.MULTILINE)
    in_code = [str(field.validation_alias) for field in Settings.model_fields.values()]
    assert sorted(in_page) == sorted(in_code)

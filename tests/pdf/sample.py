"""The portfolio that the templates are designed against, whole or cut down to one of each."""

from __future__ import annotations

import copy
import json
from typing import Any

from server.settings import get_settings

Portfolio = dict[str, Any]


def sample() -> Portfolio:
    path = get_settings().templates_folder / "portfolio" / "sample.json"
    portfolio: Portfolio = json.loads(path.read_text("utf-8"))
    return portfolio


def one_of_each() -> Portfolio:
    """One entry that has everything: quick to render, for tests that render often."""
    portfolio = sample()
    entry = portfolio["entries"][1] | {"number": 1, "goals": [1], "follows": 1}
    entry["lived_experience"] = "Ik was vroeger zelf ook nieuw."
    entry["dilemma"] = portfolio["entries"][4]["dilemma"]
    portfolio |= {"entries": [entry], "chains": [[1, 1]], "goals": portfolio["goals"][:1]}
    portfolio["goals"][0]["entries"] = [1]
    portfolio["sign_offs"] = portfolio["sign_offs"][:1]
    portfolio["hours"]["weeks"] = portfolio["hours"]["weeks"][:3]
    matrix = portfolio["matrix"]
    matrix["weeks"] = matrix["weeks"][:3]
    matrix["groups"] = matrix["groups"][:1]
    for row in matrix["groups"][0]["rows"]:
        row |= {"cells": row["cells"][:3], "signed": [1], "unsigned": [1]}
    return portfolio


def many(count: int) -> Portfolio:
    """The sample with its entries repeated up to `count`."""
    portfolio = sample()
    entries = portfolio["entries"]
    portfolio["entries"] = [
        copy.deepcopy(entries[index % len(entries)]) | {"number": index + 1, "follows": index}
        for index in range(count)
    ]
    portfolio["chains"] = [list(range(1, count + 1))]
    return portfolio


def with_every_text(value: Any, text: str) -> Any:
    """The same shape with `text` behind every string in it, names and codes included."""
    if isinstance(value, str):
        return value + text
    if isinstance(value, list):
        return [with_every_text(item, text) for item in value]
    if isinstance(value, dict):
        return {name: with_every_text(item, text) for name, item in value.items()}
    return value

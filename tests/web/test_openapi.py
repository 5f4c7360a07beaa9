"""The description of the API is complete, and says what the server does."""

from __future__ import annotations

import json
import re

import httpx

from server.web.endpoints import contract_of
from server.web.routes import ROUTES
from tests.web.every_route import CALLS


def test_every_call_under_api_describes_itself() -> None:
    silent = [route.path for route in ROUTES if route.path.startswith("/api/")]
    silent = [path for path in silent if not _described(path)]
    assert silent == []


def test_every_description_is_a_sentence() -> None:
    summaries = [call.contract.summary for call in CALLS if call.contract]
    assert all(re.fullmatch(r"[A-Z].{8,}\.", summary) for summary in summaries), summaries


async def test_the_document_names_every_call(visitor: httpx.AsyncClient) -> None:
    document = (await visitor.get("/api/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    named = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    ours = {
        (method, route.path_format)
        for route in ROUTES
        if contract_of(route.endpoint)
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert named == ours


async def test_the_document_is_whole(visitor: httpx.AsyncClient) -> None:
    document = (await visitor.get("/api/openapi.json")).json()
    schemas = document["components"]["schemas"]
    referred = re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document))
    assert set(referred) <= set(schemas)
    operations = [op for item in document["paths"].values() for op in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    for operation in operations:
        assert any(status < "300" for status in operation["responses"])
        assert "application/problem+json" in json.dumps(operation["responses"])


def _described(path: str) -> bool:
    return all(contract_of(route.endpoint) for route in ROUTES if route.path == path)

"""OpenAPI 3.1, made from the route list and what each endpoint says about itself."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.rules import refusals
from server.rules.refusals import Refusal
from server.version import VERSION
from server.web.bodies import reply
from server.web.endpoints import Contract, contracts_of, endpoint
from server.web.errors import status_of
from server.web.same_site import BINARY, SAFE

Json = dict[str, Any]
_REF = "#/components/schemas/{model}"
_PROBLEM = "application/problem+json"


class Problem(BaseModel):
    """An error, after RFC 9457. `detail` is for people, `code` for programs."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    reference: str


@endpoint(answer="application/json", public=True)
async def document(request: Request) -> Response:
    """This description of the API."""
    return reply(describe(request.app.routes))


def describe(routes: Iterable[BaseRoute]) -> Json:
    paths: Json = {}
    described = contracts_of(routes)
    for route, contract in described:
        for method in sorted((route.methods or set()) - {"HEAD"}):
            item = paths.setdefault(route.path_format, {})
            item[method.lower()] = _operation(route, method, contract)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Vakwerk", "version": VERSION},
        "paths": paths,
        "components": {
            "schemas": _schemas([contract for _, contract in described]),
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "session"}},
        },
    }


def _operation(route: Route, method: str, contract: Contract) -> Json:
    operation: Json = {
        "operationId": f"{_feature(route)}_{route.name}",
        "tags": [_feature(route)],
        "summary": contract.summary,
        "parameters": _parameters(route, contract),
        "responses": _responses(method, contract),
        "security": [] if contract.public else [{"session": []}],
    }
    if contract.body:
        content = {"application/json": {"schema": _ref(contract.body)}}
        operation["requestBody"] = {"required": True, "content": content}
    if contract.binary:
        operation["requestBody"] = {"required": True, "content": {BINARY: {}}}
    return operation


def _parameters(route: Route, contract: Contract) -> list[Json]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in route.param_convertors
    ]
    if contract.query is None:
        return in_path
    schema = contract.query.model_json_schema(ref_template=_REF)
    required = schema.get("required", [])
    return in_path + [
        {"name": name, "in": "query", "required": name in required, "schema": shape}
        for name, shape in schema["properties"].items()
    ]


def _responses(method: str, contract: Contract) -> Json:
    good: Json = {"description": HTTPStatus(contract.status).phrase}
    if isinstance(contract.answer, str):
        good["content"] = {contract.answer: {}}
    elif contract.answer:
        good["content"] = {"application/json": {"schema": _ref(contract.answer)}}
    answers = {str(contract.status): good}
    by_status: dict[int, list[str]] = {}
    for refusal in sorted(refusals_of(method, contract), key=lambda kind: kind.code):
        by_status.setdefault(status_of(refusal), []).append(refusal.code)
    for status, codes in sorted(by_status.items()):
        answers[str(status)] = {
            "description": ", ".join(codes),
            "content": {_PROBLEM: {"schema": _ref(Problem)}},
        }
    return answers


def refusals_of(method: str, contract: Contract) -> set[type[Refusal]]:
    """What the endpoint names, and what follows from its shape."""
    found = {*contract.refuses, refusals.BadRequest, refusals.Overloaded}
    if method not in SAFE:
        found.add(refusals.CrossSite)
    if contract.body or contract.binary:
        found |= {refusals.InvalidFields, refusals.TooLarge}
    if contract.query:
        found.add(refusals.InvalidFields)
    if not contract.public:
        found.add(refusals.NotSignedIn)
    return found


def _schemas(contracts: list[Contract]) -> Json:
    models: dict[type[BaseModel], None] = {Problem: None}
    for contract in contracts:
        for model in (contract.body, contract.answer):
            if isinstance(model, type):
                models[model] = None
    _, schema = models_json_schema([(m, "validation") for m in models], ref_template=_REF)
    return dict(schema["$defs"])


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": _REF.format(model=model.__name__)}


def _feature(route: Route) -> str:
    return str(route.endpoint.__module__).rsplit(".", 1)[-1]

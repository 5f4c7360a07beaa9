"""What an endpoint takes, gives and refuses: written once, beside it, also for OpenAPI."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, overload

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from server.rules.refusals import NotFound, Refusal
from server.rules.sync import is_id
from server.web.auth import current_actor
from server.web.bodies import read_body, read_query

Handler = Callable[[Request], Awaitable[Response]]
Given = TypeVar("Given", bound=BaseModel)

SMALL = 64 * 1024
LARGE = 14 * 1024 * 1024


@dataclass(frozen=True)
class Contract:
    summary: str
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answer: type[BaseModel] | str | None  # a model, a media type, or nothing
    status: int
    refuses: tuple[type[Refusal], ...]
    limit: int
    binary: bool  # takes bytes rather than JSON
    public: bool


@overload
def endpoint(
    *,
    body: type[Given],
    answer: type[BaseModel] | str | None = None,
    status: int = 200,
    refuses: tuple[type[Refusal], ...] = (),
    limit: int = SMALL,
    raw: bool = False,
    public: bool = False,
) -> Callable[[Callable[[Request, Given], Awaitable[Response]]], Handler]: ...


@overload
def endpoint(
    *,
    query: type[Given],
    answer: type[BaseModel] | str | None = None,
    status: int = 200,
    refuses: tuple[type[Refusal], ...] = (),
    limit: int = SMALL,
    binary: bool = False,
    public: bool = False,
) -> Callable[[Callable[[Request, Given], Awaitable[Response]]], Handler]: ...


@overload
def endpoint(
    *,
    answer: type[BaseModel] | str | None = None,
    status: int = 200,
    refuses: tuple[type[Refusal], ...] = (),
    public: bool = False,
) -> Callable[[Handler], Handler]: ...


def endpoint(
    *,
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    answer: type[BaseModel] | str | None = None,
    status: int = 200,
    refuses: tuple[type[Refusal], ...] = (),
    limit: int = SMALL,
    raw: bool = False,
    binary: bool = False,
    public: bool = False,
) -> Callable[[Callable[..., Awaitable[Response]]], Handler]:
    """With `body` or `query` the handler gets it, parsed, as its second argument.

    `raw` lets strings through that no database can hold (NUL, lone surrogates), for the calls that
    quarantine them item by item. With `binary` the body is bytes, at most `limit`, for the handler
    to read. Without `public` only those who are signed in get in.
    """

    def decorate(handler: Callable[..., Awaitable[Response]]) -> Handler:
        @wraps(handler)
        async def parse_and_call(request: Request) -> Response:
            if not public:
                # Before a byte of the body is read, and for every endpoint that does not say so.
                await current_actor(request)
            _must_be_ids(request.path_params)
            if body is not None:
                return await handler(request, await read_body(request, body, raw=raw))
            if query is not None:
                return await handler(request, read_query(request, query))
            return await handler(request)

        summary = (handler.__doc__ or "").strip().split("\n")[0]
        contract = Contract(summary, body, query, answer, status, refuses, limit, binary, public)
        setattr(parse_and_call, "contract", contract)  # noqa: B010
        return parse_and_call

    return decorate


def _must_be_ids(path_params: Mapping[str, Any]) -> None:
    """An id in an address is shaped like one, or names nothing: no database is asked."""
    if not all(is_id(value) for name, value in path_params.items() if name.endswith("_id")):
        raise NotFound()


def contract_of(handler: Any) -> Contract | None:
    """What `endpoint` wrote down about a handler; None for pages and files."""
    found = getattr(handler, "contract", None)
    return found if isinstance(found, Contract) else None


def contracts_of(routes: Iterable[BaseRoute]) -> list[tuple[Route, Contract]]:
    """The routes that say what they take and give."""
    return [
        (route, contract)
        for route in routes
        if isinstance(route, Route) and (contract := contract_of(route.endpoint)) is not None
    ]


def answers(route: Route, scope: Scope) -> bool:
    """Whether this is the route that a request will come to."""
    return route.matches(scope)[0] is Match.FULL

"""JSON in and JSON out.

Unknown fields are ignored. What no database can hold or no phone can mean (NUL, half a surrogate
pair, NaN, bottomless nesting) is refused here with a sentence, and never becomes a server error.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from server.rules.refusals import BadRequest, InvalidFields, mark

Given = TypeVar("Given", bound=BaseModel)

MAX_DEPTH = 64
MAX_INTEGER = 2**53

_SENTENCES = {
    "missing": mark("Vul dit veld in."),
    "string_too_short": mark("Vul dit veld in."),
    "string_too_long": mark("Deze tekst is te lang. Maak hem korter."),
    "too_short": mark("Kies er minstens een."),
    "too_long": mark("Dit zijn er te veel in één keer."),
    "literal_error": mark("Kies een van de mogelijkheden."),
}


async def read_body(request: Request, model: type[Given], *, raw: bool = False) -> Given:
    """The request's JSON as `model`. With `raw` its strings are not looked into."""
    return _validate(model, parse(await request.body(), raw=raw))


def read_query(request: Request, model: type[Given]) -> Given:
    """The query string as `model`; of a repeated name the last one counts."""
    values = dict(request.query_params)
    if any(_unfit(text) for pair in values.items() for text in pair):
        raise BadRequest()
    return _validate(model, values)


def parse(body: bytes, *, raw: bool = False) -> Any:
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadRequest() from error
    _look_into(value, raw)
    return value


def reply(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Our JSON answer: compact, in UTF-8; a pydantic model or plain values."""
    return Response(_encode(data), status, headers, "application/json")


def reply_once(request: Request, data: Any) -> Response:
    """The same with an ETag: 304 without a body for whoever has this answer already."""
    body = _encode(data)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = (part.strip().removeprefix("W/") for part in _if_none_match(request).split(","))
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, "application/json")


def _if_none_match(request: Request) -> str:
    return request.headers.get("if-none-match", "")


def _encode(data: Any) -> bytes:
    if isinstance(data, BaseModel):
        data = data.model_dump(mode="json")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Half a surrogate pair that goes back to whoever sent it: as an escape it is still JSON.
        return json.dumps(data, separators=(",", ":"), allow_nan=False).encode()


def _validate(model: type[Given], value: Any) -> Given:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InvalidFields(fields=[_field(problem) for problem in error.errors()]) from None


def _field(problem: Any) -> dict[str, str]:
    code = problem["type"]
    return {
        "field": ".".join(str(part) for part in problem["loc"]),
        "code": code,
        "message": _SENTENCES.get(code, InvalidFields.of_a_field),
    }


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _look_into(value: Any, raw: bool) -> None:
    """Walks without recursion, so that nesting cannot exhaust the stack."""
    open_values = [(value, 0)]
    while open_values:
        item, depth = open_values.pop()
        if depth > MAX_DEPTH:
            raise BadRequest()
        if isinstance(item, dict):
            open_values += [(inner, depth + 1) for inner in item.values()]
            open_values += [(key, depth + 1) for key in item]
        elif isinstance(item, list):
            open_values += [(inner, depth + 1) for inner in item]
        elif not raw and _unfit(item):
            raise BadRequest()


def _unfit(item: Any) -> bool:
    if isinstance(item, str):
        return "\x00" in item or any("\ud800" <= char <= "\udfff" for char in item)
    if isinstance(item, float):
        return not math.isfinite(item)
    return isinstance(item, int) and abs(item) > MAX_INTEGER

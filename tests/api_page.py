"""Makes docs/api.md from the routes and from who may use them: `python -m tests.api_page`."""

from __future__ import annotations

from pathlib import Path

from starlette.routing import Route

from server.rules import refusals
from server.web.endpoints import Contract, contract_of
from server.web.openapi import refusals_of
from server.web.routes import ROUTES
from tests.access.matrix import MATRIX
from tests.access.people import SIGNED_IN, STRANGERS

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
_ANYWHERE = {refusals.BadRequest, refusals.CrossSite, refusals.NotSignedIn, refusals.Overloaded}
_TOP = """\
# The API

What the app itself uses, made from the code by `python -m tests.api_page`. `/api/openapi.json` says
the same to machines, with every field. What each refusal asks of its reader stands in
[refusals.md](refusals.md). Any call may also answer `bad_request`, `overloaded`, `not_signed_in`
(but where everybody may come) and, when it changes something, `cross_site`. What is outside
somebody's own world does not exist for them: `not_found`.

| Call | What it does | Who | Refuses with |
|---|---|---|---|
"""


def page() -> str:
    return _TOP + "".join(
        f"| `{method} {route.path}` | {contract.summary} | {_who(f'{method} {route.path}')} |"
        f" {_refuses(method, contract)} |\n"
        for route, contract in _described()
        for method in sorted((route.methods or set()) - {"HEAD"})
    )


def _described() -> list[tuple[Route, Contract]]:
    pairs = [(route, contract_of(route.endpoint)) for route in ROUTES]
    return [(route, contract) for route, contract in pairs if contract]


def _who(call: str) -> str:
    access = MATRIX[call]
    if access.who:
        return access.who
    signed_in = {access.answers[viewer] for viewer in SIGNED_IN}
    assert len(signed_in) == 1, f"say in matrix.py in words who may use {call}"
    return "signed in" if access.answers[STRANGERS[0]] == 401 else "everybody"


def _refuses(method: str, contract: Contract) -> str:
    special = refusals_of(method, contract) - _ANYWHERE
    return ", ".join(sorted(f"`{kind.code}`" for kind in special))


if __name__ == "__main__":
    PAGE.write_text(page())

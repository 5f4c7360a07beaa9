"""The whole URL map as calls, for tests that must hold for every route, also tomorrow's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.web.endpoints import Contract, contract_of
from server.web.routes import ROUTES
from server.web.same_site import SAFE


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    contract: Contract | None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _calls() -> list[Call]:
    return [
        Call(method, _fill_in(route.path), contract_of(route.endpoint))
        for route in ROUTES
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]


def _fill_in(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "x", path.replace("{name:root_file}", "x.js"))


CALLS = _calls()
UNSAFE = [call for call in CALLS if call.method not in SAFE]
WITH_BODY = [call for call in UNSAFE if call.contract and call.contract.body]

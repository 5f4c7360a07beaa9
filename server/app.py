"""The web server, on one screen: routes, what surrounds them, and what runs beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from server.outside.keys import load_keys
from server.rules.refusals import Refusal
from server.services.deliveries import run_deliveries
from server.services.housekeeping import run_housekeeping
from server.settings import Settings, get_settings
from server.storage.database import close_database, open_database
from server.web.errors import answer_error
from server.web.limits import RequestLimits
from server.web.overload import Overload
from server.web.requests import Failures, RequestLog
from server.web.routes import ROUTES
from server.web.same_site import SameSite
from server.web.security import SecurityHeaders


def create_app(settings: Settings | None = None) -> Starlette:
    settings = settings or get_settings()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        load_keys(settings.data_folder)
        await open_database(settings)
        stop = asyncio.Event()
        beside = [asyncio.create_task(run(stop)) for run in (run_deliveries, run_housekeeping)]
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(*beside)
            await close_database()

    app = Starlette(
        routes=ROUTES,
        # The first is the outermost. Pure ASGI only: BaseHTTPMiddleware cancels what it wraps.
        middleware=[
            Middleware(RequestLog),
            Middleware(SecurityHeaders, secure=settings.secure),
            Middleware(Failures),
            Middleware(Overload),
            Middleware(RequestLimits, routes=ROUTES),
            Middleware(SameSite, origin=settings.public_url, routes=ROUTES),
        ],
        exception_handlers={Refusal: answer_error, HTTPException: answer_error},
        lifespan=lifespan,
    )
    # A redirect would quietly turn a mistyped address into another one.
    app.router.redirect_slashes = False
    return app

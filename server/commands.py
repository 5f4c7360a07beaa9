"""What the commands do. Apart from __main__, so that `vakwerk check` runs on a bare machine."""

from __future__ import annotations

import asyncio
import signal
import socket

import uvicorn
from rich.console import Console
from starlette.applications import Starlette

from server.app import create_app
from server.outside.folder_lock import only_process
from server.outside.keys import load_keys
from server.outside.logs import configure_logging
from server.services.deliveries import run_deliveries
from server.settings import get_settings
from server.storage.database import close_database, migrate, open_database

_console = Console(soft_wrap=True)


def serve() -> None:
    settings = get_settings()
    with only_process(settings, "serve"):
        config = uvicorn.Config(
            _web_app,
            factory=True,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
            timeout_graceful_shutdown=10,
            ws="none",
            lifespan="on",
        )
        _Server(config).run()


def work() -> None:
    settings = get_settings()
    if settings.sqlite_path:
        _console.print("Met SQLite doet de webserver dit werk zelf; hier is niets te doen.")
        return
    configure_logging(settings)
    asyncio.run(_deliver())


def migrate_database() -> None:
    settings = get_settings()
    with only_process(settings, "migrate"):
        asyncio.run(migrate(settings))
    _console.print("De database is bij.")


class _Server(uvicorn.Server):
    """Says where it is once it really answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _console.print(f"Vakwerk staat klaar op {get_settings().public_url}")


def _web_app() -> Starlette:
    settings = get_settings()
    configure_logging(settings)
    return create_app(settings)


async def _deliver() -> None:
    settings = get_settings()
    load_keys(settings.data_folder)
    await open_database(settings)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        await run_deliveries(stop)
    finally:
        await close_database()

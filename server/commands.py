"""What the commands do. Apart from __main__, so that `vakwerk check` runs on a bare machine."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import uvicorn
from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from starlette.applications import Starlette

from server.app import create_app
from server.outside.folder_lock import only_process
from server.outside.keys import load_keys
from server.outside.ledger import OtherKeys
from server.outside.logs import configure_logging
from server.rules.refusals import ImportProblems
from server.services.deliveries import run_deliveries
from server.services.demo import NotADemo, seed_demo, sign_in_help
from server.services.demo_mark import is_demo
from server.services.housekeeping import live_up_to_the_ledger
from server.services.restored import is_half_restored
from server.services.school_import import UnknownSchool, import_file
from server.services.verify import verify_everything
from server.settings import get_settings
from server.storage.database import close_database, migrate, open_database, pending_migrations

T = TypeVar("T")
_console = Console(soft_wrap=True)
# What is running at SIGTERM may finish; nobody new gets in meanwhile.
_FINISH_SECONDS = 30


def serve() -> None:
    settings = get_settings()
    with only_process(settings, "serve"):
        problem = with_database(_not_ready)
        if problem:
            sys.exit(problem)
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
            timeout_graceful_shutdown=_FINISH_SECONDS,
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
    problem = with_database(_not_ready)
    if problem:
        sys.exit(problem)
    with_database(_deliver)


def migrate_database() -> None:
    settings = get_settings()
    with only_process(settings, "migrate"):
        asyncio.run(migrate(settings))
    _console.print("De database is bij.")


def fill_demo(
    *, fresh: Annotated[bool, Parameter(negative="", help="Begin opnieuw.")] = False
) -> None:
    settings = get_settings()
    configure_logging(settings)
    with only_process(settings, "demo"):
        try:
            made = with_database(lambda: seed_demo(fresh))
        except NotADemo:
            sys.exit("Deze database is van een echte school. De demo komt daar niet aan.")
    _console.print("De demoschool is gevuld." if made else "De demoschool was er al.")


def import_school(
    file: Path,
    *,
    school: str = "",
    dry_run: Annotated[bool, Parameter(negative="", help="Kijk alleen.")] = False,
) -> None:
    settings = get_settings()
    with only_process(settings, "import"):
        try:
            seen = with_database(lambda: import_file(file.read_bytes(), school, dry_run))
        except UnknownSchool:
            sys.exit("Deze school is er niet. Noem haar met --school en haar korte naam.")
        except ImportProblems as refused:
            for problem in refused.details["problems"]:
                line, column = problem["line"], escape(problem["column"])
                _console.print(f"regel {line}  {column}  {problem['message']}")
            sys.exit("Er is niets veranderd. Verbeter deze regels en probeer het opnieuw.")
    done = "Dit zou erbij komen" if dry_run else "Dit is erbij gekomen"
    _console.print(f"{done}: {seen['students']} studenten, {seen['placements']} stages.")


def verify() -> None:
    problems = with_database(verify_everything)
    for problem in problems:
        _console.print(escape(problem))
    if problems:
        sys.exit(1)
    _console.print("Alles klopt: de keten, de handtekeningen, de versies en de foto's.")


class _Server(uvicorn.Server):
    """Says where it is once it really answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            await _welcome(get_settings().public_url)


async def _welcome(address: str) -> None:
    _console.print(f"\n[bold]Vakwerk staat klaar op {address}[/bold]\n")
    if not await is_demo():
        return
    people = Table("Inloggen als", "met dit adres", box=None, padding=(0, 3, 0, 0))
    for who, mail in sign_in_help():
        people.add_row(who, mail)
    _console.print(people)
    _console.print(
        f"\nDe code van zes cijfers komt per mail. Die mail staat op {address}/demo/mail\n"
    )


def _web_app() -> Starlette:
    settings = get_settings()
    configure_logging(settings)
    return create_app(settings)


async def _not_ready() -> str:
    """Why this database may not be served yet; "" when it may."""
    if await pending_migrations():
        return "De database is nog niet bij. Doe eerst: vakwerk migrate"
    if await is_half_restored():
        return "Het terugzetten is niet af. Doe opnieuw: vakwerk restore"
    try:
        # A file may have been put back without us: what was erased stays erased.
        await live_up_to_the_ledger()
    except OtherKeys as problem:
        return f"Het register {problem} is met andere sleutels geschreven dan keys.json."
    return ""


async def _deliver() -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await run_deliveries(stop)


def with_database(work: Callable[[], Awaitable[T]]) -> T:
    async def run() -> T:
        settings = get_settings()
        load_keys(settings.data_folder)
        await open_database(settings)
        try:
            return await work()
        finally:
            await close_database()

    return asyncio.run(run())

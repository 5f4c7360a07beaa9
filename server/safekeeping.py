"""Backup, restore and erasing on the command line."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from server.commands import with_database
from server.outside.archive import Damaged
from server.outside.dumps import PACKAGE, DumpFailed, ProgramMissing
from server.outside.folder_lock import only_process
from server.outside.keys import load_keys
from server.outside.ledger import OtherKeys
from server.rules.refusals import NotFound
from server.services.backup import Progress as Say
from server.services.backup import make_backup
from server.services.erasure import about_placement, erase_placement
from server.services.restore import NotRestored, Permissions, Restored, restore_backup
from server.settings import get_settings
from server.storage.aside import UNPACKED, beside

_console = Console(soft_wrap=True)
_STEPS = {"check": "Nakijken", "database": "Database", "files": "Foto's en bestanden"}
_WHY_NOT = {
    "other_engine": "Deze back-up is van {backup}, en hier draait {here}.",
    "newer_version": "Deze back-up is van Vakwerk {backup}. Installeer die versie eerst.",
    "too_old": "Deze back-up is {days} dagen oud. Telefoons bewaren {most} dagen wat ze stuurden. "
    "Wat daarna kwam, kan weg zijn. Kies --accept-loss als dat mag.",
    "other_keys": "In {folder} staan sleutels van een andere school. Kies een lege map.",
    "no_keys": "Deze back-up is zonder sleutels gemaakt. Zet keys.json terug in {folder}.",
    "other_ledger": "{file} is met andere sleutels geschreven.",
    "short_ledger": "Het register telt {here} regels, de back-up kende er {backup}. Zet het "
    "nieuwste register terug. Lukt dat niet, dan komt wat gewist was terug: --without-ledger.",
    "in_use": "Er zijn nog {connections} verbindingen met deze database. Stop eerst de servers.",
}


def backup(
    file: Path,
    *,
    without_keys: Annotated[bool, Parameter(negative="", help="Laat keys.json weg.")] = False,
    without_files: Annotated[bool, Parameter(negative="", help="Laat foto's weg.")] = False,
) -> None:
    settings = get_settings()
    if settings.sqlite_path and not settings.sqlite_path.exists():
        sys.exit(f"Er is nog geen database: {settings.sqlite_path}")
    with _telling() as say, _sentences():
        load_keys(settings.data_folder)
        keep = {"with_keys": not without_keys, "with_files": not without_files}
        made = make_backup(settings, file, say, **keep)
        manifest = asyncio.run(made) if settings.sqlite_path else with_database(lambda: made)
    rows = sum(manifest.rows.values())
    _console.print(f"{file}: {rows} rijen en {len(manifest.files)} bestanden.")
    if not without_keys:
        _console.print(
            "[bold]De sleutels zitten erin.[/bold] Wie dit bestand heeft, kan alles lezen en "
            "akkoorden namaken. Bewaar het versleuteld."
        )


def restore(
    file: Path,
    *,
    accept_loss: Annotated[bool, Parameter(negative="", help="Ook ouder dan 35 dagen.")] = False,
    without_ledger: Annotated[
        bool, Parameter(negative="", help="Ook als het register weg is.")
    ] = False,
) -> None:
    settings = get_settings()
    beside().mkdir(parents=True, exist_ok=True)
    with (
        only_process(settings, "restore"),
        TemporaryDirectory(prefix=UNPACKED, dir=beside()) as folder,
        _telling() as say,
        _sentences(),
    ):
        may = Permissions(accept_loss=accept_loss, without_ledger=without_ledger)
        done = asyncio.run(restore_backup(settings, file, Path(folder), may, say))
    _tell(done)


def erase(
    *,
    placement: Annotated[str, Parameter(help="Het id van de stage.")],
    yes: Annotated[bool, Parameter(negative="", help="Vraag niets.")] = False,
) -> None:
    settings = get_settings()
    with only_process(settings, "erase"):
        try:
            about = with_database(lambda: about_placement(placement))
        except NotFound:
            sys.exit("Deze stage is er niet.")
        _console.print(
            f"Het logboek van [bold]{escape(about.student)}[/bold] bij {escape(about.company)}: "
            f"{about.documents} stukken. Alle teksten, reacties en foto's worden gewist. "
            "Dit kan niet terug. De keten van akkoorden blijft te controleren, zonder woorden."
        )
        if not yes and not _agrees(about.student):
            sys.exit("Er is niets gewist.")
        erased = with_database(lambda: erase_placement(placement))
    _console.print(f"Gewist: {erased} stukken.")


def _agrees(student: str) -> bool:
    try:
        return _console.input("Typ de naam van de student om te wissen: ") == student
    except EOFError:  # nobody is there to ask
        return False


def _tell(done: Restored) -> None:
    outcome, replayed = done.outcome, done.outcome.replayed
    _console.print(f"Teruggezet: de stand van {done.manifest.made_at[:16].replace('T', ' ')} UTC.")
    if done.aside:
        _console.print(f"Wat er stond, staat nu in {escape(done.aside)}.")
    _console.print(
        f"Uit het register opnieuw: {replayed.erased} gewist, {replayed.withdrawn} ingetrokken, "
        f"{replayed.ended} keer toegang beëindigd."
    )
    _console.print(
        f"In de keten van {outcome.schools} scholen staat dat er is teruggezet. Iedereen logt "
        "opnieuw in. Telefoons sturen vanzelf wat hier nu ontbreekt."
    )
    for problem in outcome.problems:
        _console.print(escape(problem))
    if outcome.problems:
        sys.exit(1)
    _console.print("Nagekeken: de keten, de handtekeningen en de versies kloppen.")


@contextmanager
def _telling() -> Iterator[Say]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def say(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(_STEPS[step])
            bars.update(tasks[step], completed=done, total=total)

        yield say


@contextmanager
def _sentences() -> Iterator[None]:
    """What goes wrong, in words that somebody can act on."""
    try:
        yield
    except FileExistsError as problem:
        sys.exit(f"{problem} bestaat al. Een back-up wordt nooit overschreven.")
    except NotRestored as problem:
        sys.exit(f"{_WHY_NOT[problem.code].format(**problem.details)}\nEr is niets veranderd.")
    except Damaged as problem:
        sys.exit(f"Deze back-up is beschadigd: {problem}\nEr is niets veranderd.")
    except OtherKeys as problem:
        sys.exit(_WHY_NOT["other_ledger"].format(file=problem))
    except ProgramMissing as problem:
        sys.exit(f"{problem} ontbreekt op deze machine: apt-get install {PACKAGE}")
    except DumpFailed as problem:
        sys.exit(f"Dat lukte niet.\n{problem}")

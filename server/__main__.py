"""The command line. Light on purpose: a machine without Pango must still be able to say so."""

from __future__ import annotations

import sys

from cyclopts import App
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape

from server.outside.checkup import check_machine
from server.outside.folder_lock import FolderInUse
from server.settings import get_settings
from server.version import VERSION

app = App(name="vakwerk", help="Vakwerk, het stagelogboek.", version=VERSION, help_flags=["--help"])
app.command("server.commands:serve", name="serve", help="Start de webserver.")
app.command("server.commands:work", name="worker", help="Verstuur mail, apart van de webserver.")
app.command("server.commands:migrate_database", name="migrate", help="Breng de database bij.")
app.command("server.commands:import_school", name="import", help="Zet een school uit een csv.")
app.command("server.commands:verify", name="verify", help="Controleer keten en handtekeningen.")
app.command("server.safekeeping:backup", name="backup", help="Zet alles in één bestand.")
app.command("server.safekeeping:restore", name="restore", help="Zet een back-up terug.")
app.command("server.safekeeping:erase", name="erase", help="Wis een logboek voorgoed.")
app.command(
    "server.commands:fill_demo", name="demo", help="Vul een lege database met de demoschool."
)


def main() -> None:
    errors = Console(stderr=True, soft_wrap=True)
    try:
        app(result_action="return_value")
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"])
            errors.print(f"[red]{escape(name)}[/red]: {escape(problem['msg'])}")
        sys.exit(2)
    except FolderInUse as error:
        errors.print(escape(str(error)))
        sys.exit(3)


@app.command
def check() -> None:
    """Kijk of deze computer alles heeft wat Vakwerk nodig heeft."""
    findings = check_machine(get_settings())
    console = Console(soft_wrap=True)
    for finding in findings:
        sign = "[green]goed[/green]" if finding.good else "[red]mist[/red]"
        console.print(f"{sign}  {escape(finding.what)}")
        if not finding.good:
            console.print(f"      → {escape(finding.remedy)}")
    if not all(finding.good for finding in findings):
        sys.exit(1)


if __name__ == "__main__":
    main()

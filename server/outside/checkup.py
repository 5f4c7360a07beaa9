"""What this machine needs for all of Vakwerk's work, with the Debian package to install."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from server.outside import dumps
from server.settings import Settings

# As WeasyPrint opens them; a machine without one of these cannot make a PDF.
_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "fontconfig",
}


@dataclass(frozen=True)
class Finding:
    good: bool
    what: str
    remedy: str = ""


def check_machine(settings: Settings) -> list[Finding]:
    return [
        _python(),
        *(_library(name, package) for name, package in _LIBRARIES.items()),
        _fonts(),
        _writable(settings.data_folder),
        _folder("de app", settings.pwa_folder / "index.html", "bouw de app: start bin/run"),
        _folder("PDF-sjablonen", settings.templates_folder, "haal de broncode opnieuw op"),
        _folder("vertalingen", settings.locale_folder, "haal de broncode opnieuw op"),
        _public(settings),
        *_database_programs(settings),
    ]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        sys.version_info >= (3, 11), f"Python {version}", "gebruik Python 3.11 of nieuwer"
    )


def _library(name: str, package: str) -> Finding:
    try:
        ctypes.CDLL(name)
    except OSError:
        return Finding(False, name, f"apt-get install {package}")
    return Finding(True, name)


def _fonts() -> Finding:
    command = shutil.which("fc-list")
    if command is None:
        return Finding(False, "fc-list", "apt-get install fontconfig")
    count = len(subprocess.run([command], capture_output=True, check=False).stdout.splitlines())
    # Ours comes along; the system's serve for letters that it lacks.
    return Finding(True, f"{count} lettertypen op dit systeem")


def _writable(folder: Path) -> Finding:
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    writable = os.access(nearest, os.W_OK | os.X_OK)
    return Finding(writable, f"map {folder}", "geef schrijfrechten, of kies VAKWERK_DATA")


def _folder(what: str, path: Path, remedy: str) -> Finding:
    return Finding(path.exists(), what, remedy)


def _public(settings: Settings) -> Finding:
    loopback = settings.public_url.startswith(("http://127.0.0.1", "http://localhost"))
    remedy = "zet PUBLIC_URL op het https-adres dat mensen typen"
    return Finding(settings.secure or loopback, f"adres {settings.public_url}", remedy)


def _database_programs(settings: Settings) -> list[Finding]:
    """With SQLite a backup needs nothing but Python."""
    if settings.sqlite_path:
        return []
    missing = dumps.missing_programs()
    what = f"voor back-ups: {', '.join(missing or dumps.PROGRAMS)}"
    return [Finding(not missing, what, f"apt-get install {dumps.PACKAGE}")]

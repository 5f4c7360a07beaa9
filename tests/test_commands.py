"""The command line: what a host types, and what comes back."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]


def vakwerk(*words: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "server", *words],
        cwd=TOP,
        env=environment | {"VAKWERK_DATA": str(data)} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_migrating_twice_is_the_same_as_once(tmp_path: Path) -> None:
    assert vakwerk("migrate", data=tmp_path).returncode == 0
    again = vakwerk("migrate", data=tmp_path)
    assert (again.returncode, again.stderr) == (0, "")


def test_a_database_that_lags_behind_is_not_served(tmp_path: Path) -> None:
    refused = vakwerk("serve", data=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr == "De database is nog niet bij. Doe eerst: vakwerk migrate\n"


def test_the_demo_fills_once_and_never_a_real_school(tmp_path: Path) -> None:
    vakwerk("migrate", data=tmp_path)
    said = [vakwerk("demo", *words, data=tmp_path).stdout for words in ([], [], ["--fresh"])]
    assert said == [
        "De demoschool is gevuld.\n",
        "De demoschool was er al.\n",
        "De demoschool is gevuld.\n",
    ]
    with sqlite3.connect(tmp_path / "vakwerk.db") as database:
        database.execute("DELETE FROM named_value WHERE name = 'demo'")
    for words in ([], ["--fresh"]):
        refused = vakwerk("demo", *words, data=tmp_path)
        assert refused.returncode == 1 and "echte school" in refused.stderr


@pytest.mark.parametrize("command", ["serve", "migrate", "demo"])
def test_a_second_process_on_the_same_file_is_refused(tmp_path: Path, command: str) -> None:
    with (tmp_path / "vakwerk.db.lock").open("w") as held:
        held.write("serve, pid 4711")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        refused = vakwerk(command, data=tmp_path)
    assert refused.returncode == 3
    assert "pid 4711" in refused.stderr and "VAKWERK_DATA" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_on_sqlite_the_worker_says_that_the_server_does_its_work(tmp_path: Path) -> None:
    done = vakwerk("worker", data=tmp_path)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1 and "SQLite" in done.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "achtduizend"), ("DATABASE_URL", "mysql://x"), ("PUBLIC_URL", "vakwerk.nl/pad")],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    refused = vakwerk("migrate", data=tmp_path, **{name: value})
    assert refused.returncode == 2
    assert refused.stderr.startswith(name)
    assert "Traceback" not in refused.stderr


def test_check_names_each_thing_that_a_server_needs(tmp_path: Path) -> None:
    said = vakwerk("check", data=tmp_path).stdout
    assert "libpango" in said and str(tmp_path) in said and "Python 3." in said

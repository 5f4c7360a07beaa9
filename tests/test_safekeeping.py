"""Backup, restore and erasing as a host types them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.serving import Served
from tests.test_commands import vakwerk


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo school in it."""
    data = tmp_path_factory.mktemp("school")
    vakwerk("migrate", data=data)
    vakwerk("demo", data=data)
    return data


def rows(data: Path, sql: str) -> list[tuple[str]]:
    with closing(sqlite3.connect(data / "vakwerk.db")) as database:
        return database.execute(sql).fetchall()


def test_a_backup_is_made_while_the_server_runs_and_put_back_when_it_stopped(
    school: Path, tmp_path: Path
) -> None:
    served, file = Served(school), tmp_path / "backup.tar"
    served.start()
    try:
        made = vakwerk("backup", str(file), data=school)
        assert (made.returncode, made.stderr) == (0, "")
        assert "De sleutels zitten erin." in made.stdout
        refused = vakwerk("restore", str(file), data=school)
        assert refused.returncode == 3 and "in gebruik" in refused.stderr
    finally:
        served.stop()
    again = vakwerk("backup", str(file), data=school)
    assert again.returncode == 1 and "bestaat al" in again.stderr
    done = vakwerk("restore", str(file), data=school)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nagekeken" in done.stdout and "before_restore_" in done.stdout
    elsewhere = tmp_path / "new"
    moved = vakwerk("restore", str(file), data=elsewhere)
    assert (moved.returncode, moved.stderr) == (0, "")
    assert vakwerk("verify", data=elsewhere).returncode == 0


def test_what_is_refused_is_said_in_one_sentence(school: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    file.write_bytes(b"geen back-up")
    damaged = vakwerk("restore", str(file), data=school)
    assert damaged.returncode == 1 and "Traceback" not in damaged.stderr
    assert damaged.stderr.endswith("Er is niets veranderd.\n")
    empty = vakwerk("backup", str(tmp_path / "b.tar"), data=tmp_path / "empty")
    assert empty.returncode == 1 and "nog geen database" in empty.stderr


def test_a_logbook_is_erased_by_the_students_name(school: Path) -> None:
    ((placement,),) = rows(school, "SELECT id FROM placement ORDER BY id LIMIT 1")
    assert vakwerk("erase", "--placement", "x", data=school).returncode == 1
    texts = f"SELECT 1 FROM revision WHERE content IS NOT NULL AND placement_id = '{placement}'"
    unsure = vakwerk("erase", "--placement", placement, data=school)
    assert unsure.stderr == "Er is niets gewist.\n"
    assert unsure.returncode == 1 and rows(school, texts) != []
    sure = vakwerk("erase", "--placement", placement, "--yes", data=school)
    assert (sure.returncode, sure.stderr) == (0, "")
    assert rows(school, texts) == []
    assert vakwerk("verify", data=school).returncode == 0

"""Back up, restore into another folder, and the same rows are there, as docs/running.md says."""

import sqlite3
import stat

from tests.machine import PRODUCTION, manage

DATABASE = "coachapp.sqlite3"


def rows(path) -> dict[str, list]:
    with sqlite3.connect(path) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}


def test_a_backup_restores_into_a_new_folder_with_the_same_rows(tmp_path):
    old, new, copy = tmp_path / "old", tmp_path / "new", tmp_path / "safe" / "monday.sqlite3"
    for words in (("migrate", "--noinput"), ("load_library",)):
        run = manage(*words, var=old, **PRODUCTION)
        assert run.returncode == 0, run.stderr
    open_elsewhere = sqlite3.connect(old / DATABASE)  # a house that runs on meanwhile
    open_elsewhere.execute("SELECT count(*) FROM plans_exercise").fetchone()

    backup = manage("backup", str(copy), var=old, **PRODUCTION)

    assert backup.returncode == 0, backup.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    new.mkdir()
    copy.rename(new / DATABASE)
    check = manage("migrate", "--check", var=new, **PRODUCTION)
    assert check.returncode == 0, check.stderr
    restored = rows(new / DATABASE)
    assert restored == rows(old / DATABASE)
    assert len(restored["plans_exercise"]) > 20
    open_elsewhere.close()


def test_a_backup_never_writes_over_another(tmp_path):
    there = tmp_path / "monday.sqlite3"
    there.write_text("precious")

    run = manage("backup", str(there), var=tmp_path / "var", **PRODUCTION)

    assert run.returncode == 1 and "exists already" in run.stderr
    assert there.read_text() == "precious"

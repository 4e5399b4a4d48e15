"""The import under fire: malformed rows of every kind, a field without end, kill -9 in the midst."""

import hashlib
import json
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from complaints.models import Act, Clock, Complaint, Event, Extension, Intervention, Party
from complaints.queries.register_file import every_row
from tests.conftest import _restore
from tests.faults.processes import ROOT, environment, kill, start, wait_until
from tests.faults.scale import experiment, sized
from tests.faults.spoilt import EVERY, write
from tests.register_files import reasons
from tests.register_yard import by_the_yard, csv_of

pytestmark = pytest.mark.django_db(transaction=True)

MOST_MEBIBYTES = 200
#: What a process of the import may ask of the machine, in bytes.
LIMIT = 256 * 2**20
IMPORTER = ("-m", "tests.faults.spoilt")
TABLES = (Complaint, Party, Intervention, Clock, Act, Extension, Event)


def run(file: Path, rejects: Path) -> tuple[int, dict[str, int], float]:
    """Import a file in a process of its own: exit status, summary, largest memory in MiB."""
    command = [sys.executable, "manage.py", "import_complaints", str(file), "--rejects", str(rejects)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    resource.prlimit(process.pid, resource.RLIMIT_DATA, (LIMIT, LIMIT))
    assert process.stdout is not None
    largest = 0.0
    while process.poll() is None:
        largest = max(largest, mebibytes_of(process.pid))
        time.sleep(0.02)
    with process.stdout as output:
        return process.returncode, json.loads(output.read()), largest


def mebibytes_of(pid: int) -> float:
    """The most memory a process ever had, as the kernel says; what it was forked from does not count."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def rejected_lines(rejects: Path) -> list[int]:
    """The lines that the rejects file names; the row of the largest field is cut short for reading."""
    content = b"\n".join(line[:100_000] for line in rejects.read_bytes().split(b"\n"))
    return [line for line, _reason in reasons(content.replace(b"x" * 50_000, b'"'))]


def state() -> tuple[str, dict[str, int]]:
    """The whole register in one digest, and how many rows each table holds."""
    digest = hashlib.sha256()
    with transaction.atomic():
        for cells in every_row(None):
            digest.update(repr(cells).encode())
    return digest.hexdigest(), {table.__name__: table._default_manager.count() for table in TABLES}


def whole() -> bool:
    """Whether every complaint has its event, and none its clocks half."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT count(*) FROM complaints_complaint c
            WHERE (SELECT count(*) FROM complaints_event e WHERE e.complaint_id = c.id) <> 1
               OR (SELECT count(*) FROM complaints_clock k WHERE k.complaint_id = c.id)
                  <> CASE WHEN c.category = 'ombudsman' THEN 0 WHEN c.status = 'closed' THEN 4 ELSE 3 END
               OR NOT EXISTS (SELECT FROM complaints_party p WHERE p.complaint_id = c.id)
        """)
        return bool(cursor.fetchone() == (0,))


def test_of_twenty_thousand_rows_exactly_the_malformed_are_rejected(tmp_path: Path) -> None:
    file, rejects = tmp_path / "register.csv", tmp_path / "rejects.csv"
    bad = write(file, 20_000, largest_at=10_000)
    assert len(bad) == 20_000 // EVERY
    status, told, mebibytes = run(file, rejects)
    assert status == 1
    assert told == {"read": 20_000, "created": 19_600, "unchanged": 0, "updated": 0, "rejected": 400}
    assert rejected_lines(rejects) == bad
    assert rejects.stat().st_size > 100_000_000
    assert mebibytes <= MOST_MEBIBYTES
    before = state()
    assert before[1]["Complaint"] == 19_600
    status, told, _mebibytes = run(file, rejects)
    assert told == {"read": 20_000, "created": 0, "unchanged": 19_600, "updated": 0, "rejected": 400}
    assert state() == before


@pytest.mark.faults
def test_a_large_import_keeps_within_its_memory_and_leaves_no_half_row(tmp_path: Path) -> None:
    rows = sized(5000, 100_000, 1_000_000)
    with experiment("F23 import under 256 MiB, one row in fifty malformed", repetitions=1) as seen:
        file, rejects = tmp_path / "register.csv", tmp_path / "rejects.csv"
        bad = write(file, rows)
        status, told, mebibytes = run(file, rejects)
        assert (status, told["created"], told["rejected"]) == (1, rows - len(bad), len(bad))
        assert rejected_lines(rejects) == bad
        assert mebibytes <= MOST_MEBIBYTES
        assert whole()
        seen.rows, seen.besides = rows, f"{len(bad):,} rejected, each by its line; at most {mebibytes:.0f} MiB"


def imported_under_kills(file: Path, rows: int, kills: int) -> None:
    """Import a file, kill the import again and again, let one finish: the same as if none was killed."""
    file.write_bytes(csv_of(*by_the_yard(rows)))
    assert start(*IMPORTER, str(file)).wait(timeout=100) == 0
    undisturbed = state()
    assert undisturbed[1]["Complaint"] == rows

    _restore(None)  # type: ignore[arg-type]  # an empty register
    dice = random.Random(rows)
    stopped_at = []
    for number in range(1, kills + 1):
        importing = start(*IMPORTER, str(file))
        enough = dice.randrange(rows * (number - 1) // (kills + 1), rows * number // (kills + 1)) + 1
        wait_until(lambda enough=enough: Complaint.objects.count() >= enough, within=60)  # type: ignore[misc]
        kill(importing)
        stopped_at.append(Complaint.objects.count())
        assert whole()
    assert stopped_at[-1] < rows, "nothing was left for a kill to fall into"
    assert start(*IMPORTER, str(file)).wait(timeout=100) == 0
    assert whole()
    assert state() == undisturbed


def test_an_import_that_was_killed_is_finished_by_running_it_again(tmp_path: Path) -> None:
    imported_under_kills(tmp_path / "register.csv", rows=4000, kills=3)


@pytest.mark.deep
@pytest.mark.timeout(600)
def test_an_import_that_was_killed_twenty_times_is_finished_by_running_it_again(tmp_path: Path) -> None:
    imported_under_kills(tmp_path / "register.csv", rows=20_000, kills=20)


def test_two_imports_of_the_same_file_at_once_take_every_row_once(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(csv_of(*by_the_yard(3000)))
    both = [start(*IMPORTER, str(file)) for _ in range(2)]
    assert [process.wait(timeout=100) for process in both] == [0, 0]
    assert Complaint.objects.count() == 3000
    assert whole()

"""``manage.py import_complaints``: what operators rely on."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from complaints.management.commands.import_complaints import Command
from complaints.models import Complaint
from complaints.services.importing import engine
from complaints.services.importing.reading import RECORD_BYTES
from tests.faces.commands import outcome
from tests.register_files import CLOSED, OPEN, reasons
from tests.register_yard import csv_of

pytestmark = pytest.mark.django_db

Run = Callable[..., tuple[int, str, str]]

HEAD = b"reference,received_at,category,description\n"
GOOD = b"G-1,2026-01-05,it,Goed\n"
LAST = b"G-9,2026-01-05,it,Ook goed\n"
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command as an operator does: exit status, standard output, standard error."""

    def _run(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        status = outcome(Command(), "import_complaints", [str(argument) for argument in arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return _run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the register CSV stands."""
    return tmp_path / "register.csv"


def test_the_summary_is_json_on_standard_output(run: Run, file: Path) -> None:
    file.write_bytes(csv_of(CLOSED, OPEN))
    status, told, errors = run(file)
    assert status == 0
    assert json.loads(told) == {"read": 2, "created": 2, "unchanged": 0, "updated": 0, "rejected": 0}
    assert errors == ""
    status, told, _errors = run(file)
    assert json.loads(told) == {"read": 2, "created": 0, "unchanged": 2, "updated": 0, "rejected": 0}


def test_rejected_rows_stand_in_the_rejects_file_as_they_stood(run: Run, file: Path, tmp_path: Path) -> None:
    bad = b'  B-1;"2026;01-05";it;"two\r\nlines ""and"" quotes"\r\n'
    file.write_bytes(BOM + HEAD.replace(b",", b";") + GOOD.replace(b",", b";") + bad + LAST.replace(b",", b";"))
    rejects = tmp_path / "rejects.csv"
    status, told, errors = run(file, "--rejects", rejects)
    assert status == 1
    assert json.loads(told) == {"read": 3, "created": 2, "unchanged": 0, "updated": 0, "rejected": 1}
    assert str(rejects) in errors
    content = rejects.read_bytes()
    assert content.startswith(BOM + b"line;reason;reference;received_at;category;description\n3;")
    assert content.endswith(b";" + bad)
    assert [line for line, _reason in reasons(content)] == [3]


def test_without_a_rejects_file_the_operator_hears_of_it(run: Run, file: Path) -> None:
    file.write_bytes(csv_of({**OPEN, "category": "?"}))
    status, told, errors = run(file)
    assert (status, json.loads(told)["rejected"]) == (1, 1)
    assert "--rejects" in errors


@pytest.mark.parametrize(
    ("bad", "lines"),
    [
        (b"B-1,05-01-2026,it,x\n", [3]),
        (b"B-1,2026-01-05,Klacht,x\n", [3]),
        (b"B-1,2026-01-05,it,a\0b\n", [3]),
        (b"\xef\xbb\xbfB-1,2026-01-05,it,x\n", [3]),
        (b"B-1,2026-01-05,it,caf\xe9\n", [3]),
        (b"B-1,2026-01-05,it\n", [3]),
        (b"B-1,2026-01-05,it,x,y\n", [3]),
        (b'B-1,2026-01-05,it,"a" b\n', [3]),
        (b"B-1,2026-01-05,it,a\rb\n", [3]),
        (b'B-1,2026-01-05,it,"' + b"x" * RECORD_BYTES + b'"\n', [3]),
        (b"B-1,2026-01-05,it," + b"x" * RECORD_BYTES + b"\n", [3]),
        (b'B-1,2026-01-05,it,"' + b"x\n" * RECORD_BYTES + b'"\n', [3]),
        (b"\n\r\n,,,\n", [5]),
        (b'B-1,2026-01-05,"a\nb",x\nB-2,2026-01-05,?,x\n', [3, 5]),
    ],
    ids=[
        "bad date",
        "unknown category",
        "NUL",
        "byte order mark",
        "latin-1",
        "too few cells",
        "too many cells",
        "text after a quotation mark",
        "carriage return",
        "too long in quotation marks",
        "too long",
        "too long over lines",
        "blank lines and an empty row",
        "line break in a code",
    ],
)
def test_a_malformed_row_is_rejected_by_its_first_line_and_the_others_are_taken(
    run: Run, file: Path, tmp_path: Path, bad: bytes, lines: list[int]
) -> None:
    file.write_bytes(HEAD + GOOD + bad + LAST)
    rejects = tmp_path / "rejects.csv"
    status, told, _errors = run(file, "--rejects", rejects)
    assert status == 1
    assert json.loads(told)["rejected"] == len(lines)
    assert set(Complaint.objects.values_list("reference", flat=True)) == {"G-1", "G-9"}
    content = rejects.read_bytes()
    found = [int(row.partition(b",")[0]) for row in content.splitlines() if row[:1].isdigit() and b',"' in row]
    assert found == lines
    assert all(row in content for row in bad.split(b"\n")[-2:])
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.parametrize(
    "bad", [b'B-1,2026-01-05,it,"never closed\n' + GOOD, b'B-1,2026-01-05,it,"' + b"x" * (2 * RECORD_BYTES)]
)
def test_a_quotation_mark_that_stays_open_takes_the_rest_of_the_file_along(
    run: Run, file: Path, tmp_path: Path, bad: bytes
) -> None:
    file.write_bytes(HEAD + GOOD + bad)
    rejects = tmp_path / "rejects.csv"
    status, told, _errors = run(file, "--rejects", rejects)
    assert status == 1
    assert json.loads(told) == {"read": 2, "created": 1, "unchanged": 0, "updated": 0, "rejected": 1}
    assert rejects.read_bytes().rstrip(b"\n").endswith(bad.rstrip(b"\n"))


def test_a_row_without_end_needs_no_rejects_file(run: Run, file: Path) -> None:
    file.write_bytes(HEAD + b'B-1,2026-01-05,it,"' + b"x\n" * RECORD_BYTES + b'"\n' + LAST)
    _status, told, _errors = run(file)
    assert json.loads(told) == {"read": 2, "created": 1, "unchanged": 0, "updated": 0, "rejected": 1}


def test_a_record_of_exactly_a_mebibyte_is_read(run: Run, file: Path) -> None:
    row = b'L-1,2026-01-05,it,"' + b"x" * 100 + b'"'
    long = b"L-2,2026-01-05,it," + b"x" * (RECORD_BYTES - len(b"L-2,2026-01-05,it,"))
    file.write_bytes(HEAD + row + b"\r\n" + long + b"\r\n")
    _status, told, _errors = run(file)
    assert json.loads(told)["created"] == 1  # the other is no longer than a record may be, but than a text may be
    assert Complaint.objects.get().reference == "L-1"
    file.write_bytes(HEAD + long + b"\r\n")
    rejects = file.with_name("rejects.csv")
    run(file, "--rejects", rejects)
    assert reasons(rejects.read_bytes())[0][1].startswith("description")


def test_the_last_line_needs_no_line_break_and_the_rejects_get_one(run: Run, file: Path, tmp_path: Path) -> None:
    file.write_bytes(HEAD + b"B-1,2026-01-05,?,x\n" + b"B-2,2026-01-05,?,x")
    rejects = tmp_path / "rejects.csv"
    run(file, "--rejects", rejects)
    assert rejects.read_bytes().endswith(b"B-2,2026-01-05,?,x\n")
    assert [line for line, _reason in reasons(rejects.read_bytes())] == [2, 3]


def test_a_header_alone_is_an_empty_register(run: Run, file: Path) -> None:
    file.write_bytes(b'"Reference", RECEIVED_AT ,category')
    status, told, _errors = run(file)
    assert (status, json.loads(told)["read"]) == (0, 0)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "leeg"),
        (b"\n", "reference"),
        ("reference,received_at,category\n".encode("utf-16"), "UTF-8"),
        (b"PK\x03\x04\xff\xfe\x00\x00", "UTF-8"),
        (b"reference,received_at,category,colour\n", "colour"),
        (b"reference,received_at,category,\n", "4"),
        (b"reference,received_at,category,Reference\n", "reference"),
        (b"reference;received_at\n", "category"),
        (b"reference,category\n", "received_at"),
        (b'"reference,received_at,category\n', "reference"),
    ],
    ids=["empty", "blank", "UTF-16", "zip", "unknown", "no name", "twice", "missing", "also missing", "open quote"],
)
def test_a_file_that_is_no_register_is_refused_in_a_line(run: Run, file: Path, content: bytes, word: str) -> None:
    file.write_bytes(content)
    status, told, errors = run(file)
    assert (status, told) == (1, "")
    assert errors.count("\n") == 1
    assert str(file) in errors
    assert word in errors


def test_what_cannot_be_opened_is_refused_in_a_line(run: Run, tmp_path: Path) -> None:
    for name in (tmp_path / "not-there.csv", tmp_path):
        status, told, errors = run(name)
        assert (status, told) == (1, "")
        assert errors.count("\n") == 1
        assert str(name) in errors


def test_a_rejects_file_that_cannot_be_written_is_told_before_anything_is_imported(
    run: Run, file: Path, tmp_path: Path
) -> None:
    file.write_bytes(csv_of(OPEN))
    for rejects in (tmp_path / "no" / "such" / "directory.csv", tmp_path):
        status, told, errors = run(file, "--rejects", rejects)
        assert (status, told) == (1, "")
        assert str(rejects) in errors
    assert not Complaint.objects.exists()


def test_the_rejects_do_not_overwrite_the_file(run: Run, file: Path) -> None:
    content = csv_of(OPEN)
    file.write_bytes(content)
    status, _told, errors = run(file, "--rejects", file.parent / "." / file.name)
    assert status == 1
    assert "--rejects" in errors
    assert file.read_bytes() == content


def test_a_dry_run_writes_nothing_but_the_rejects(run: Run, file: Path, tmp_path: Path) -> None:
    file.write_bytes(csv_of(OPEN, {**CLOSED, "category": "?"}))
    rejects = tmp_path / "rejects.csv"
    status, told, _errors = run(file, "--dry-run", "--rejects", rejects)
    assert status == 1
    assert json.loads(told) == {"read": 2, "created": 1, "unchanged": 0, "updated": 0, "rejected": 1}
    assert not Complaint.objects.exists()
    assert [line for line, _reason in reasons(rejects.read_bytes())] == [3]


@pytest.mark.parametrize("arguments", [(), ("one.csv", "two.csv"), ("one.csv", "--rejects")])
def test_wrong_arguments_end_in_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_a_terminal_is_told_how_far_it_is(file: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    file.write_bytes(csv_of(OPEN))
    errors = Terminal()
    outcome(Command(stdout=io.StringIO(), stderr=errors, no_color=True), "import_complaints", [str(file)])
    assert errors.getvalue().startswith("\r")
    assert "1" in errors.getvalue()


def test_a_database_that_gives_up_is_told_in_a_line(run: Run, file: Path) -> None:
    file.write_bytes(csv_of(OPEN))
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_xact_lock(9121, -1)")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20ms'")
        status, told, errors = run(file)
    assert (status, told) == (1, "")
    assert errors.count("\n") == 1
    assert "lock timeout" in errors


def test_an_interruption_is_told_in_a_line(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    file.write_bytes(csv_of(OPEN))
    monkeypatch.setattr(engine, "import_file", interrupted)
    status, told, errors = run(file)
    assert (status, told) == (130, "")
    assert errors.count("\n") == 1


def test_a_pipe_is_read_like_a_file(run: Run, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, csv_of(OPEN))
    os.close(writing)
    status, told, _errors = run(f"/dev/fd/{reading}")
    os.close(reading)
    assert (status, json.loads(told)["created"]) == (0, 1)

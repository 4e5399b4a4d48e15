"""``manage.py export_complaints``: the register as a file, and back again without a byte lost."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections

from complaints.management.commands.export_complaints import Command
from complaints.models import Complaint
from complaints.queries.register_file import COLUMNS
from complaints.services import closing, corrections, declining, forwarding, handling, hearing, judging, terms
from complaints.services.intake import PartyEntry
from complaints.vocabulary import ActKind, Category, DeclineGround, Method, PartyRole, Procedure, Side, Verdict
from tests.cases import close, judge, judged_and_closed, noon, register_complaint, take_up
from tests.conftest import _restore
from tests.faces.commands import outcome
from tests.people import SYSTEM, anna, unit
from tests.register_files import take
from tests.register_yard import by_the_yard, csv_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command as an operator does: exit status, standard output (every byte), standard error."""

    def _run(*arguments: str | Path) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        errors = io.StringIO()
        monkeypatch.setattr("sys.stderr", errors)
        status = outcome(Command(), "export_complaints", [str(argument) for argument in arguments])
        monkeypatch.undo()
        return status, capfdbinary.readouterr().out.decode(), errors.getvalue()

    return _run


def rows(told: str) -> list[dict[str, str]]:
    """Read an export."""
    return list(csv.DictReader(io.StringIO(told, newline="")))


def acting(complaint: Complaint, day: date) -> dict[str, Any]:
    """What every service asks."""
    return {"complaint_id": complaint.pk, "version": None, "actor": SYSTEM, "now": noon(day)}


def everything() -> None:
    """Fill the register with all that a file can tell, through the services."""
    register_complaint(
        parties=(
            PartyEntry('Jansen, "Jan"; zoon\\van', email="jan@example.org", v_number="0012345678"),
            PartyEntry("=HYPERLINK(1)", role=PartyRole.REPRESENTATIVE),
        ),
        description='Regel een,\r\nregel; "twee"\n\n\tdrie\\n é 🙂 ',
        unit_id=unit().pk,
        handler_id=anna().pk,
        complainants=4,
        conduct_from=date(2025, 12, 1),
        conduct_until=date(2025, 12, 3),
        procedure_kind="visa",
    )
    handled = take_up(register_complaint(received_on=date(2026, 1, 6), procedure=Procedure.COMMITTEE))
    day = date(2026, 1, 20)
    handling.acknowledge(**acting(handled, day), happened_on=day, method=Method.EMAIL)
    handling.record_act(**acting(handled, day), kind=ActKind.COPIED, happened_on=day, method=Method.EMAIL)
    hearing.offer(**acting(handled, day), side=Side.COMPLAINANT, happened_on=day, method=Method.EMAIL)
    terms.extend(**acting(handled, day), weeks=3, notified_on=day, method=Method.EMAIL, reason="Onderzoek")
    terms.consent(**acting(handled, day), until=date(2026, 5, 20), given_on=day, document="brief 1")
    late = register_complaint(received_on=date(2026, 1, 7))
    day = date(2026, 3, 30)
    for weeks in (5, 2):
        terms.extend(
            **acting(late, day), weeks=weeks, notified_on=day, method=Method.EMAIL, reason="Laat", happened=True
        )
    terms.consent(**acting(late, day), until=date(2026, 5, 1), given_on=day, document="brief 2", happened=True)
    partly = take_up(register_complaint(received_on=date(2026, 1, 8), complainants=2), on=date(2026, 1, 9))
    judging.judge(
        **acting(partly, date(2026, 2, 3)),
        findings="Deels waar.",
        judgment="Deels gegrond.",
        conclusions="",
        has_no_conclusions=True,
        verdict=Verdict.JUSTIFIED,
        partly=True,
    )
    close(partly)
    judge(take_up(register_complaint(received_on=date(2026, 1, 8)), on=date(2026, 1, 9)))
    day = date(2026, 1, 20)
    declining.decline(
        **acting(register_complaint(), day),
        ground=DeclineGround.MINOR,
        sent_on=day,
        method=Method.EMAIL,
        reason="Te licht",
    )
    forwarding.forward(**acting(register_complaint(), day), forwarded_on=day, to="Gemeente Ons Dorp")
    closing.withdraw(**acting(register_complaint(), day), withdrawn_on=day, method=Method.PHONE)
    register_complaint(category=Category.OMBUDSMAN)
    answered = register_complaint(category=Category.OMBUDSMAN, received_on=date(2026, 1, 9))
    closing.answer(**acting(answered, day), answered_on=day, method=Method.EMAIL, detail="Uitleg")
    first, second, third = (register_complaint(received_on=date(2026, 1, 12)) for _ in range(3))
    corrections.void(**acting(first, day), reason="Dubbel", duplicate_of=second.reference)
    corrections.void(**acting(second, day), reason="Dubbel", duplicate_of=third.reference)


@pytest.mark.django_db(transaction=True)
def test_export_import_export_gives_the_same_bytes(run: Run) -> None:
    everything()
    take(csv_of(*by_the_yard(200)))
    status, first, _errors = run()
    assert status == 0
    assert len(rows(first)) == Complaint.objects.count()
    counts, rejected = take(first.encode())
    assert (counts.unchanged, rejected) == (len(rows(first)), [])
    before = {each.reference: (each.last_day, each.lawful_last_day) for each in Complaint.objects.all()}

    _restore(None)  # type: ignore[arg-type]  # an empty register, with the handler
    anna()
    counts, rejected = take(first.encode())
    assert rejected == []
    assert counts.created == len(before)
    assert run()[1] == first
    assert {each.reference: (each.last_day, each.lawful_last_day) for each in Complaint.objects.all()} == before


@pytest.mark.django_db
def test_every_column_of_a_complaint_is_told(run: Run) -> None:
    everything()
    _status, told, _errors = run()
    assert told.startswith(",".join(COLUMNS) + "\r\n")
    found = rows(told)
    assert all(any(row[column] for row in found) for column in COLUMNS if column != "other")
    handled = next(row for row in found if row["procedure"] == "committee")
    assert {name: handled[name] for name in ("received_at", "extension_weeks", "extended_on", "consent_until")} == {
        "received_at": "2026-01-06",
        "extension_weeks": "3",
        "extended_on": "2026-01-20",
        "consent_until": "2026-05-20",
    }
    late = next(row for row in found if row["received_at"] == "2026-01-07")
    assert (late["extension_weeks"], late["consent_until"]) == ("2", "2026-05-01")
    assert {row["received_at"] for row in found if row["complainants"] == "4"} == {"2026-01-05T10:00:00+01:00"}
    assert [row["verdict"] for row in found if row["received_at"] == "2026-01-08"] == ["justified", ""]


@pytest.mark.django_db
def test_several_extensions_are_one_of_all_their_weeks(run: Run) -> None:
    complaint = register_complaint()
    for day, weeks in ((date(2026, 1, 20), 2), (date(2026, 2, 25), 1), (date(2026, 3, 30), 1)):
        terms.extend(
            **acting(complaint, day), weeks=weeks, notified_on=day, method=Method.EMAIL, reason="Meer", happened=True
        )
    complaint.refresh_from_db()
    [row] = rows(run()[1])
    assert (row["extension_weeks"], row["extended_on"]) == ("3", "2026-01-20")
    counts, rejected = take(csv_of({**row, "reference": "Z-1"}))
    assert (counts.created, rejected) == (1, [])
    assert Complaint.objects.get(reference="Z-1").last_day == complaint.last_day


@pytest.mark.django_db
def test_the_order_is_receipt_and_then_reference(run: Run) -> None:
    for reference, received_on in (("b", date(2026, 1, 6)), ("C", date(2026, 1, 6)), ("a", date(2026, 1, 5))):
        register_complaint(reference=reference, received_on=received_on)
    assert [row["reference"] for row in rows(run()[1])] == ["a", "C", "b"]


@pytest.mark.django_db
def test_a_month_is_what_was_received_in_it(run: Run) -> None:
    for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)):
        register_complaint(received_on=day)
    assert [row["received_at"] for row in rows(run("--month", "2026-02")[1])] == ["2026-02-01", "2026-02-28"]


@pytest.mark.django_db
def test_errors_are_left_out_and_told(run: Run) -> None:
    error, duplicate = register_complaint(), register_complaint()
    register_complaint(received_on=date(2026, 2, 2))
    corrections.void(**acting(duplicate, date(2026, 1, 6)), reason="Dubbel", duplicate_of=error.reference)
    corrections.void(**acting(error, date(2026, 1, 6)), reason="Vergissing")
    _status, told, errors = run()
    assert [row["received_at"] for row in rows(told)] == ["2026-02-02"]
    assert errors.startswith("2 ")
    assert run("--month", "2026-02")[2] == ""


@pytest.mark.django_db
def test_a_file_takes_its_place_whole(run: Run, tmp_path: Path) -> None:
    judged_and_closed()
    output = tmp_path / "register.csv"
    output.write_text("what was there before")
    status, told, errors = run("--output", output)
    assert (status, told) == (0, "")
    assert errors.startswith("1 ")
    assert len(rows(output.read_bytes().decode())) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["register.csv"]


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    for output in (tmp_path / "no" / "register.csv", tmp_path):
        status, told, errors = run("--output", output)
        assert (status, told) == (1, "")
        assert errors.count("\n") == 1
        assert str(output.name) in errors or str(output.parent) in errors
    assert [file.name for file in tmp_path.iterdir()] == []


@pytest.mark.django_db
def test_a_device_is_written_to_and_not_replaced(run: Run) -> None:
    assert run("--output", "/dev/null")[0] == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.django_db
def test_a_failed_export_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    register_complaint()
    output = tmp_path / "register.csv"
    output.write_text("what was there before")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '1ms'")
    status, told, errors = run("--output", output)
    with connection.cursor() as cursor:  # what comes after the test may take longer than that
        cursor.execute("SET LOCAL statement_timeout = 0")
    assert (status, told) == (1, "")
    assert "statement timeout" in errors
    assert output.read_text() == "what was there before"
    assert [file.name for file in tmp_path.iterdir()] == ["register.csv"]


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["2026", "2026-13", "01-2026", "", "mei"])
def test_a_month_that_is_none_ends_in_2(run: Run, month: str) -> None:
    status, told, errors = run(f"--month={month}")
    assert (status, told) == (2, "")
    assert "--month" in errors


@pytest.mark.django_db(transaction=True)
def test_an_export_reads_the_register_at_one_moment(run: Run, tmp_path: Path) -> None:
    register_complaint(reference="a")
    output = tmp_path / "register.csv"
    with psycopg.connect(**connections["default"].get_connection_params()) as other:
        isolation = other.execute("SHOW transaction_isolation").fetchone()
    assert isolation == ("read committed",)
    assert run("--output", output)[0] == 0
    assert [row["reference"] for row in rows(output.read_bytes().decode())] == ["a"]

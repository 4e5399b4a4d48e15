"""``manage.py import_published``: history, taken over as it stood."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import complaints
from complaints.figures.months import Month
from complaints.management.commands.import_published import Command
from complaints.models import Edition
from complaints.services import publication
from tests.faces.commands import Run, runner
from tests.months import may_2023
from tests.people import SYSTEM

pytestmark = pytest.mark.django_db

HISTORY = Path(complaints.__file__).parent / "data" / "ind_published.csv"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command as an operator does."""
    return runner(Command, "import_published", capsys)


def test_the_published_table_is_taken_and_its_misfit_named(run: Run) -> None:
    status, out, err = run(str(HISTORY))
    assert status == 1
    assert json.loads(out) == {"created": 10, "unchanged": 0, "kept_back": 0}
    misfit, summary = err.splitlines()
    assert misfit.startswith("2023-05: ")
    assert "566" in misfit
    assert "516" in misfit
    assert summary.startswith("CommandError: ")
    assert Edition.objects.published().count() == 10


def test_the_same_file_again_changes_nothing_and_flags_again(run: Run) -> None:
    run(str(HISTORY))
    status, out, err = run(str(HISTORY))
    assert (status, json.loads(out)) == (1, {"created": 0, "unchanged": 10, "kept_back": 0})
    assert "566" in err
    assert Edition.objects.count() == 10


def test_a_table_that_adds_up_ends_well(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(HISTORY.read_text().replace(",108,56,", ",108,6,"))
    status, out, err = run(str(file))
    assert (status, json.loads(out)["created"], err) == (0, 10, "")


def test_months_counted_from_the_register_are_named(run: Run, tmp_path: Path) -> None:
    may_2023()
    publication.compile_month(month=Month(2023, 5), actor=SYSTEM, now=datetime(2023, 6, 2, tzinfo=UTC))
    file = tmp_path / "table.csv"
    file.write_text(HISTORY.read_text().replace(",108,56,", ",108,6,"))
    status, out, err = run(str(file))
    assert (status, json.loads(out)) == (0, {"created": 9, "unchanged": 0, "kept_back": 1})
    assert err.startswith("2023-05 ")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("286", "veel", ["3", "Behandelduur", "veel"]),
        ("286", "-286", ["3", "Behandelduur", "-286"]),
        ("286", str(10**30), ["3", "Behandelduur", "1" + "0" * 30]),
        ("04/23", "13/23", ["3", "Maand", "13/23"]),
        ("04/23", "05/23", ["3", "Maand", "2"]),
        ("04/23", "12/9", ["3", "Maand", "12/9"]),
        (",IT,", ",ICT,", ["1", "ICT"]),
        (",IT,", ",", ["1", "it"]),
        (",421", "", ["3", "8"]),
    ],
)
def test_bad_input_is_named_with_line_and_column_and_nothing_is_taken(
    run: Run, tmp_path: Path, old: str, new: str, named: list[str]
) -> None:
    file = tmp_path / "table.csv"
    file.write_text(HISTORY.read_text().replace(old, new, 1))
    status, out, err = run(str(file))
    assert (status, out) == (1, "")
    for part in named:
        assert part in err
    assert "Traceback" not in err
    assert not Edition.objects.exists()


def test_a_file_in_another_encoding_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes("Maand;Tölk".encode("latin-1"))
    status, out, err = run(str(file))
    assert (status, out) == (1, "")
    assert "0xf6" in err
    assert "UTF-8" in err


def test_a_file_that_is_far_too_large_is_refused_without_being_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    with file.open("wb") as sparse:
        sparse.truncate(10**10)
    status, out, err = run(str(file))
    assert (status, out) == (1, "")
    assert "1048577" in err


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    status, out, err = run(str(tmp_path / "missing.csv"))
    assert (status, out) == (1, "")
    assert str(tmp_path / "missing.csv") in err
    assert run(str(tmp_path))[0] == 1


def test_without_a_file_the_exit_status_is_2(run: Run) -> None:
    assert run()[0] == 2

"""Figures that were published before this system, taken over as they stood."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import complaints
from complaints.figures.history import Problem
from complaints.figures.months import Month
from complaints.figures.proof import Misfit
from complaints.models import Edition, Event
from complaints.queries.editions import all_published, figures_of, newest_published
from complaints.services import publication
from complaints.services.import_published import WORDS, Imported, MonthToCome, NotATable, import_published
from complaints.vocabulary import EditionOrigin, EditionStatus
from tests.months import row, store
from tests.people import SYSTEM, at_desk, chris, dewi

pytestmark = pytest.mark.django_db

PUBLISHED = (Path(complaints.__file__).parent / "data" / "ind_published.csv").read_bytes()
NOW = datetime(2023, 6, 2, 10, tzinfo=UTC)
HEAD = "Maand,Behandelduur,Dienstverlening,Bejegening,NO,Beleid,IT,Overig,Totaal\n"
MAY = Month(2023, 5)


def taken(table: str, *, now: datetime = NOW) -> Imported:
    return import_published(data=(HEAD + table).encode(), actor=SYSTEM, now=now)


def published_from_the_register() -> None:
    store([row(date(2023, 5, 3))])
    reason = "Counted from the register."
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=NOW, reason=reason)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=NOW)
    publication.publish(month=MAY, actor=at_desk(dewi()), now=NOW)


def test_the_published_table_becomes_published_editions_at_once() -> None:
    result = import_published(data=PUBLISHED, actor=SYSTEM, now=NOW)
    assert result == Imported(
        created=list(Month(2022, 8).through(MAY)),
        unchanged=[],
        kept_back=[],
        misfits=[Misfit(MAY, cells_sum=566, stated_total=516)],
    )
    assert [entry.figures.total for entry in all_published().entries] == [
        516,
        421,
        631,
        847,
        792,
        503,
        708,
        488,
        390,
        262,
    ]
    edition = Edition.objects.get(month=MAY.first_day)
    assert (edition.status, edition.origin, edition.number) == (EditionStatus.PUBLISHED, EditionOrigin.IMPORTED, 1)
    assert (edition.published_at, edition.compiled_at, edition.approved_by) == (NOW, NOW, None)
    assert edition.counting_basis == "complaints"
    assert Edition.objects.get(month=date(2023, 2, 1)).counting_basis == "complainants"
    assert Event.objects.filter(action="edition.import").count() == 10


def test_a_misfit_keeps_both_figures() -> None:
    import_published(data=PUBLISHED, actor=SYSTEM, now=NOW)
    edition = newest_published(MAY)
    assert edition is not None
    figures = figures_of(edition)
    assert (figures.received["treatment"], figures.cells_sum, figures.total) == (56, 566, 516)


def test_the_same_file_again_changes_nothing_and_flags_the_misfit_again() -> None:
    import_published(data=PUBLISHED, actor=SYSTEM, now=NOW)
    again = import_published(data=PUBLISHED, actor=SYSTEM, now=NOW)
    assert (again.created, again.kept_back) == ([], [])
    assert len(again.unchanged) == 10
    assert [misfit.month for misfit in again.misfits] == [MAY]
    assert Edition.objects.count() == Event.objects.count() == 10


def test_other_figures_for_an_imported_month_make_a_new_edition() -> None:
    taken("05/23,390,108,56,2,5,4,1,516\n")
    assert taken("05/23,390,108,6,2,5,4,1,516\n").created == [MAY]
    edition = newest_published(MAY)
    assert edition is not None
    assert (edition.number, figures_of(edition).received["treatment"]) == (2, 6)
    assert Edition.objects.count() == 2


def test_history_never_takes_the_place_of_an_edition_from_the_register() -> None:
    published_from_the_register()
    assert taken("05/23,1,1,0,0,0,0,0,2\n").kept_back == [MAY]
    assert Edition.objects.get().origin == EditionOrigin.REGISTER


def test_history_does_not_come_between_a_draft_and_its_publication() -> None:
    store([row(date(2023, 5, 3))])
    publication.compile_month(month=MAY, actor=SYSTEM, now=NOW)
    assert taken("05/23,1,1,0,0,0,0,0,2\n").kept_back == [MAY]


def test_history_imported_before_the_register_published_is_unchanged_by_the_same_file() -> None:
    taken("05/23,390,108,56,2,5,4,1,516\n")
    published_from_the_register()
    again = taken("05/23,390,108,56,2,5,4,1,516\n")
    assert (again.unchanged, again.kept_back) == ([MAY], [])
    newest = newest_published(MAY)
    assert newest is not None
    assert (newest.number, newest.origin) == (2, EditionOrigin.REGISTER)


def test_the_monthly_job_leaves_an_imported_month_alone() -> None:
    store([row(date(2023, 5, 3))])
    taken("05/23,1,1,0,0,0,0,0,2\n")
    assert publication.compile_if_due(month=MAY, actor=SYSTEM, now=NOW) is None


def test_imported_history_cannot_be_verified_against_the_register() -> None:
    taken("05/23,1,1,0,0,0,0,0,2\n")
    with pytest.raises(publication.NotFromRegister, match="2023-05"):
        publication.verify(month=MAY)


def test_a_month_to_come_is_refused_and_nothing_is_taken() -> None:
    with pytest.raises(MonthToCome, match="2023-07"):
        taken("05/23,1,1,0,0,0,0,0,2\n07/23,1,1,0,0,0,0,0,2\n")
    assert not Edition.objects.exists()
    assert taken("06/23,1,1,0,0,0,0,0,2\n").created == [Month(2023, 6)]


def test_a_file_that_is_no_table_is_refused_with_its_place_and_nothing_is_taken() -> None:
    with pytest.raises(NotATable) as refusal:
        taken("05/23,1,1,0,0,0,0,0,2\n04/23,veel,1,0,0,0,0,0,2\n")
    assert (refusal.value.line, refusal.value.field) == (3, "Behandelduur")
    assert "3" in str(refusal.value)
    assert "Behandelduur" in str(refusal.value)
    assert "veel" in str(refusal.value)
    assert not Edition.objects.exists()


def test_a_file_that_is_refused_as_a_whole_names_the_line_alone() -> None:
    with pytest.raises(NotATable) as refusal:
        import_published(data=b"\xff", actor=SYSTEM, now=NOW)
    assert (refusal.value.line, refusal.value.field) == (1, "")
    assert "0xff" in str(refusal.value)


def test_there_are_words_for_every_problem() -> None:
    assert set(WORDS) == set(Problem)

"""The demonstration, made once by the command and looked at from all sides."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Final

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Q
from pytest_django import DjangoDbBlocker

from complaints import access
from complaints.access import Actor
from complaints.figures.history import read
from complaints.figures.months import Month
from complaints.management.commands.seed_demo import PUBLISHED
from complaints.models import Act, Clock, Complaint, Edition, Event, User
from complaints.queries.editions import dated_basis, entry_of, figures_of, newest_published
from complaints.record import clocks
from complaints.services import publication
from complaints.services.demo import cast, plan
from complaints.vocabulary import (
    OPEN_STATUSES,
    ClockKind,
    CountingBasis,
    EditionOrigin,
    EditionStatus,
    Origin,
    RecordOrigin,
    Status,
)

#: A Monday in June, far from the long weekends.
TODAY: Final = date(2026, 6, 15)
PASSWORD: Final = "een wachtwoord voor allen"
FIRST, MAY = Month(2022, 8), Month(2023, 5)


def seed(*arguments: str) -> str:
    said = StringIO()
    call_command("seed_demo", f"--today={TODAY}", f"--password={PASSWORD}", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """What the command said; its register stays for this module and is then rolled back."""
    django_settings.DEMO, kept = True, django_settings.DEMO
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            yield seed()
            transaction.set_rollback(True)
    finally:
        django_settings.DEMO = kept


@pytest.fixture
def register(said: str, db: None) -> str:
    return said


# The published table.


@pytest.mark.usefixtures("register")
def test_may_2023_from_the_register_is_the_published_row() -> None:
    edition = newest_published(MAY)
    assert edition is not None
    assert edition.origin == EditionOrigin.REGISTER
    figures = figures_of(edition)
    assert list(figures.received.values()) == [390, 108, 6, 2, 5, 4, 1]
    assert (figures.total, figures.judged) == (516, 465)
    assert (figures.justified, figures.justified_pct) == (290, 62)
    assert (figures.unjustified, figures.unjustified_pct) == (146, 31)
    assert (figures.other_outcome, figures.other_outcome_pct) == (29, 7)
    assert (figures.within_six_weeks_pct, figures.mean_weeks) == (79, 4)


@pytest.mark.usefixtures("register")
def test_every_month_from_the_register_has_the_published_cells() -> None:
    for row in read(PUBLISHED.read_bytes(), basis=dated_basis()):
        edition = newest_published(row.month)
        assert edition is not None
        figures = figures_of(edition)
        assert (edition.number, figures.origin) == (2, EditionOrigin.REGISTER)
        assert dict(figures.received) == plan.cells(row), row.month
        assert (figures.total, figures.basis) == (row.total, row.basis)
        assert figures.judged == plan.JUDGED[row.month].judged or row.basis is CountingBasis.COMPLAINANTS


@pytest.mark.usefixtures("register")
def test_the_register_still_gives_what_is_published() -> None:
    assert all(publication.verify(month=month).holds for month in FIRST.through(MAY))


@pytest.mark.usefixtures("register")
def test_history_came_first_and_its_misprint_stays_named() -> None:
    first = Edition.objects.filter(number=1)
    assert {(each.origin, each.status) for each in first} == {(EditionOrigin.IMPORTED, EditionStatus.PUBLISHED)}
    misfits = [entry.misfit for entry in map(entry_of, first) if entry.misfit]
    assert [(misfit.month, misfit.cells_sum, misfit.stated_total) for misfit in misfits] == [(MAY, 566, 516)]
    assert "566" in Edition.objects.get(number=2, month=MAY.first_day).reason


@pytest.mark.usefixtures("register")
def test_one_prepared_the_figures_and_another_approved_them() -> None:
    people = Edition.objects.filter(number=2).values_list("adopted_by__username", "approved_by__username")
    assert set(people) == {(cast.PREPARES, cast.APPROVES)}


@pytest.mark.usefixtures("register")
def test_the_month_before_the_table_is_in_the_register_but_not_published() -> None:
    before = Complaint.objects.filter(received_on__lt=FIRST.first_day)
    assert before.count() > 100
    assert newest_published(FIRST.previous) is None
    assert not Edition.objects.filter(month__gt=MAY.first_day).exists()


def test_the_text_of_the_page_has_every_published_figure(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("publication", "export", "2023-05", "--months", "10", "--format", "text", "--language", "nl")
    text = capsys.readouterr().out
    assert "516 klachten ontvangen" in text
    assert "79% is binnen" in text
    assert "gemiddeld 4 weken" in text
    assert "290 (62%)" in text
    assert "146 (31%)" in text
    assert "29 (7%)" in text
    assert "566" in text
    assert "emonstratie" in text


# The register.


@pytest.mark.usefixtures("register")
def test_every_row_stands_up_to_the_constraints_of_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.usefixtures("register")
def test_the_acts_of_every_complaint_explain_its_days() -> None:
    acts: dict[int, list[Act]] = {}
    for act in clocks.term_acts():
        acts.setdefault(act.complaint_id, []).append(act)
    ending = {
        clock.complaint_id: clock
        for clock in Clock.objects.filter(kind=ClockKind.HANDLING).order_by("complaint_id", "version")
    }
    for complaint in Complaint.objects.complaints():
        term = clocks.handling_term_with(complaint, acts.get(complaint.pk, []))
        found = (complaint.six_weeks_on, complaint.last_day, ending[complaint.pk].ends_on)
        assert found == (term.six_weeks, term.last_day, term.last_day), complaint.reference


@pytest.mark.usefixtures("register")
def test_every_complaint_has_an_event_for_each_of_its_versions() -> None:
    told = Counter(Event.objects.exclude(complaint=None).values_list("complaint_id", flat=True))
    assert told == dict(Complaint.objects.values_list("pk", "version"))
    assert set(Event.objects.values_list("origin", flat=True)) == {Origin.COMMAND}
    assert set(Complaint.objects.values_list("origin", flat=True)) == {RecordOrigin.REGISTERED}


@pytest.mark.usefixtures("register")
def test_what_ended_runs_on_no_clock_but_the_year_of_the_ombudsman() -> None:
    running = Clock.objects.running().exclude(kind=ClockKind.OMBUDSMAN_YEAR)
    assert set(running.values_list("complaint__status", flat=True)) == set(OPEN_STATUSES)


@pytest.mark.usefixtures("register")
def test_references_rise_with_the_days_of_receipt_but_for_void_ones() -> None:
    received = Complaint.objects.exclude(status=Status.VOID).order_by("id").values_list("received_on", flat=True)
    assert list(received) == sorted(received)
    assert Complaint.objects.filter(duplicate_of__isnull=False).exclude(status=Status.VOID).count() == 0


@pytest.mark.usefixtures("register")
def test_the_desk_has_work_for_everybody() -> None:
    open_now = Complaint.objects.open()
    assert 200 <= open_now.count() <= 300
    assert open_now.filter(last_day__lt=TODAY).count() >= 12
    assert open_now.filter(last_day=TODAY).count() >= 5
    assert open_now.filter(last_day__range=(TODAY, TODAY + timedelta(days=7))).count() >= 25
    assert open_now.filter(handler=None).count() >= 30
    assert open_now.filter(status=Status.READY_TO_SEND).count() >= 12
    for each in cast.COLLEAGUES:
        actor = Actor(User.objects.get(username=each.username), Origin.DESK)
        sees = access.visible_to(actor).filter(status__in=OPEN_STATUSES).exists()
        assert sees == (each.is_active and each.role in {*access.CASE_ROLES, "liaison"}), each.username


@pytest.mark.usefixtures("register")
def test_descriptions_are_texts_and_people_complain_in_all_of_them() -> None:
    complaints = Complaint.objects.complaints()
    assert not complaints.filter(Q(description="") | Q(parties=None)).exists()
    assert complaints.filter(status=Status.CLOSED, verdict="justified", judgment="").count() == 0
    assert complaints.exclude(verdict__in=["justified", "unjustified"]).exclude(findings="").exists()


# Who signs in, and when the command refuses.


def test_it_says_who_signs_in_and_with_what(register: str) -> None:
    assert PASSWORD in register
    for each in cast.COLLEAGUES:
        assert (f"  {each.username} " in register) == each.is_active
        assert User.objects.get(username=each.username).check_password(PASSWORD)


@pytest.mark.usefixtures("register")
def test_a_filled_register_is_refused_and_stays_as_it_is() -> None:
    before = Complaint.objects.count(), User.objects.count(), Event.objects.count()
    with pytest.raises(CommandError, match=r"leeg|empty"):
        seed()
    assert (Complaint.objects.count(), User.objects.count(), Event.objects.count()) == before


@pytest.mark.usefixtures("register")
def test_a_filled_register_is_left_alone_when_that_was_asked() -> None:
    before = Event.objects.count()
    assert "anna" in seed("--if-empty")
    assert Event.objects.count() == before

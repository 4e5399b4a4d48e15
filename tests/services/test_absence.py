"""Absences: who is away, who may say so, and who is told instead."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from complaints.access import NotAllowed
from complaints.models import Absence, Delivery, Event, Involvement, PersonComplainedAbout, Rung, User
from complaints.record.checking import Unusable
from complaints.services import absences
from complaints.services.absences import AbsentAlready, NoSuchAbsence
from complaints.vocabulary import AlertRole, Role
from tests.cases import noon, register_complaint, take_up
from tests.ladder import raise_on, send_at
from tests.outbox import BUSY, LATER, MORNING, TWO_WEEKS_BEFORE, leave_one_rung, one_alert, refuse_once
from tests.people import SYSTEM, anna, at_desk, bram, eva, gijs, hanna, ilse, person, unit

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = TWO_WEEKS_BEFORE, date(2026, 2, 6)


@pytest.fixture(autouse=True)
def _handling_alone() -> None:
    leave_one_rung()


def joost() -> User:
    """Joost Visser handles complaints in all units, as Anna does."""
    return person("joost", Role.HANDLER, first_name="Joost", last_name="Visser")


def away(
    who: User,
    *,
    first_on: date = MONDAY,
    last_on: date | None = FRIDAY,
    substitute: User | None = None,
    by: User | None = None,
) -> Absence:
    return absences.enter(
        actor=at_desk(by or who),
        now=noon(MONDAY),
        person=who,
        first_on=first_on,
        last_on=last_on,
        substitute=substitute,
    )


def told() -> list[str]:
    return sorted(letter.to[0].partition("@")[0] for letter in mail.outbox)


def told_of_annas_complaint() -> list[str]:
    take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    return told()


# Who is told instead


def test_an_absent_handlers_alerts_go_to_the_substitute() -> None:
    bram()
    away(anna(), substitute=joost())
    assert told_of_annas_complaint() == ["joost"]
    assert set(Delivery.objects.values_list("told_as", flat=True)) == {AlertRole.SUBSTITUTE}


def test_without_a_substitute_they_go_to_the_coordinator() -> None:
    bram(), joost()
    away(anna())
    assert told_of_annas_complaint() == ["bram"]


def test_a_substitute_who_is_absent_too_passes_them_to_the_coordinator() -> None:
    bram()
    away(anna(), substitute=joost())
    away(joost())
    assert told_of_annas_complaint() == ["bram"]


def test_a_substitute_who_left_passes_them_to_the_coordinator() -> None:
    bram()
    away(anna(), substitute=joost())
    User.objects.filter(pk=joost().pk).update(is_active=False)
    assert told_of_annas_complaint() == ["bram"]


def test_a_substitute_who_is_complained_about_is_not_told() -> None:
    bram()
    away(anna(), substitute=joost())
    complaint = take_up(register_complaint())
    PersonComplainedAbout.objects.create(complaint=complaint, user=joost(), name="Joost Visser")
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert told() == ["bram"]


def test_a_substitute_who_was_involved_is_not_told() -> None:
    bram()
    away(anna(), substitute=joost())
    complaint = take_up(register_complaint())
    Involvement.objects.create(complaint=complaint, user=joost(), reason="Zat aan de balie.")
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert told() == ["bram"]


def test_a_substitute_of_another_unit_is_not_told() -> None:
    bram()
    away(anna(), substitute=hanna())
    complaint = take_up(register_complaint(unit_id=unit().pk))
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert told() == ["bram"]
    assert complaint.unit == unit()


def test_an_absent_coordinator_is_replaced_by_his_substitute_and_without_one_left_out() -> None:
    carla = person("carla", Role.COORDINATOR, first_name="Carla", last_name="Vis")
    away(bram())
    one_alert()
    send_at(MORNING)
    assert told() == ["carla"]
    away(carla, substitute=joost())
    one_alert()
    send_at(MORNING)
    assert told() == ["carla", "joost"]


def test_where_every_coordinator_is_absent_the_administrators_are_told() -> None:
    gijs()
    away(bram())
    away(anna())
    assert told_of_annas_complaint() == ["gijs"]


def test_an_administrator_is_told_even_when_he_is_absent_for_there_is_nobody_after_him() -> None:
    away(gijs())
    one_alert()
    send_at(MORNING)
    assert told() == ["gijs"]


def test_a_manager_who_can_do_nothing_does_not_stand_in_for_somebody_who_can() -> None:
    gijs(), person("mina", Role.MANAGER, first_name="Mina", last_name="Groot")
    Rung.objects.update(roles=[AlertRole.HANDLER, AlertRole.COORDINATOR, AlertRole.MANAGER])
    one = register_complaint()
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert told() == ["gijs", "mina"]
    assert one.handler is None


def test_a_rung_for_the_substitute_tells_him_and_not_the_handler() -> None:
    bram()
    Rung.objects.update(roles=[AlertRole.SUBSTITUTE, AlertRole.COORDINATOR])
    away(anna(), substitute=joost())
    assert told_of_annas_complaint() == ["bram", "joost"]


def test_the_absence_counts_from_its_first_day_through_its_last() -> None:
    bram()
    away(anna(), first_on=MONDAY + timedelta(days=1), substitute=joost())
    assert told_of_annas_complaint() == ["anna"]


def test_after_the_last_day_the_handler_is_told_again() -> None:
    absence = away(anna(), substitute=joost())
    Absence.objects.filter(pk=absence.pk).update(
        first_on=MONDAY - timedelta(days=9), last_on=MONDAY - timedelta(days=1)
    )
    assert told_of_annas_complaint() == ["anna"]


def test_an_absence_until_further_notice_goes_on() -> None:
    away(anna(), last_on=None, substitute=joost())
    assert told_of_annas_complaint() == ["joost"]


def test_a_mail_that_waits_goes_to_the_substitute_when_the_handler_falls_ill(monkeypatch: pytest.MonkeyPatch) -> None:
    bram()
    take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    refuse_once(monkeypatch, BUSY)
    send_at(MORNING)
    away(anna(), substitute=joost(), by=bram())
    assert send_at(LATER) == {"addressed": 1, "readdressed": 1, "sent": 1}
    assert told() == ["joost"]
    assert list(Delivery.objects.filter(status="sent", channel="bell").values_list("recipient__username")) == [
        ("joost",)
    ]


# Who may say so


def test_a_coordinator_enters_it_for_a_sick_colleague_of_his_unit_and_an_administrator_for_anyone() -> None:
    away(anna(), by=bram())
    carla = person("carla", Role.COORDINATOR, first_name="Carla", last_name="Vis", of=unit("south", "Regio Zuid"))
    away(hanna(), by=carla)
    away(eva(), by=gijs())
    assert Absence.objects.count() == 3


@pytest.mark.parametrize("who", ["handler", "other_unit", "left", "roleless"])
def test_nobody_else_does(who: str) -> None:
    carla = person("carla", Role.COORDINATOR, first_name="Carla", last_name="Vis", of=unit("south", "Regio Zuid"))
    joris = person("joris", Role.HANDLER, first_name="Joris", last_name="Prins", of=unit())
    roleless = person("nico", first_name="Nico", last_name="Blom")
    by, of = {
        "handler": (joost(), anna()),
        "other_unit": (carla, joris),
        "left": (ilse(), ilse()),
        "roleless": (bram(), roleless),
    }[who]
    with pytest.raises(NotAllowed):
        away(of, by=by)
    assert not Absence.objects.exists()


def test_a_job_enters_none() -> None:
    with pytest.raises(NotAllowed):
        absences.enter(actor=SYSTEM, now=noon(MONDAY), person=anna(), first_on=MONDAY, last_on=None, substitute=None)


# What cannot be


@pytest.mark.parametrize(
    ("first_on", "last_on", "field"),
    [
        (date(2025, 11, 1), None, "first_on"),
        (date(9999, 1, 1), None, "first_on"),
        (FRIDAY, MONDAY, "last_on"),
        (MONDAY, date(9999, 1, 1), "last_on"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(first_on: date, last_on: date | None, field: str) -> None:
    with pytest.raises(Unusable) as refused:
        away(anna(), first_on=first_on, last_on=last_on)
    assert refused.value.field == field


def test_nobody_stands_in_for_himself_nor_who_does_not_handle_there() -> None:
    carla = person("carla", Role.HANDLER, first_name="Carla", last_name="Vis", of=unit())
    for substitute, who in [(anna(), anna()), (carla, hanna()), (gijs(), anna())]:
        with pytest.raises(Unusable) as refused:
            away(who, substitute=substitute)
        assert refused.value.field == "substitute"


def test_nobody_is_absent_twice_on_one_day() -> None:
    away(anna())
    for first_on, last_on in [(FRIDAY, None), (MONDAY - timedelta(days=3), MONDAY), (MONDAY, MONDAY)]:
        with pytest.raises(AbsentAlready):
            away(anna(), first_on=first_on, last_on=last_on)
    away(anna(), first_on=FRIDAY + timedelta(days=1), last_on=None)
    away(joost())


def test_the_database_refuses_it_too() -> None:
    absence = away(anna())
    twice = {"person": anna(), "first_on": FRIDAY, "entered_at": noon(MONDAY), "entered_by": anna()}
    with pytest.raises(IntegrityError, match="absence_once_a_day"), transaction.atomic():
        Absence.objects.create(**twice)
    Absence.objects.filter(pk=absence.pk).update(withdrawn_at=noon(MONDAY))
    Absence.objects.create(**twice)


# The end


def test_who_is_back_earlier_is_told_from_that_day_on() -> None:
    absence = away(anna(), last_on=None, substitute=joost())
    absences.end(absence_id=absence.pk, actor=at_desk(anna()), now=noon(FRIDAY))
    absence.refresh_from_db()
    assert (absence.last_on, absence.withdrawn_at) == (FRIDAY - timedelta(days=1), None)
    assert not Absence.objects.on(FRIDAY).exists()
    assert Absence.objects.on(FRIDAY - timedelta(days=1)).exists()


def test_one_that_has_not_begun_is_withdrawn_and_stays_readable() -> None:
    absence = away(anna(), first_on=FRIDAY, last_on=None)
    absences.end(absence_id=absence.pk, actor=at_desk(bram()), now=noon(MONDAY))
    absence.refresh_from_db()
    assert absence.withdrawn_at == noon(MONDAY)
    assert not Absence.objects.on(FRIDAY).exists()
    away(anna(), first_on=FRIDAY, last_on=None)


def test_one_that_is_over_or_withdrawn_does_not_end_again() -> None:
    absence = away(anna())
    with pytest.raises(NoSuchAbsence):
        absences.end(absence_id=absence.pk, actor=at_desk(anna()), now=noon(FRIDAY + timedelta(days=1)))
    absences.end(absence_id=absence.pk, actor=at_desk(anna()), now=noon(MONDAY))
    with pytest.raises(NoSuchAbsence):
        absences.end(absence_id=absence.pk, actor=at_desk(anna()), now=noon(MONDAY))


def test_who_may_not_enter_it_may_not_end_it() -> None:
    absence = away(anna())
    with pytest.raises(NotAllowed):
        absences.end(absence_id=absence.pk, actor=at_desk(joost()), now=noon(MONDAY))


def test_the_trail_says_who_is_away_and_when() -> None:
    absence = away(anna(), substitute=joost())
    absences.end(absence_id=absence.pk, actor=at_desk(bram()), now=noon(FRIDAY))
    entered, ended = Event.objects.filter(action__endswith="_absence").order_by("id")
    assert entered.changes["substitute"] == [None, "joost"]
    assert entered.changes["last_on"] == [None, "2026-02-06"]
    assert (ended.actor, ended.changes["last_on"]) == (bram(), ["2026-02-06", "2026-02-05"])

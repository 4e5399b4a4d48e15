"""Sending: who is told, what the mail says, and what becomes of one that is not taken."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from complaints.models import Alert, Complaint, Delivery, PersonComplainedAbout, RoleGrant, Rung, User
from complaints.services import alerts, handling
from complaints.vocabulary import Category, DeliveryStatus, Role, Status
from tests.cases import close, judge, noon, register_complaint, take_up
from tests.ladder import raise_on, send_at, send_on
from tests.outbox import BUSY, LATER, MORNING, TWO_WEEKS_BEFORE, leave_one_rung, one_alert, refuse, refuse_once
from tests.people import anna, at_desk, bram, eva, gijs, hanna, ilse, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _handling_alone() -> None:
    leave_one_rung()


def handled_by(user: User, complaint: Complaint) -> Complaint:
    return handling.assign(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(bram()),
        now=MORNING,
        handler_id=user.pk,
        reason="Verdeling van het werk.",
    )


def told() -> list[str]:
    """To whom mail went, in the order of their names."""
    return sorted(letter.to[0].partition("@")[0] for letter in mail.outbox)


# Who is told


def test_the_handler_is_told() -> None:
    complaint = take_up(register_complaint())
    bram(), gijs()
    raise_on(TWO_WEEKS_BEFORE)
    assert send_at(MORNING) == {"addressed": 1, "sent": 1}
    assert told() == ["anna"]
    assert complaint.reference in mail.outbox[0].subject


def test_an_unassigned_complaint_goes_to_the_coordinators_of_its_unit() -> None:
    person("carla", Role.COORDINATOR, first_name="Carla", last_name="Vis", of=unit("south", "Regio Zuid"))
    anna(), bram(), gijs()
    one_alert(unit_id=unit().pk)
    send_at(MORNING)
    assert told() == ["bram"]


def test_a_complaint_of_no_unit_goes_to_every_coordinator() -> None:
    person("carla", Role.COORDINATOR, first_name="Carla", last_name="Vis", of=unit("south", "Regio Zuid"))
    bram()
    one_alert()
    send_at(MORNING)
    assert told() == ["bram", "carla"]


def test_what_a_handler_who_left_would_have_been_told_goes_to_the_coordinator() -> None:
    bram()
    take_up(register_complaint())
    User.objects.filter(pk=anna().pk).update(is_active=False)
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert told() == ["bram"]


def test_a_handler_who_lost_the_role_is_not_told() -> None:
    bram()
    take_up(register_complaint())
    RoleGrant.objects.filter(user=anna()).update(role=Role.AUDITOR)
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert told() == ["bram"]


def test_handler_and_coordinator_are_both_told_where_the_rung_says_so() -> None:
    bram(), eva(), ilse(), hanna()
    Rung.objects.update(roles=[Role.HANDLER, Role.COORDINATOR])
    take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    assert send_at(MORNING) == {"addressed": 2, "sent": 2}
    assert told() == ["anna", "bram"]


def test_who_coordinates_and_handles_gets_one_mail() -> None:
    Rung.objects.update(roles=[Role.HANDLER, Role.COORDINATOR])
    handled_by(bram(), register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert told() == ["bram"]


def test_a_role_that_nobody_has_falls_to_the_coordinators() -> None:
    anna(), bram()
    one_alert((Role.LIAISON,))
    send_at(MORNING)
    assert told() == ["bram"]


def test_the_liaison_is_told_whatever_the_unit() -> None:
    bram()
    person("joris", Role.LIAISON, first_name="Joris", last_name="Prins", of=unit("south", "Regio Zuid"))
    one_alert((Role.LIAISON,), unit_id=unit().pk)
    send_at(MORNING)
    assert told() == ["joris"]


def test_an_alert_for_nobody_goes_to_the_administrators() -> None:
    anna(), gijs(), ilse()
    User.objects.create(username="root", email="root@body.example", is_superuser=True)
    one_alert()
    send_at(MORNING)
    assert told() == ["gijs", "root"]


def test_an_alert_for_nobody_at_all_waits_for_somebody() -> None:
    one_alert()
    assert send_at(MORNING) == {"unaddressed": 1}
    assert Alert.objects.get().dispatched_at is None
    bram()
    assert send_at(MORNING) == {"addressed": 1, "sent": 1}
    assert told() == ["bram"]


def test_who_has_no_address_is_as_good_as_absent() -> None:
    bram(), gijs()
    User.objects.filter(pk=bram().pk).update(email="")
    one_alert()
    send_at(MORNING)
    assert told() == ["gijs"]


def test_a_coordinator_hears_nothing_of_a_complaint_about_himself() -> None:
    gijs()
    complaint = one_alert()
    PersonComplainedAbout.objects.create(complaint=complaint, user=bram(), name="Bram Bakker")
    send_at(MORNING)
    assert told() == ["gijs"]


# What the mail says


def test_the_mail_names_reference_category_day_and_link_and_no_person() -> None:
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    (letter,) = mail.outbox
    assert isinstance(letter, mail.EmailMultiAlternatives)
    html = str(letter.alternatives[0][0])
    assert letter.alternatives[0][1] == "text/html"
    for body in (letter.body, html):
        assert complaint.reference in body
        assert "16 februari 2026" in body
        assert f"https://klachten.dienst.example{reverse('admin:case', args=[complaint.pk])}" in body
        assert "el Amrani" not in body
        assert "balie" not in body
        assert "Dorpsstraat" not in body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_each_reads_it_in_his_own_language() -> None:
    User.objects.filter(pk=anna().pk).update(language="en")
    take_up(register_complaint(category=Category.TREATMENT))
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    assert "14 days left" in mail.outbox[0].subject
    assert "Treatment" in mail.outbox[0].body
    assert "Monday 16 February 2026" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 2, 14), "2 days left"),
        (date(2026, 2, 15), "1 day left"),
        (date(2026, 2, 16), "today is the last day"),
        (date(2026, 2, 17), "1 day late"),
        (date(2026, 3, 2), "14 days late"),
    ],
)
def test_the_days_left_are_said_in_words(today: date, words: str) -> None:
    User.objects.filter(pk=bram().pk).update(language="en")
    one_alert()
    send_on(today)
    assert mail.outbox[0].subject.endswith(words)


# Once


def test_nothing_is_sent_twice() -> None:
    bram()
    one_alert()
    send_at(MORNING)
    assert send_at(MORNING + timedelta(days=1)) == {}
    assert len(mail.outbox) == 1


def test_a_message_id_says_which_alert_for_whom() -> None:
    bram()
    one_alert()
    send_at(MORNING)
    delivery = Delivery.objects.get(channel="email")
    assert delivery.message_id == f"<alert-{delivery.alert_id}-{bram().pk}@klachten.dienst.example>"
    assert mail.outbox[0].extra_headers["Message-ID"] == delivery.message_id


def test_what_is_passed_over_is_not_sent() -> None:
    bram()
    one_alert()
    Alert.objects.update(passed_over=True)
    assert send_at(MORNING) == {}


# Between raising and sending


def test_a_duty_that_was_done_is_cancelled_with_the_reason() -> None:
    complaint = take_up(register_complaint())
    judge(complaint, on=TWO_WEEKS_BEFORE)
    raise_on(TWO_WEEKS_BEFORE)
    close(complaint, on=date(2026, 2, 3))
    assert send_on(date(2026, 2, 3)) == {}
    alert = Alert.objects.get()
    assert (alert.cancelled_reason, alert.cancelled_at, alert.dispatched_at) == ("met", noon(date(2026, 2, 3)), None)
    assert mail.outbox == []


def test_a_clock_that_was_superseded_cancels_with_its_own_reason() -> None:
    bram()
    complaint = one_alert()
    complaint.clocks.update(superseded_at=MORNING, superseded_reason="extended", next_alert_on=None)
    assert send_at(MORNING) == {"cancelled": 1}
    assert Alert.objects.get().cancelled_reason == "extended"


def test_a_complaint_that_ended_cancels_what_its_clocks_still_had_to_say() -> None:
    bram()
    complaint = one_alert()
    Complaint.objects.filter(pk=complaint.pk).update(status=Status.VOID)
    assert send_at(MORNING) == {"cancelled": 1}
    assert Alert.objects.get().cancelled_reason == "void"


def test_a_mail_that_waits_is_dropped_when_the_duty_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    refuse_once(monkeypatch, BUSY)
    assert send_at(MORNING) == {"addressed": 1, "postponed": 1}
    complaint.clocks.update(met_on=TWO_WEEKS_BEFORE, next_alert_on=None)
    assert send_at(LATER) == {"dropped": 1}
    assert (Delivery.objects.get(channel="email").status, Delivery.objects.get(channel="email").failure) == (
        DeliveryStatus.CANCELLED,
        "met",
    )
    assert Alert.objects.get().cancelled_reason == "met"


def test_an_alert_that_one_was_told_already_is_called_off_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    bram()
    Rung.objects.update(roles=[Role.HANDLER, Role.COORDINATOR])
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    refuse_once(monkeypatch, BUSY)
    send_at(MORNING)
    complaint.clocks.update(met_on=TWO_WEEKS_BEFORE, next_alert_on=None)
    assert send_at(LATER) == {"dropped": 1}
    assert Alert.objects.get().cancelled_reason == "met"


def test_a_mail_that_waits_goes_to_who_handles_the_complaint_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    refuse_once(monkeypatch, BUSY)
    send_at(MORNING)
    handled_by(bram(), complaint)
    assert send_at(LATER) == {"addressed": 1, "readdressed": 1, "sent": 1}
    assert told() == ["bram"]
    handled_by(anna(), complaint)
    assert send_at(LATER) == {}  # a reassignment raises nothing again


def test_one_who_handles_it_again_is_told_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    refuse(monkeypatch, lambda number: BUSY if number <= 2 else None)
    send_at(MORNING)
    handled_by(bram(), complaint)
    assert send_at(LATER) == {"addressed": 1, "readdressed": 1, "postponed": 1}
    handled_by(anna(), complaint)
    assert send_at(LATER + timedelta(hours=1)) == {"addressed": 1, "readdressed": 1, "sent": 1}
    assert told() == ["anna"]


# Much


def test_a_run_that_takes_too_long_leaves_the_rest_to_the_next() -> None:
    bram()
    one_alert()
    counts = alerts.send_due(now=MORNING, for_at_most=timedelta())
    assert (counts["addressed"], counts["sent"]) == (1, 0)
    assert send_at(MORNING) == {"sent": 1}


def test_more_alerts_than_one_batch_takes_are_all_addressed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "BATCH", 2)
    bram()
    for _ in range(5):
        register_complaint()
    raise_on(TWO_WEEKS_BEFORE)
    assert send_at(MORNING) == {"addressed": 5, "sent": 5}

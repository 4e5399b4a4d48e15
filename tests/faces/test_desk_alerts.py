"""Alerts on the desk: the bell, the choice of mails, absences, the ladder, and the history."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Absence, Complaint, Delivery, Rung, User
from complaints.vocabulary import AlertChannel, ClockKind, DeliveryStatus, MailStyle
from tests.cases import close, judge, register_complaint, take_up
from tests.faces.desk import MORNING, desk_of, page, text_of
from tests.ladder import raise_on, send_at
from tests.outbox import TWO_WEEKS_BEFORE, leave_one_rung
from tests.people import anna, bram, chris, gijs, hanna, ilse
from tests.services.test_absence import away, joost

pytestmark = pytest.mark.django_db

BELL, CHOICES, ABSENCES = "/admin/alerts/", "/admin/alerts/choices/", "/admin/absences/"


@pytest.fixture(autouse=True)
def _in_the_morning() -> Iterator[None]:
    leave_one_rung()
    with time_machine.travel(MORNING, tick=False):
        yield


def told() -> Complaint:
    complaint = take_up(register_complaint())
    raise_on(TWO_WEEKS_BEFORE)
    send_at(MORNING)
    return complaint


class TestTheBell:
    """In the frame of every screen, and as a page."""

    def test_counts_what_is_new_on_every_screen_and_shows_it_once_as_new(self) -> None:
        complaint, client = told(), desk_of(anna())
        assert "Alerts 1 new" in text_of(client.get("/admin/work/"))
        said = text_of(client.get(BELL))
        assert f"{complaint.reference} new" in said
        assert "14 days left" in said
        assert "Alerts 1 new" not in text_of(client.get("/admin/work/"))
        assert f"{complaint.reference} new" not in text_of(client.get(BELL))

    def test_is_empty_when_nothing_is_to_be_done(self) -> None:
        told()
        assert "Nothing rings" in text_of(desk_of(hanna()).get(BELL))

    def test_costs_the_same_for_one_and_for_many(self) -> None:
        client = desk_of(anna())
        told()
        with CaptureQueriesContext(connection) as one:
            client.get(BELL)
        for _ in range(9):
            told()
        with CaptureQueriesContext(connection) as many:
            client.get(BELL)
        assert len(one) == len(many)


class TestTheChoiceOfMails:
    """Single mails or one in the morning."""

    def test_is_kept(self) -> None:
        client = desk_of(anna())
        assert client.post(CHOICES, {"mails": "digest", "digest_hour": "7"}).status_code == 302
        assert User.objects.values_list("mails", "digest_hour").get(pk=anna().pk) == (MailStyle.DIGEST, 7)
        assert "anna@body.example" in text_of(client.get(CHOICES))

    @pytest.mark.parametrize(
        "typed", [{}, {"mails": "never", "digest_hour": "7"}, {"mails": "digest", "digest_hour": "24"}]
    )
    def test_is_refused_beside_its_field(self, typed: dict[str, str]) -> None:
        answer = desk_of(anna()).post(CHOICES, typed)
        assert answer.status_code == 422
        assert "errorlist" in answer.content.decode()


class TestAbsences:
    """One's own, and those of who works in one's units."""

    def entered(self, by: User, **typed: Any) -> Any:
        first = {"person": anna().pk, "first_on": "2026-02-02", "last_on": "2026-02-06", "substitute": joost().pk}
        return desk_of(by).post(ABSENCES, first | typed)

    def test_a_handler_enters_his_own(self) -> None:
        assert self.entered(anna()).status_code == 302
        absence = Absence.objects.get()
        assert (absence.person, absence.substitute, absence.entered_by) == (anna(), joost(), anna())
        said = text_of(desk_of(anna()).get(ABSENCES))
        assert "Anna de Wit 2 Feb 2026 6 Feb 2026 Joost Visser" in said

    def test_a_coordinator_enters_it_for_a_sick_colleague_until_further_notice(self) -> None:
        assert self.entered(bram(), last_on="", substitute="").status_code == 302
        assert "until further notice the coordinators" in text_of(desk_of(bram()).get(ABSENCES))

    def test_a_handler_is_not_offered_others_and_cannot_smuggle_one_in(self) -> None:
        said = desk_of(hanna()).get(ABSENCES).content.decode()
        assert f'<option value="{anna().pk}"' not in said.partition('name="substitute"')[0]
        assert self.entered(hanna()).status_code == 422
        assert not Absence.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"last_on": "2026-02-01"}, "The last day lies before the first."),
            ({"first_on": "2025-10-01"}, "within the last three months"),
            ({"first_on": "gisteren"}, "Enter a valid date."),
            ({"first_on": ""}, "This field is required."),
        ],
    )
    def test_what_cannot_be_is_said_beside_its_field(self, typed: dict[str, str], words: str) -> None:
        answer = self.entered(anna(), **typed)
        assert answer.status_code == 422
        assert words in text_of(answer)

    def test_nobody_stands_in_for_himself(self) -> None:
        assert "Nobody stands in for himself." in text_of(self.entered(anna(), substitute=anna().pk))

    def test_who_is_back_ends_it_and_a_second_time_is_told_that_it_is_over(self) -> None:
        absence = away(anna(), last_on=None)
        with time_machine.travel(MORNING + timedelta(days=2), tick=False):
            client = desk_of(anna())
            assert "Back again" in text_of(client.get(ABSENCES))
            said = text_of(client.post(f"{ABSENCES}{absence.pk}/end/", follow=True))
            assert "The absence has ended." in said
            said = text_of(client.post(f"{ABSENCES}{absence.pk}/end/", follow=True))
        assert "over already" in said
        assert Absence.objects.get().last_on == date(2026, 2, 3)

    def test_a_link_ends_nothing(self) -> None:
        absence = away(anna())
        assert desk_of(anna()).get(f"{ABSENCES}{absence.pk}/end/").status_code == 405

    def test_is_no_screen_of_who_only_publishes(self) -> None:
        assert desk_of(chris()).get(ABSENCES).status_code == 403
        assert desk_of(gijs()).get(ABSENCES).status_code == 200


class TestTheLadder:
    """What a coordinator types is refused beside its field."""

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"number": "-3"}, "greater than or equal to 0"),
            ({"number": "61"}, "less than or equal to 60"),
            ({"unit": "hours"}, "Only the ombudsman sets an hour"),
            ({"repeat_days": "0"}, "greater than or equal to 1"),
            ({"roles": []}, "This field is required."),
            ({"code": "last_day"}, "already exists"),
        ],
    )
    def test_refuses(self, typed: dict[str, Any], words: str) -> None:
        first = {
            "clock_kind": "handling",
            "code": "new",
            "number": "3",
            "side": "before",
            "unit": "calendar_days",
            "roles": ["handler"],
        }
        Rung.objects.get_or_create(
            clock_kind=ClockKind.HANDLING,
            code="last_day",
            defaults={"offset": 0, "unit": "calendar_days", "roles": ["handler"]},
        )
        answer = desk_of(bram()).post("/admin/complaints/rung/add/", first | typed)
        assert answer.status_code == 200
        assert words in text_of(answer)
        assert Rung.objects.count() == 2

    def test_a_rung_is_changed_and_keeps_its_name(self) -> None:
        rung = Rung.objects.get()
        client = desk_of(bram())
        shown = client.get(f"/admin/complaints/rung/{rung.pk}/change/").content.decode()
        assert 'value="14"' in shown
        typed = {"number": "10", "side": "before", "unit": "calendar_days", "roles": ["handler", "manager"]}
        typed |= {"code": "smuggled", "clock_kind": "copy"}
        assert client.post(f"/admin/complaints/rung/{rung.pk}/change/", typed).status_code == 302
        rung.refresh_from_db()
        assert (rung.code, rung.clock_kind, rung.offset) == ("two_weeks_before", ClockKind.HANDLING, -10)
        assert rung.roles == ["handler", "manager"]
        assert rung.since == MORNING


class TestTheHistory:
    """On the complaint, and as a list."""

    def test_stands_on_the_complaint(self) -> None:
        complaint = told()
        desk_of(anna()).get(BELL)
        said = text_of(desk_of(anna()).get(page(complaint)))
        assert "2 Feb 2026 · Handling (9:11)" in said
        assert "Anna de Wit (Handler) · Bell on the desk · Sent 2 Feb 2026 10:00 · seen 2 Feb 2026 10:00" in said
        assert "Anna de Wit (Handler) · E-mail · Sent" in said

    def test_says_why_an_alert_was_called_off(self) -> None:
        complaint = told()
        judge(complaint, on=TWO_WEEKS_BEFORE)
        close(complaint, on=TWO_WEEKS_BEFORE)
        assert "the duty was done" in text_of(desk_of(anna()).get(page(complaint)))

    def test_is_a_list_by_state_for_coordinators(self) -> None:
        complaint, client = told(), desk_of(bram())
        for state, shown in {"told": True, "waiting": False, "called_off": False, "passed_over": False}.items():
            said = text_of(client.get(f"/admin/complaints/alert/?state={state}"))
            assert (complaint.reference in said) is shown
        assert "Anna de Wit" in text_of(client.get(f"/admin/complaints/alert/?q={complaint.reference}"))
        assert desk_of(anna()).get("/admin/complaints/alert/").status_code == 403

    def test_a_parked_mail_is_sent_again_and_any_other_is_not(self) -> None:
        told()
        mail = Delivery.objects.get(channel=AlertChannel.EMAIL)
        Delivery.objects.filter(pk=mail.pk).update(status=DeliveryStatus.PARKED, sent_at=None, failure="550")
        client = desk_of(bram())
        parked = "/admin/alerts/parked/"
        assert "anna@body.example 1 550" in text_of(client.get(parked))
        every = list(Delivery.objects.values_list("pk", flat=True))
        said = text_of(client.post(parked, {"mail": [*every, "x"]}, follow=True))
        assert "1 mail goes again shortly." in said
        assert "This mail is not parked any more." in said
        mail.refresh_from_db()
        assert mail.status == DeliveryStatus.PENDING
        assert "Tick which mails go again." in text_of(client.post(parked, {}, follow=True))
        assert "Every mail was taken" in text_of(client.get(parked))
        assert desk_of(anna()).get(parked).status_code == 403
        assert "Anna de Wit" in text_of(client.get("/admin/complaints/delivery/?status__exact=pending"))


def test_an_absent_person_who_left_is_not_offered() -> None:
    ilse()
    assert "Ilse" not in text_of(desk_of(bram()).get(ABSENCES))

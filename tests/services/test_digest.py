"""One mail in the morning: what waits for it, what does not, and that it is one."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError

from complaints.access import NotAllowed
from complaints.law import AMSTERDAM
from complaints.models import Complaint, Delivery, Digest, Event, Rung, User
from complaints.record.checking import Unusable
from complaints.services import alerts, mail_choices
from complaints.vocabulary import AlertRole, ClockKind, DeliveryStatus, MailStyle, Role
from tests.cases import close, judge, noon, register_complaint, take_up
from tests.ladder import raise_on, send_at
from tests.outbox import BUSY, refuse, refuse_once
from tests.people import SYSTEM, anna, at_desk, bram, gijs, person
from tests.services.test_absence import away, joost

pytestmark = pytest.mark.django_db

#: The canonical complaint is due on Monday 16 February; these lie a fortnight and a week before, and three days.
MONDAY, NEXT_MONDAY, WEDNESDAY = date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 11)
LAST_DAY, OVERDUE = date(2026, 2, 16), date(2026, 2, 17)


@pytest.fixture(autouse=True)
def _handling_alone() -> None:
    Rung.objects.exclude(clock_kind=ClockKind.HANDLING).delete()


def in_the_morning(*people: User, hour: int = 8) -> None:
    User.objects.filter(pk__in=[each.pk for each in people]).update(mails=MailStyle.DIGEST, digest_hour=hour)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def of_anna(number: int = 1) -> list[Complaint]:
    found = [take_up(register_complaint()) for _ in range(number)]
    in_the_morning(anna())
    return found


def texts() -> list[str]:
    return [str(letter.body) for letter in mail.outbox]


# What waits, and until when


def test_what_can_wait_goes_in_one_mail_on_the_next_morning() -> None:
    first, second = of_anna(2)
    raise_on(MONDAY)
    assert send_at(at(MONDAY, 9)) == {"addressed": 2}
    assert mail.outbox == []
    assert send_at(at(MONDAY + timedelta(days=1), 7, 59)) == {}
    assert send_at(at(MONDAY + timedelta(days=1), 8)) == {"sent": 1}
    (letter,) = mail.outbox
    assert letter.to == ["anna@body.example"]
    assert letter.subject == "2 termijnen om naar te kijken"
    for complaint in (first, second):
        assert complaint.reference in letter.body
        assert f"/admin/work/{complaint.pk}/" in letter.body
    assert "nog 13 dagen" in letter.body
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.SENT}


def test_what_is_raised_before_the_hour_goes_the_same_morning() -> None:
    of_anna()
    raise_on(MONDAY)
    send_at(at(MONDAY, 0, 7))
    assert Digest.objects.get().try_at == at(MONDAY, 8)


def test_the_most_urgent_comes_first_and_a_term_is_said_once() -> None:
    later, sooner = take_up(register_complaint(received_on=date(2026, 1, 6))), take_up(register_complaint())
    in_the_morning(anna())
    raise_on(WEDNESDAY - timedelta(days=1))
    send_at(at(WEDNESDAY - timedelta(days=1), 12))
    raise_on(WEDNESDAY)
    send_at(at(WEDNESDAY, 7))
    send_at(at(WEDNESDAY, 8))
    (text,) = texts()
    assert text.index(sooner.reference) < text.index(later.reference)
    assert text.count(sooner.reference) == 1


@pytest.mark.parametrize("day", [LAST_DAY, OVERDUE])
def test_the_last_day_and_what_is_overdue_never_wait(day: date) -> None:
    of_anna()
    Rung.objects.exclude(code__in=["last_day", "overdue"]).delete()
    Rung.objects.update(roles=[AlertRole.HANDLER])
    raise_on(day)
    send_at(at(day, 0, 7))
    assert len(mail.outbox) == (1 if day == LAST_DAY else 2)
    assert not Digest.objects.exists()


def test_what_nobody_handles_does_not_wait_for_the_coordinators_morning() -> None:
    in_the_morning(bram())
    register_complaint()
    raise_on(MONDAY)
    assert send_at(at(MONDAY, 0, 7)) == {"addressed": 1, "sent": 1}


def test_what_reaches_somebody_for_want_of_another_does_not_wait() -> None:
    in_the_morning(bram(), gijs())
    take_up(register_complaint())
    away(anna(), by=bram())
    raise_on(MONDAY)
    assert send_at(at(MONDAY, 12)) == {"addressed": 1, "sent": 1}
    assert mail.outbox[0].to == ["bram@body.example"]


def test_a_manager_is_told_at_once() -> None:
    manager = person("mina", Role.MANAGER, first_name="Mina", last_name="Groot")
    in_the_morning(manager)
    Rung.objects.update(roles=[AlertRole.MANAGER])
    take_up(register_complaint())
    raise_on(MONDAY)
    assert send_at(at(MONDAY, 0, 7)) == {"addressed": 1, "sent": 1}
    assert mail.outbox[0].to == ["mina@body.example"]


def test_a_coordinator_whom_the_rung_names_gets_it_in_the_morning() -> None:
    in_the_morning(bram())
    Rung.objects.update(roles=[AlertRole.COORDINATOR])
    take_up(register_complaint())
    raise_on(MONDAY)
    assert send_at(at(MONDAY, 9)) == {"addressed": 1}


def test_a_morning_that_comes_on_the_last_day_is_not_waited_for() -> None:
    of_anna()
    Rung.objects.filter(code="three_working_days_before").update(offset=-1, roles=[AlertRole.HANDLER])
    Rung.objects.exclude(code="three_working_days_before").delete()
    friday = date(2026, 2, 13)  # the last day is Monday
    raise_on(friday)
    assert send_at(at(friday, 12)) == {"addressed": 1, "sent": 1}
    assert not Digest.objects.exists()


# Working mornings


def test_no_digest_goes_on_a_saturday_nor_on_a_holiday() -> None:
    received, good_friday, tuesday = date(2026, 2, 27), date(2026, 4, 3), date(2026, 4, 7)
    complaint = take_up(register_complaint(received_on=received), on=received)
    in_the_morning(anna())
    assert complaint.last_day == date(2026, 4, 10)
    raise_on(good_friday)  # a week before
    send_at(at(good_friday, 9))
    assert Digest.objects.get().try_at == at(tuesday, 8)
    for day in range(4):
        assert send_at(at(good_friday + timedelta(days=day), 9)) == {}
    assert send_at(at(tuesday, 8)) == {"sent": 1}


def test_the_hour_is_that_of_amsterdam_in_winter_and_in_summer() -> None:
    take_up(register_complaint(received_on=date(2026, 2, 23)), on=date(2026, 2, 23))
    in_the_morning(anna(), hour=7)
    raise_on(date(2026, 3, 27))
    send_at(at(date(2026, 3, 27), 12))  # a Friday; on Sunday the clock goes forward
    assert Digest.objects.get().try_at.isoformat() == "2026-03-30T05:00:00+00:00"


@pytest.mark.parametrize("gap", [1, 5, 15])
def test_after_a_gap_each_person_gets_one_digest(gap: int) -> None:
    for number in range(5):
        take_up(register_complaint(received_on=date(2026, 1, 5) + timedelta(days=number)), on=date(2026, 1, 12))
    in_the_morning(anna())
    raise_on(MONDAY)
    send_at(at(MONDAY, 9))
    back = MONDAY + timedelta(days=gap)
    raise_on(back)
    send_at(at(back, 6))
    morning = back if back.weekday() < 5 else back + timedelta(days=7 - back.weekday())
    send_at(at(morning, 9))
    digests = [letter for letter in mail.outbox if "kijken" in letter.subject]
    assert len(digests) == 1
    assert Digest.objects.filter(status=DeliveryStatus.SENT).count() == 1


# What changed while it waited


def test_what_was_done_meanwhile_is_left_out_and_an_empty_digest_does_not_go() -> None:
    done, open_one = of_anna(2)
    raise_on(MONDAY)
    send_at(at(MONDAY, 9))
    judge(done, on=MONDAY)
    close(done, on=MONDAY)
    assert send_at(at(MONDAY + timedelta(days=1), 8)) == {"dropped": 1, "sent": 1}
    (text,) = texts()
    assert done.reference not in text
    assert open_one.reference in text

    raise_on(NEXT_MONDAY)
    send_at(at(NEXT_MONDAY, 9))
    judge(open_one, on=NEXT_MONDAY)
    close(open_one, on=NEXT_MONDAY)
    assert send_at(at(NEXT_MONDAY + timedelta(days=1), 8)) == {"dropped": 1}
    assert len(mail.outbox) == 1
    assert list(Digest.objects.order_by("id").values_list("status", flat=True)) == ["sent", "cancelled"]


def test_a_digest_whose_rows_all_went_elsewhere_is_cancelled() -> None:
    of_anna()
    raise_on(MONDAY)
    send_at(at(MONDAY, 9))
    Delivery.objects.filter(channel="email").update(status=DeliveryStatus.CANCELLED)
    assert send_at(at(MONDAY + timedelta(days=1), 8)) == {"dropped": 1}
    assert Digest.objects.get().status == DeliveryStatus.CANCELLED


def test_who_falls_ill_before_the_morning_does_not_get_it_and_the_substitute_does() -> None:
    of_anna()
    raise_on(MONDAY)
    send_at(at(MONDAY, 9))
    away(anna(), first_on=MONDAY + timedelta(days=1), substitute=joost())
    assert send_at(at(MONDAY + timedelta(days=1), 8)) == {"addressed": 1, "readdressed": 1, "sent": 1}
    assert mail.outbox[0].to == ["joost@body.example"]


# Not taken


def test_a_digest_that_is_not_taken_waits_as_a_whole_and_what_comes_meanwhile_joins_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_anna(2)
    raise_on(MONDAY)
    send_at(at(MONDAY, 9))
    tuesday = MONDAY + timedelta(days=1)
    refuse_once(monkeypatch, BUSY)
    assert send_at(at(tuesday, 8)) == {"postponed": 1}
    before = Digest.objects.get().message_id
    take_up(register_complaint())
    raise_on(tuesday)
    send_at(at(tuesday, 8, 1))
    assert send_at(at(tuesday, 9)) == {"sent": 1}
    assert mail.outbox[0].subject.startswith("3 ")
    assert mail.outbox[0].extra_headers["Message-ID"] == before == Digest.objects.get().message_id


def test_after_five_tries_it_is_parked_with_all_in_it_and_the_next_one_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    of_anna(2)
    raise_on(MONDAY)
    send_at(at(MONDAY, 9))
    refuse(monkeypatch, lambda number: BUSY if number <= 5 else None)
    outcomes = [send_at(at(MONDAY + timedelta(days=1), hour)) for hour in (8, 9, 10, 12, 16)]
    assert outcomes == [{"postponed": 1}] * 4 + [{"parked": 1}]
    parked = Delivery.objects.filter(status=DeliveryStatus.PARKED)
    assert parked.count() == 2
    assert set(parked.values_list("failure", flat=True)) == {"SMTPDataError 451"}
    raise_on(NEXT_MONDAY)
    send_at(at(NEXT_MONDAY, 7))
    assert send_at(at(NEXT_MONDAY, 8)) == {"sent": 1}


def test_a_parked_mail_goes_again_alone_when_a_coordinator_asks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    test_after_five_tries_it_is_parked_with_all_in_it_and_the_next_one_goes(monkeypatch)
    parked = Delivery.objects.filter(status=DeliveryStatus.PARKED).first()
    assert parked is not None
    now = at(NEXT_MONDAY, 12)
    with pytest.raises(NotAllowed):
        alerts.try_again(delivery_id=parked.pk, actor=at_desk(anna()), now=now)
    with pytest.raises(NotAllowed):
        alerts.try_again(delivery_id=parked.pk, actor=SYSTEM, now=now)
    alerts.try_again(delivery_id=parked.pk, actor=at_desk(bram()), now=now)
    with pytest.raises(alerts.NotParked):
        alerts.try_again(delivery_id=parked.pk, actor=at_desk(bram()), now=now)
    mail.outbox.clear()
    assert send_at(now) == {"sent": 1}
    assert mail.outbox[0].extra_headers["Message-ID"] == parked.message_id
    assert Event.objects.get(action="try_alert_again").actor == bram()


def test_of_one_person_one_digest_waits_by_the_database() -> None:
    of_anna()
    raise_on(MONDAY)
    send_at(at(MONDAY, 9))
    with pytest.raises(IntegrityError, match="digest_one_waits_per_recipient"):
        Digest.objects.create(recipient=anna(), message_id="<2@x>", made_at=noon(MONDAY), try_at=noon(MONDAY))


# The choice


def test_a_person_chooses_and_the_trail_tells() -> None:
    mail_choices.choose(actor=at_desk(anna()), now=noon(MONDAY), mails=MailStyle.DIGEST, digest_hour=7)
    anna().refresh_from_db()
    user = User.objects.get(pk=anna().pk)
    assert (user.mails, user.digest_hour) == (MailStyle.DIGEST, 7)
    assert Event.objects.get(action="choose_mails").changes == {"mails": [["single", 8], ["digest", 7]]}


def test_an_hour_that_is_none_and_a_choice_of_nobody_are_refused() -> None:
    with pytest.raises(Unusable):
        mail_choices.choose(actor=at_desk(anna()), now=noon(MONDAY), mails=MailStyle.DIGEST, digest_hour=24)
    with pytest.raises(NotAllowed):
        mail_choices.choose(actor=SYSTEM, now=noon(MONDAY), mails=MailStyle.DIGEST, digest_hour=8)


def test_who_never_chose_gets_one_mail_in_the_morning() -> None:
    assert User(username="nieuw").mails == MailStyle.DIGEST

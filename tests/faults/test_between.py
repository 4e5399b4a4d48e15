"""Something happens between raising and sending: the old is called off, the new is armed, nobody is told wrongly."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest
from django.core import mail
from django.test import override_settings

from complaints.models import Alert, Complaint, Delivery, User
from complaints.services import deadlines, handling, terms
from complaints.vocabulary import ClockKind, DeliveryStatus, MailStyle, Method, Role, Superseded
from tests.cases import close, judge, noon, register_complaint, take_up
from tests.faults.history import Verdict
from tests.faults.scale import experiment, sized
from tests.ladder import raise_on, send_at
from tests.outbox import BUSY, MORNING, TWO_WEEKS_BEFORE, leave_one_rung, refuse
from tests.people import SYSTEM, anna, at_desk, bram, person

pytestmark = [pytest.mark.django_db, pytest.mark.faults]

BETWEEN = MORNING + timedelta(minutes=20)
SOON = MORNING + timedelta(hours=1)
A_WEEK = timedelta(weeks=1)


def anew() -> User:
    """Who handles it from now on."""
    return person("hugo", Role.HANDLER, first_name="Hugo", last_name="Prins")


def options(complaint: Complaint) -> dict[str, Any]:
    return {"complaint_id": complaint.pk, "version": None, "actor": at_desk(anna()), "now": BETWEEN}


def extended(complaint: Complaint) -> None:
    terms.extend(
        **options(complaint), weeks=4, notified_on=TWO_WEEKS_BEFORE, method=Method.LETTER, reason="Verlof bij de balie."
    )


def consented(complaint: Complaint) -> None:
    terms.consent(**options(complaint), until=date(2026, 4, 1), given_on=TWO_WEEKS_BEFORE, document="brief van klager")


def received_later(complaint: Complaint) -> None:
    terms.correct_receipt(
        **options(complaint), received_on=date(2026, 1, 7), received_at=None, reason="De stempel was verzet."
    )


def answered(complaint: Complaint) -> None:
    close(judge(complaint, on=TWO_WEEKS_BEFORE), on=TWO_WEEKS_BEFORE)


def decreed(_complaint: Complaint) -> None:
    """A decree of after this release makes Monday 16 February 2026 a rest day."""
    with NamedTemporaryFile("w", suffix=".csv") as newer:
        newer.write("date,decree\n2026-02-16,KB 1\n")
        newer.flush()
        with override_settings(EQUATED_DAYS_FILE=Path(newer.name)):
            deadlines.recompute(actor=SYSTEM, now=BETWEEN)


def reassigned(complaint: Complaint) -> None:
    handling.assign(**options(complaint) | {"actor": at_desk(bram())}, handler_id=anew().pk, reason="Herverdeling.")


@dataclass(frozen=True)
class Change:
    """What happens, how what was raised is called off ("": it is not), and when the new version rings."""

    happens: Callable[[Complaint], None]
    reason: str
    rings_on: date | None


CHANGES = {
    "extension": Change(extended, Superseded.EXTENDED, date(2026, 3, 2)),
    "consent": Change(consented, Superseded.CONSENTED, date(2026, 3, 18)),
    "receipt": Change(received_later, Superseded.RECEIPT_CORRECTED, date(2026, 2, 4)),
    "decree": Change(decreed, Superseded.DECREE, date(2026, 2, 3)),
    "closing": Change(answered, "met", None),
    "reassignment": Change(reassigned, "", None),
}

#: How far the alerts are when it happens.
STAGES = ("raised", "refused once", "waiting for the daily mail")


def brought_to(stage: str, monkeypatch: pytest.MonkeyPatch) -> list[Complaint]:
    """Complaints of Anna's with one alert each, that far on its way."""
    leave_one_rung()
    style = MailStyle.DIGEST if stage == STAGES[2] else MailStyle.SINGLE
    anna(), bram(), anew()
    User.objects.update(mails=style)
    complaints = [take_up(register_complaint()) for _each in range(sized(2, 8, 40))]
    raise_on(TWO_WEEKS_BEFORE)
    if stage != STAGES[0]:
        with monkeypatch.context() as busy:
            refuse(busy, lambda _number: BUSY)
            send_at(MORNING)
    assert mail.outbox == []
    return complaints


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", CHANGES)
def test_what_happens_between_raising_and_sending_is_heeded(
    name: str, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = CHANGES[name]
    complaints = brought_to(stage, monkeypatch)
    with experiment(f"{name} between raising and sending ({stage})", repetitions=len(complaints)) as seen:
        raised = set(Alert.objects.values_list("pk", flat=True))
        assert len(raised) == len(complaints)
        for complaint in complaints:
            change.happens(complaint)
        run_for_two_days()
        if change.reason:
            assert set(Alert.objects.filter(pk__in=raised).values_list("cancelled_reason", flat=True)) == {
                change.reason
            }
            assert told_of(raised) == Counter()
        else:
            assert set(told_of(raised)) == {(alert, "hugo") for alert in raised}
        if change.rings_on:
            raise_on(change.rings_on)
            assert rung_on(change.rings_on) == len(complaints)
            run_for_two_days(since=change.rings_on)
        seen.rows = Alert.objects.count()
        seen.verdict = verdict(complaints)
        assert seen.verdict == Verdict(lost=0, doubled=0, strange=0)


def run_for_two_days(since: date = TWO_WEEKS_BEFORE) -> None:
    """Run the sending at once, in an hour, and on the mornings after: a weekend comes first, perhaps."""
    send_at(noon(since) + timedelta(hours=1))
    for days in range(1, 5):
        send_at(noon(since + timedelta(days=days)))


def told_of(alerts: set[int]) -> Counter[tuple[int, str]]:
    """Who was mailed about these alerts."""
    sent = Delivery.objects.filter(alert__in=alerts, channel="email", status=DeliveryStatus.SENT)
    return Counter(sent.values_list("alert", "recipient__username"))


def rung_on(day: date) -> int:
    """How many alerts of the newest versions have this true day."""
    return Alert.objects.filter(due_on=day, clock__kind=ClockKind.HANDLING, clock__superseded_at=None).count()


def verdict(complaints: list[Complaint]) -> Verdict:
    """Of all alerts: what stands and was not mailed to the handler, was mailed twice, or to who does not handle it."""
    standing = Alert.objects.filter(cancelled_at=None, passed_over=False).select_related("clock__complaint__handler")
    wanted = {
        (alert.pk, str(alert.clock.complaint.handler and alert.clock.complaint.handler.username)) for alert in standing
    }
    sent = Counter(
        Delivery.objects.filter(channel="email", status=DeliveryStatus.SENT).values_list("alert", "recipient__username")
    )
    assert len(complaints) <= Complaint.objects.count()
    return Verdict(
        lost=len(wanted - sent.keys()),
        doubled=sum(times - 1 for times in sent.values()),
        strange=len(sent.keys() - wanted),
    )

"""One alert at a time on its way to somebody, and a mail server that answers as it is told."""

from collections.abc import Callable
from datetime import date, timedelta
from smtplib import SMTPDataError
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem

from complaints.models import Complaint, Rung
from complaints.vocabulary import ClockKind
from tests.cases import noon, register_complaint
from tests.ladder import raise_on

#: Of the canonical complaint, a fortnight before its last day.
TWO_WEEKS_BEFORE = date(2026, 2, 2)
MORNING = noon(TWO_WEEKS_BEFORE)
LATER = MORNING + timedelta(hours=1)
BUSY = SMTPDataError(451, b"try later")


def leave_one_rung() -> None:
    """Take the ladder away but for one rung, so that a test speaks of one alert."""
    Rung.objects.exclude(clock_kind=ClockKind.HANDLING, code="two_weeks_before").delete()


def one_alert(roles: tuple[str, ...] = ("handler",), **changes: Any) -> Complaint:
    """A complaint with one alert raised, for these roles."""
    Rung.objects.update(roles=list(roles))
    complaint = register_complaint(**changes)
    raise_on(TWO_WEEKS_BEFORE)
    return complaint


def refuse_once(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the first mail fail with this error."""
    refuse(monkeypatch, lambda number: error if number == 1 else None)


def refuse(monkeypatch: pytest.MonkeyPatch, answer: Callable[[int], Exception | None]) -> None:
    """Let the mail server answer the first, second, … mail with an error, or take it."""
    numbers = iter(range(1, 1000))

    def send_messages(self: locmem.EmailBackend, messages: list[EmailMessage]) -> int:
        if error := answer(next(numbers)):
            raise error
        return taken(self, messages)

    taken = locmem.EmailBackend.send_messages
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_messages)

"""The mail server at fault: away for an hour, busy, refusing, silent, gone after it took a mail, without encryption."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from complaints.channels.mail import MailServerAway
from complaints.models import Delivery
from complaints.record.outbox import MOST_ATTEMPTS
from complaints.services import alerts
from complaints.vocabulary import DeliveryStatus
from tests.cases import noon
from tests.faults.history import TODAY, check
from tests.faults.processes import finished, start
from tests.faults.scale import experiment, sized
from tests.faults.sink import SILENCE, TAKEN, TAKEN_AND_GONE, eavesdropper, sink
from tests.faults.test_mail import raised_for_bram

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

#: What the server does with a mail the first time, in turn; to the second it says nothing at all.
FAULTS = (TAKEN, "451 later", "550 never", TAKEN_AND_GONE, "421 closing")


def faulty() -> Callable[[str], str]:
    """A server that treats each mail in one of these ways when it first sees it, and takes it afterwards."""
    seen: dict[str, str] = {}

    def answer(message_id: str) -> str:
        if message_id in seen:
            return TAKEN if seen[message_id] != "550 never" else "550 never"
        seen[message_id] = SILENCE if len(seen) == 1 else FAULTS[len(seen) % len(FAULTS)]
        return seen[message_id]

    return answer


def run_until_quiet(now: datetime) -> datetime:
    """Send every five minutes, as beat has it, until nothing waits."""
    for _turn in range(100):
        with suppress(MailServerAway):
            alerts.send_due(now=now)
        if not Delivery.objects.filter(status=DeliveryStatus.PENDING).exists():
            return now
        now += timedelta(minutes=5)
    raise AssertionError("something waits for ever")


def through_smtp(port: int, **changes: object) -> override_settings:
    """Django's own SMTP backend to this port."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, **changes)


def test_nothing_is_lost_whatever_the_mail_server_does() -> None:
    with experiment("F19 server away for an hour, then 4xx, 5xx, silent, gone after 250", repetitions=1) as seen:
        number = raised_for_bram(clocks=sized(10, 60, 1000))
        begin = noon(TODAY)
        with sink() as away:
            closed = away.port
        with through_smtp(closed):
            for turn in range(12):
                with pytest.raises(MailServerAway):
                    alerts.send_due(now=begin + timedelta(minutes=5 * turn))
        assert set(Delivery.objects.filter(channel="email").values_list("status", "attempts")) == {("pending", 0)}

        with sink() as server, through_smtp(server.port, EMAIL_TIMEOUT=5):
            server.answer = faulty()
            run_until_quiet(begin + timedelta(hours=1))
            mails = Delivery.objects.filter(channel="email")
            parked = mails.filter(status=DeliveryStatus.PARKED)
            assert set(parked.values_list("attempts", "failure")) == {(1, "SMTPDataError 550")}
            sent = set(mails.filter(status=DeliveryStatus.SENT).values_list("message_id", flat=True))
            assert len(sent) + parked.count() == number
            assert set(server.copies()) == sent
            twice = [copies for copies in server.copies().values() if copies > 1]
            assert set(twice) == {2}
            seen.judge(check(), f"{len(sent)} mails sent, {parked.count()} parked at once, {len(twice)} twice")
        assert parked.count() == len(range(2, number, len(FAULTS)))
        assert len(twice) == len(range(3, number, len(FAULTS)))


def test_what_is_never_taken_is_parked_after_five_tries_and_stops_nobody() -> None:
    number = raised_for_bram(clocks=sized(4, 20, 60))
    with sink() as server, through_smtp(server.port):
        alerts.send_due(now=noon(TODAY), for_at_most=timedelta(0))
        first = Delivery.objects.filter(channel="email").order_by("id")[0].message_id
        server.answer = lambda message_id: "451 later" if message_id == first else TAKEN
        run_until_quiet(noon(TODAY))
        parked = Delivery.objects.get(status=DeliveryStatus.PARKED)
        assert (parked.message_id, parked.attempts) == (first, MOST_ATTEMPTS)
        assert server.copies().total() == number - 1


def test_a_silent_server_is_waited_for_at_most_ten_seconds() -> None:
    assert settings.EMAIL_TIMEOUT <= 10


@pytest.mark.parametrize("offers_starttls", [True, False], ids=["broken", "not offered"])
def test_where_starttls_fails_every_mail_waits_and_none_is_told_in_clear_text(*, offers_starttls: bool) -> None:
    how = "broken" if offers_starttls else "not offered"
    times = sized(1, 2, 10)
    with experiment(f"F20 STARTTLS {how}", repetitions=times) as seen:
        number = raised_for_bram(clocks=20)
        with eavesdropper(offers_starttls=offers_starttls) as server:
            url = f"smtp+tls://127.0.0.1:{server.server_address[1]}"
            for _each in range(times):
                assert finished([start("-m", "tests.faults.brisk", "send", EMAIL_URL=url)]) == [1]
            heard = [command for command in server.heard if command.startswith(("MAIL", "RCPT", "DATA", "AUTH"))]
        assert server.heard, "the server was not asked at all"
        assert heard == []
        waiting = Delivery.objects.filter(channel="email", status=DeliveryStatus.PENDING, attempts=0)
        assert waiting.count() == number
        seen.judge(check(), f"{number} mails wait, 0 in clear text")

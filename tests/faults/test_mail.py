"""The outbox under fire: killed between sending and marking, run side by side, refused, hung and eavesdropped."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.test import override_settings

from complaints.channels.mail import Letter, MailServerAway, NotTaken, Post
from complaints.models import Alert, Delivery, Digest, User
from complaints.services import alerts
from complaints.vocabulary import DeliveryStatus, MailStyle, Role
from tests.cases import noon
from tests.faults.history import TODAY, Verdict, check, stock
from tests.faults.processes import cradle, finished, replace_text, start, together, wait_until
from tests.faults.scale import experiment, sized
from tests.faults.sink import TAKEN, Sink, eavesdropper, sink
from tests.people import bram, person

SEND = ("-m", "tests.faults.brisk", "send")
LETTER = Letter(
    to="bram@body.example", subject="K26-100001", text="tekst", html="<p>tekst</p>", message_id="<one@here>"
)


def raised_for_bram(clocks: int) -> int:
    """So many due clocks raised, all of them for Bram; the number of alerts."""
    bram()
    stock(clocks)
    alerts.raise_due(today=TODAY, now=noon(TODAY))
    return Alert.objects.filter(passed_over=False).count()


def everything_is_sent(server: Sink, number: int) -> None:
    """Every delivery is marked as sent, and the server has each of them."""
    sent = set(
        Delivery.objects.filter(status=DeliveryStatus.SENT, channel="email").values_list("message_id", flat=True)
    )
    assert len(sent) == number
    assert set(server.copies()) == sent


def sent_under_kills(server: Sink, kills: int, every: int, **changes: str) -> None:
    """Kill the sender after the server took a mail and before it heard so, time and again; let one finish."""
    with cradle(EMAIL_URL=f"smtp://127.0.0.1:{server.port}", **changes) as nursery:
        for turn in range(kills):
            sender = nursery.start("send")
            due = len(server.taken) + 2 + turn % every  # the mail of the last crash goes first
            killed = Event()

            def take_and_kill(_message_id: str, due: int = due) -> str:
                if len(server.taken) + 1 == due:
                    sender.kill()  # noqa: B023 - called within this turn only
                    killed.set()  # noqa: B023
                return TAKEN

            server.answer = take_and_kill
            wait_until(sender.is_gone, within=100)
            assert killed.wait(10), "the sender was done before its turn to die"
        server.answer = lambda _: TAKEN
        nursery.run("send")


def extra_copies(server: Sink) -> int:
    """How many mails were taken once more; none more than once more."""
    copies = server.copies()
    assert max(copies.values()) <= 2
    return copies.total() - len(copies)


def bells() -> Counter[tuple[int, int]]:
    """How often each alert stands on the bell of each person."""
    return Counter(Delivery.objects.filter(channel="bell", status="sent").values_list("alert", "recipient"))


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_before_it_marks_sends_at_most_one_copy_more_each_time() -> None:
    kills = sized(2, 10, 100)
    with experiment("sender of mails killed between sending and marking", repetitions=kills) as seen, sink() as server:
        number = raised_for_bram(clocks=sized(10, 100, 6000))
        sent_under_kills(server, kills, every=3)
        everything_is_sent(server, number)
        assert len(bells()) == bells().total() == number
        more = extra_copies(server)
        assert 0 < more <= kills
        seen.judge(check(), f"{more} mails twice, with the same Message-ID; the bell has each once")


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_sender_of_daily_mails_that_is_killed_sends_at_most_one_copy_more_each_time(tmp_path: Path) -> None:
    kills = sized(2, 10, 100)
    people = [
        person(f"handler{number}", Role.HANDLER, first_name="Handler", last_name=str(number))
        for number in range(3 * kills + 5)
    ]
    User.objects.update(mails=MailStyle.DIGEST)
    with experiment("sender of daily mails killed likewise", repetitions=kills) as seen, sink() as server:
        stock(25 * len(people), handlers=people)
        alerts.raise_due(today=TODAY, now=noon(TODAY))
        alerts.send_due(now=noon(TODAY))  # what waits for no morning
        waiting = set(Digest.objects.filter(status=DeliveryStatus.PENDING).values_list("message_id", flat=True))
        assert len(waiting) == len(people)
        clock = tmp_path / "clock"
        replace_text(clock, (noon(TODAY) + timedelta(days=1)).isoformat())
        sent_under_kills(server, kills, every=2, CLOCK=str(clock))
        assert set(server.copies()) == waiting
        assert set(Digest.objects.values_list("status", flat=True)) == {DeliveryStatus.SENT}
        assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.SENT}
        assert len(bells()) == bells().total() == Alert.objects.count()
        more = extra_copies(server)
        assert 0 < more <= kills
        seen.judge(check(), f"{len(waiting)} mails, {more} twice, with the same Message-ID")


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(tmp_path: Path) -> None:
    number = raised_for_bram(clocks=40)
    with sink() as server:
        assert finished(together(2, SEND, tmp_path / "gate", EMAIL_URL=f"smtp://127.0.0.1:{server.port}")) == [0, 0]
        everything_is_sent(server, number)
        assert sum(server.copies().values()) == number


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_on_the_row_two_senders_double_and_are_found_out(tmp_path: Path) -> None:
    with experiment("F30 without the lock on a mail, two senders", repetitions=1) as seen, sink() as server:
        number = raised_for_bram(clocks=40)
        url = f"smtp://127.0.0.1:{server.port}"
        finished(together(2, SEND, tmp_path / "gate", EMAIL_URL=url, WITHOUT="row_lock"))
        doubled = server.copies().total() - number
        seen.rows, seen.verdict = number, Verdict(lost=0, doubled=doubled, strange=0)
        seen.besides = "a guard was taken out, and it shows"
        assert doubled > 0


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_was_away_gets_everything_when_it_is_back() -> None:
    number = raised_for_bram(clocks=5)
    with sink() as gone:
        closed = gone.port
    assert finished([start(*SEND, EMAIL_URL=f"smtp://127.0.0.1:{closed}")]) == [1]
    assert Delivery.objects.filter(status=DeliveryStatus.PENDING, attempts=0).count() == number
    with sink() as server:
        assert finished([start(*SEND, EMAIL_URL=f"smtp://127.0.0.1:{server.port}")]) == [0]
        everything_is_sent(server, number)


# One letter


@contextmanager
def mailing(port: int, **changes: object) -> Iterator[Post]:
    """A connection through Django's own SMTP backend to this port."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings = {"EMAIL_BACKEND": backend, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, **changes}
    with override_settings(**settings), Post() as post:
        yield post


def test_a_letter_arrives_with_its_own_message_id() -> None:
    with sink() as server, mailing(server.port) as post:
        post.send(LETTER)
        post.send(LETTER)
        assert server.taken == ["<one@here>", "<one@here>"]


@pytest.mark.parametrize(("answer", "permanent"), [("451 later", False), ("550 never", True), ("421 closing", False)])
def test_a_refusal_says_whether_to_try_again_and_the_next_letter_goes(*, answer: str, permanent: bool) -> None:
    with sink() as server, mailing(server.port) as post:
        server.answer = lambda _: answer
        with pytest.raises(NotTaken) as refused:
            post.send(LETTER)
        assert refused.value.permanent is permanent
        server.answer = lambda _: TAKEN
        post.send(LETTER)
        assert len(server.taken) == 1


def test_a_server_that_hangs_is_left_after_its_time() -> None:
    def slow(_message_id: str) -> str:
        time.sleep(1)
        return TAKEN

    with sink() as server, mailing(server.port, EMAIL_TIMEOUT=0.2) as post:
        server.answer = slow
        with pytest.raises(NotTaken, match=r"SMTPServerDisconnected: .*timed out") as refused:
            post.send(LETTER)
        assert refused.value.permanent is False


@pytest.mark.parametrize("offers_starttls", [True, False])
def test_where_starttls_fails_nothing_is_ever_said_in_clear_text(*, offers_starttls: bool) -> None:
    with eavesdropper(offers_starttls=offers_starttls) as server:
        with mailing(server.server_address[1], EMAIL_USE_TLS=True) as post:
            for _ in range(3):
                with pytest.raises(MailServerAway):
                    post.send(LETTER)
        assert not [command for command in server.heard if command.startswith(("MAIL", "RCPT", "DATA", "AUTH"))]
        assert server.heard, "the server was not asked at all"


def test_a_server_that_does_not_greet_is_away() -> None:
    with sink() as gone:
        closed = gone.port
    with mailing(closed) as post, pytest.raises(MailServerAway, match="Connection refused"):
        post.send(LETTER)

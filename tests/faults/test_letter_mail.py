"""Letters by e-mail under fire: killed after the server took one, and run side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from complaints.models import Act, Letter, LetterMail
from complaints.posting import mailing
from complaints.vocabulary import LetterState
from tests.cases import noon
from tests.faults.history import TODAY
from tests.faults.processes import finished, kill, start, together
from tests.faults.sink import TAKEN, sink
from tests.letters.writing import WEDNESDAY, writer
from tests.people import at_desk
from tests.services.test_letter_mail import ready

pytestmark = pytest.mark.django_db(transaction=True)

SEND = ("-m", "tests.faults.brisk", "letters")
WAIT_AT = "https://mijn.dienst.example/post"


@pytest.fixture(autouse=True)
def _channel() -> Iterator[None]:
    with override_settings(LETTERS_WAIT_AT=WAIT_AT):
        yield


def asked(number: int) -> list[LetterMail]:
    """So many letters that wait to leave by e-mail."""
    done, kept = mailing.ask_batch([ready() for _each in range(number)], actor=at_desk(writer()), now=noon(WEDNESDAY))
    assert kept == []
    return done


def test_a_sender_killed_after_the_server_took_it_leaves_no_act_and_sends_the_same_mail_again() -> None:
    (mail,) = asked(1)
    with sink() as server:
        here = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "LETTERS_WAIT_AT": WAIT_AT}
        sender = start(*SEND, **here)

        def take_and_kill(_message_id: str) -> str:
            kill(sender)
            return TAKEN

        server.answer = take_and_kill
        assert sender.wait(timeout=100) == -9
        assert (Letter.objects.get().state, Act.objects.count()) == (LetterState.FIXED, 0)

        server.answer = lambda _: TAKEN
        assert finished([start(*SEND, **here)]) == [0]
        letter = Letter.objects.get()
        assert (letter.state, letter.sent_on, Act.objects.count()) == (LetterState.SENT, TODAY, 1)
        assert server.copies() == {mail.message_id: 2}


def test_two_senders_at_once_send_each_letter_once(tmp_path: Path) -> None:
    mails = asked(12)
    with sink() as server:
        here = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "LETTERS_WAIT_AT": WAIT_AT}
        assert finished(together(2, SEND, tmp_path / "gate", **here)) == [0, 0]
        assert server.copies() == dict.fromkeys((mail.message_id for mail in mails), 1)
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}
    assert Act.objects.count() == len(mails)

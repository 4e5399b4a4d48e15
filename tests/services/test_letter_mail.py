"""Letters by e-mail: only to who agreed, nothing of the case in plain mail, the act with the mail or neither."""

from datetime import date
from smtplib import SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import override_settings

from complaints.access import NotAllowed
from complaints.channels import storage
from complaints.channels.mail import MailServerAway
from complaints.models import Complaint, JobRun, Letter, LetterMail, Party
from complaints.posting import Moved, NotAgreed, mailing
from complaints.posting.mailing import NoChannel, WaitsAlready
from complaints.services import letters
from complaints.services.intake import PartyEntry
from complaints.services.letters import NotInThisState
from complaints.vocabulary import ActKind, DeliveryStatus, Duty, DutyState, LetterKind, LetterSide, LetterState, Status
from tests.cases import judge, noon, take_up
from tests.letters.writing import WEDNESDAY, case, come_back, drafted, fixed, sent, writer
from tests.outbox import refuse
from tests.people import SYSTEM, at_desk, fleur
from tests.services.acting import act
from tests.services.test_posting import state_of

pytestmark = pytest.mark.django_db

THURSDAY = date(2026, 1, 8)
AGREED = PartyEntry(
    name="Fatima el Amrani",
    address="Dorpsstraat 1, 1234 AB Ons Dorp",
    email="fatima@example.org",
    email_agreed_on=date(2026, 1, 5),
)


@pytest.fixture(autouse=True)
def _channel() -> Any:
    with override_settings(LETTERS_WAIT_AT="https://mijn.dienst.example/post"):
        yield


def ready(kind: LetterKind = LetterKind.ACKNOWLEDGEMENT, **changes: Any) -> Letter:
    """A letter that is fixed, to somebody who agreed to e-mail."""
    return fixed(drafted(case(**{"parties": (AGREED,)} | changes), kind))


def asked(letter: Letter, *, actor: Any = None) -> LetterMail:
    return mailing.ask(
        complaint_id=letter.complaint_id, actor=actor or at_desk(writer()), now=noon(WEDNESDAY), number=letter.number
    )


def run(on: date = THURSDAY) -> Any:
    return mailing.send_due(now=noon(on))


def test_a_letter_that_was_asked_leaves_with_its_act_on_the_day_the_server_took_it() -> None:
    letter = ready()
    asked(letter)
    assert run() == {"sent": 1, "postponed": 0, "parked": 0, "cancelled": 0}
    letter.refresh_from_db()
    assert (letter.state, letter.sent_on, letter.method) == (LetterState.SENT, THURSDAY, "email")
    done = letter.complaint.acts.get(kind=ActKind.ACKNOWLEDGED)
    assert (done.happened_on, done.recorded_by) == (THURSDAY, writer())
    assert state_of(Duty.ACKNOWLEDGEMENT, letter) is DutyState.DONE
    assert run()["sent"] == 0
    assert JobRun.objects.filter(job="send_letters", failure="").count() == 2


def test_by_default_the_mail_says_that_a_letter_waits_and_nothing_of_the_case() -> None:
    letter = ready()
    asked(letter)
    run()
    message: Any = outbox.outbox[0]
    assert (message.to, message.attachments) == (["fatima@example.org"], [])
    assert message.subject == "Een brief van Dienst Voorbeeld"
    for said in (message.body, str(message.alternatives[0][0])):
        assert "https://mijn.dienst.example/post" in said
        assert letter.reference in said
        for word in ("Fatima", "Amrani", "klacht", "balie", letter.subject):
            assert word not in said
    assert message.extra_headers["Message-ID"] == f"<letter-{letter.pk}-1@klachten.dienst.example>"


@override_settings(MAIL_IS_SAFE=True)
def test_where_the_mail_is_safe_the_letter_is_attached_as_it_was_fixed() -> None:
    letter = ready()
    asked(letter)
    run()
    (message,) = outbox.outbox
    assert message.attachments == [(f"{letter.reference}.pdf", storage.content_of(letter.kept_as), "application/pdf")]
    assert "mijn.dienst.example" not in message.body


def test_who_did_not_agree_gets_none() -> None:
    with pytest.raises(NotAgreed):
        asked(fixed(drafted(case())))


def test_without_a_channel_none_is_asked() -> None:
    letter = ready()
    with override_settings(LETTERS_WAIT_AT=""), pytest.raises(NoChannel):
        asked(letter)
    copy = fixed(drafted(letter.complaint, LetterKind.COPY, side=LetterSide.PERSON))
    with pytest.raises(NoChannel):
        asked(copy)


def test_a_draft_a_second_asking_and_a_stranger_are_refused() -> None:
    with pytest.raises(NotInThisState):
        asked(drafted(case(parties=(AGREED,))))
    letter = ready()
    asked(letter)
    with pytest.raises(WaitsAlready):
        asked(letter)
    with pytest.raises(NotAllowed):
        asked(letter, actor=SYSTEM)
    with pytest.raises(NotAllowed):
        asked(ready(), actor=at_desk(fleur()))


def test_a_batch_asks_what_it_can_and_names_the_rest() -> None:
    good, bad = ready(), fixed(drafted(case()))
    done, kept = mailing.ask_batch([good, bad], actor=at_desk(writer()), now=noon(WEDNESDAY))
    assert [mail.letter for mail in done] == [good]
    assert [(each.letter, type(each.refusal)) for each in kept] == [(bad, NotAgreed)]


def test_a_mail_that_is_not_taken_leaves_no_act_and_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = ready()
    mail = asked(letter)
    refuse(monkeypatch, lambda number: SMTPDataError(451, b"later") if number == 1 else None)
    assert run()["postponed"] == 1
    letter.refresh_from_db()
    mail.refresh_from_db()
    assert (letter.state, letter.complaint.acts.count()) == (LetterState.FIXED, 0)
    assert (mail.status, mail.attempts, mail.failure) == (DeliveryStatus.PENDING, 1, "SMTPDataError 451")
    assert run() == {"sent": 0, "postponed": 0, "parked": 0, "cancelled": 0}
    assert run(date(2026, 1, 9))["sent"] == 1
    letter.refresh_from_db()
    assert letter.sent_on == date(2026, 1, 9)


def test_one_that_is_refused_for_good_is_parked_and_can_be_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = ready()
    mail = asked(letter)
    refuse(monkeypatch, lambda number: SMTPDataError(550, b"no such user") if number == 1 else None)
    assert run()["parked"] == 1
    mail.refresh_from_db()
    assert (mail.status, mail.failure) == (DeliveryStatus.PARKED, "SMTPDataError 550")
    again = asked(letter)
    assert again.message_id.startswith(f"<letter-{letter.pk}-2@")
    assert run()["sent"] == 1


def test_a_server_that_is_away_leaves_everything_for_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = ready()
    mail = asked(letter)
    from django.core.mail.backends import locmem

    def away(self: object) -> None:
        raise OSError(111, "refused")

    with monkeypatch.context() as gone:
        gone.setattr(locmem.EmailBackend, "open", away)
        with pytest.raises(MailServerAway):
            run()
    mail.refresh_from_db()
    assert (mail.status, mail.attempts, letter.complaint.acts.count()) == (DeliveryStatus.PENDING, 0, 0)
    assert run()["sent"] == 1


def test_a_connection_that_breaks_counts_as_a_try(monkeypatch: pytest.MonkeyPatch) -> None:
    asked(ready())
    refuse(monkeypatch, lambda number: SMTPServerDisconnected("gone") if number == 1 else None)
    assert run()["postponed"] == 1


def test_an_act_that_is_refused_sends_no_mail() -> None:
    complaint = judge(take_up(case(parties=(AGREED,))))
    letter = fixed(drafted(complaint, LetterKind.CLOSING, on=date(2026, 2, 3)), on=date(2026, 2, 3))
    mail = asked(letter)
    assert run(date(2026, 2, 4))["parked"] == 1  # duties are open
    mail.refresh_from_db()
    assert mail.failure
    assert outbox.outbox == []
    complaint.refresh_from_db()
    assert complaint.status == Status.READY_TO_SEND


def test_an_address_that_changed_since_gets_none() -> None:
    letter = ready()
    mail = asked(letter)
    Party.objects.filter(letters=letter).update(email="elders@example.org")
    assert run()["parked"] == 1
    mail.refresh_from_db()
    assert "gewijzigd" in mail.failure
    assert Moved.__doc__


def test_a_letter_that_left_in_another_way_meanwhile_leaves_once() -> None:
    letter = ready()
    asked(letter)
    sent(letter)
    assert run()["cancelled"] == 1
    assert outbox.outbox == []


def test_one_that_cannot_be_written_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked(ready())
    monkeypatch.setattr(mailing, "mail_of", lambda _mail: 1 / 0)
    assert run()["postponed"] == 1


def test_a_mail_that_bounced_opens_the_duty_and_the_second_sending_counts() -> None:
    letter = ready()
    asked(letter)
    run()
    letter.refresh_from_db()
    come_back(letter, on=date(2026, 1, 12))
    assert state_of(Duty.ACKNOWLEDGEMENT, letter) is not DutyState.DONE
    again = act(letters.again, Complaint.objects.get(), on=date(2026, 1, 12), number=letter.number)
    asked(fixed(again, on=date(2026, 1, 12)))
    run(date(2026, 1, 13))
    assert state_of(Duty.ACKNOWLEDGEMENT, letter) is DutyState.DONE
    assert [message.extra_headers["Message-ID"].split("@")[0] for message in outbox.outbox] == [
        f"<letter-{letter.pk}-1",
        f"<letter-{again.pk}-1",
    ]

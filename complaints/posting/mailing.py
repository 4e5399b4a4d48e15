"""Letters by e-mail: asked at the desk, sent by a job, each with the act that it does by leaving (Awb 2:8).

A row waits for every letter. The job does the act and hands the mail over in one transaction: a mail
that is not taken leaves no act behind, and an act that is refused sends no mail. After a crash in
between at most that one mail leaves again, with the same Message-ID.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed
from complaints.channels.mail import MailServerAway, NotTaken, Post
from complaints.law import local_day
from complaints.models import Letter, LetterMail
from complaints.posting.sending import Kept, Moved, letter_to_send, require_reaches, send
from complaints.record import jobs, outbox
from complaints.record.notices import mail_of
from complaints.vocabulary import DeliveryStatus, LetterState, Method, Origin
from complaints.workflow import Action, Refusal

logger = logging.getLogger(__name__)

#: The name under which the runs are recorded.
SEND = "send_letters"
#: A run ends before a worker's time is up.
RUN = timedelta(minutes=4)


class NoChannel(Refusal):
    """This body has set no way by which a letter goes by e-mail."""

    code = "no_channel"


class WaitsAlready(Refusal):
    """The letter waits to leave by e-mail already."""

    code = "waits_already"


def is_set_up() -> bool:
    """Whether letters go by e-mail here: the mail is safe, or there is a place where they wait."""
    return bool(settings.MAIL_IS_SAFE or settings.LETTERS_WAIT_AT)


@transaction.atomic
def ask(*, complaint_id: int, actor: Actor, now: datetime, number: int) -> LetterMail:
    """Ask that a fixed letter leaves by e-mail; the next run of the job sends it, in the name of who asked.

    Raises :class:`NoChannel`, ``NotAgreed`` (Awb 2:8), :class:`WaitsAlready`, ``NoSuchLetter``,
    ``NotInThisState``, and ``NotAllowed`` for a job.
    """
    if actor.user is None:
        raise NotAllowed(_("A letter is a person's."))
    if not is_set_up():
        raise NoChannel(_("This body sends no letters by e-mail."))
    letter = letter_to_send(complaint_id, actor, number)
    access.require(actor, Action.LETTER, letter.complaint)
    if letter.party is None:
        raise NoChannel(_("Only who complains, or who acts for him, gets letters by e-mail."))
    require_reaches(letter, Method.EMAIL)
    if letter.mails.filter(status=DeliveryStatus.PENDING).exists():
        raise WaitsAlready(_("This letter waits already to leave by e-mail."))
    mail = LetterMail(letter=letter, to=letter.party.email, asked_at=now, asked_by=actor.user, try_at=now)
    mail.message_id = f"<letter-{letter.pk}-{letter.mails.count() + 1}@{outbox.domain()}>"
    mail.save()
    return mail


def ask_batch(chosen: Iterable[Letter], *, actor: Actor, now: datetime) -> tuple[list[LetterMail], list[Kept]]:
    """Ask it for several letters: what waits now, and what stays behind with its refusal."""
    asked, kept = [], []
    for letter in chosen:
        try:
            asked.append(ask(complaint_id=letter.complaint_id, actor=actor, now=now, number=letter.number))
        except Refusal as refusal:
            kept.append(Kept(letter, refusal))
    return asked, kept


def send_due(*, now: datetime, for_at_most: timedelta = RUN) -> jobs.Counts:
    """Send the letters that wait and are due; ``now`` is an aware moment.

    Returns the counts of sent, postponed, parked and cancelled. Raises ``MailServerAway`` when the
    server cannot be reached, after recording it: all that is left waits for the next run.
    """
    with jobs.recorded(SEND, now=now) as counts, Post() as post:
        counts.update(sent=0, postponed=0, parked=0, cancelled=0)
        until = monotonic() + for_at_most.total_seconds()
        while monotonic() < until and (outcome := _send_next(post, now=now)):
            counts[outcome] += 1
        return counts


@transaction.atomic
def _send_next(post: Post, *, now: datetime) -> str:
    """Send the next that is due and mark it; "" when there is none left."""
    due = LetterMail.objects.filter(status=DeliveryStatus.PENDING, try_at__lte=now).order_by("try_at", "id")
    mail = due.select_related("letter", "asked_by").select_for_update(skip_locked=True, of=("self",)).first()
    if mail is None:
        return ""
    if mail.letter.state != LetterState.FIXED:
        mail.status = DeliveryStatus.CANCELLED
        mail.save(update_fields=["status"])
        return "cancelled"
    try:
        with transaction.atomic():
            _leave(mail, post, now=now)
    except MailServerAway:
        raise
    except NotTaken as refusal:
        return _put_off(mail, str(refusal), permanent=refusal.permanent, now=now)
    except Refusal as refusal:
        return _put_off(mail, str(refusal), permanent=True, now=now)
    except Exception as error:  # whatever is wrong with one letter holds up no other
        logger.exception("Letter %s of %s cannot be sent.", mail.letter.number, mail.letter.complaint_id)
        return _put_off(mail, type(error).__name__, permanent=False, now=now)
    outbox.mark_sent(mail, now=now)
    return "sent"


def _leave(mail: LetterMail, post: Post, *, now: datetime) -> None:
    """The act first: a mail that has left cannot be called back."""
    letter = mail.letter
    if letter.party is None or letter.party.email != mail.to:
        raise Moved(_("The e-mail address of %(name)s was changed since.") % {"name": letter.recipient})
    send(
        complaint_id=letter.complaint_id,
        actor=Actor(mail.asked_by, Origin.TASK),
        now=now,
        number=letter.number,
        sent_on=local_day(now),
        method=Method.EMAIL,
    )
    post.send(mail_of(mail))


def _put_off(mail: LetterMail, failure: str, *, permanent: bool, now: datetime) -> str:
    parked = outbox.put_off(mail, failure, permanent=permanent, now=now)
    logger.warning("Letter %s was not taken (%s), try %s.", mail.letter_id, mail.failure, mail.attempts)
    return "parked" if parked else "postponed"

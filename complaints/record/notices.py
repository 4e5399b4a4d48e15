"""What our mails say: an alert or several (reference, category, days and a link), a letter that waits, a letter itself.

Nothing of a person stands in a mail (Awb 2:9), but in the letter that is attached where a setting
says that the mail is safe.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.channels import storage
from complaints.channels.mail import Letter as MailLetter
from complaints.models import Clock, Delivery, Digest, LetterMail


def letter_for(delivery: Delivery, *, today: date) -> MailLetter:
    """Write one alert to one recipient, in his language; days left count from ``today``."""
    clock = delivery.alert.clock
    with translation.override(delivery.recipient.language):
        values = {
            "complaint": clock.complaint,
            "clock": clock,
            "standing": how_it_stands(clock, today=today),
            "body_name": settings.BODY_NAME,
            "language": delivery.recipient.language,
            "moment": clock.ends_at,
            "link": settings.SITE_URL + reverse("admin:case", args=[clock.complaint_id]),
        }
        return MailLetter(
            to=delivery.recipient.email,
            subject=f"{clock.complaint.reference}: {clock.get_kind_display()}, {values['standing']}",
            text=render_to_string("mail/alert.txt", values),
            html=render_to_string("mail/alert.html", values),
            message_id=delivery.message_id,
        )


def digest_for(digest: Digest, deliveries: Sequence[Delivery], *, today: date) -> MailLetter:
    """Write one mail about several alerts, in the order given, in the language of its recipient.

    A term of which several rungs wait is said once.
    """
    clocks = {delivery.alert.clock_id: delivery.alert.clock for delivery in deliveries}
    with translation.override(digest.recipient.language):
        values = {
            "rows": [
                {
                    "clock": clock,
                    "complaint": clock.complaint,
                    "standing": how_it_stands(clock, today=today),
                    "link": settings.SITE_URL + reverse("admin:case", args=[clock.complaint_id]),
                }
                for clock in clocks.values()
            ],
            "body_name": settings.BODY_NAME,
            "language": digest.recipient.language,
            "link": settings.SITE_URL + reverse("admin:bell"),
            "choices": settings.SITE_URL + reverse("admin:mail_choices"),
        }
        return MailLetter(
            to=digest.recipient.email,
            subject=ngettext("%(number)s term to look at", "%(number)s terms to look at", len(clocks))
            % {"number": len(clocks)},
            text=render_to_string("mail/digest.txt", values),
            html=render_to_string("mail/digest.html", values),
            message_id=digest.message_id,
        )


def mail_of(mail: LetterMail) -> MailLetter:
    """Write the mail by which a letter leaves, in the letter's language: itself attached, or where it waits."""
    letter = mail.letter
    with translation.override(letter.language):
        values = {
            "letter": letter,
            "is_attached": settings.MAIL_IS_SAFE,
            "link": settings.LETTERS_WAIT_AT,
            "body_name": settings.BODY_NAME,
            "language": letter.language,
        }
        return MailLetter(
            to=mail.to,
            subject=_("A letter from %(body)s") % {"body": settings.BODY_NAME},
            text=render_to_string("mail/letter.txt", values),
            html=render_to_string("mail/letter.html", values),
            message_id=mail.message_id,
            pdf=storage.content_of(letter.kept_as) if settings.MAIL_IS_SAFE else b"",
            pdf_name=f"{letter.reference}.pdf",
        )


def how_it_stands(clock: Clock, *, today: date) -> str:
    """Say how many calendar days are left of a term, or by how many it is over."""
    left = (clock.ends_on - today).days
    if left > 0:
        return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
    if left == 0:
        return _("today is the last day")
    return ngettext("%(days)s day late", "%(days)s days late", -left) % {"days": -left}

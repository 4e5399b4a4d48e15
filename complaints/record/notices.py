"""The text of an alert as a mail: reference, category, day, days left and a link, nothing of a person (Awb 2:9)."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.channels.mail import Letter
from complaints.models import Clock, Delivery


def letter_for(delivery: Delivery, *, today: date) -> Letter:
    """Write one alert to one recipient, in his language; days left count from ``today``."""
    clock = delivery.alert.clock
    with translation.override(delivery.recipient.language):
        values = {
            "complaint": clock.complaint,
            "clock": clock,
            "standing": how_it_stands(clock, today=today),
            "body_name": settings.BODY_NAME,
            "language": delivery.recipient.language,
            "link": settings.SITE_URL + reverse("admin:case", args=[clock.complaint_id]),
        }
        return Letter(
            to=delivery.recipient.email,
            subject=f"{clock.complaint.reference}: {clock.get_kind_display()}, {values['standing']}",
            text=render_to_string("mail/alert.txt", values),
            html=render_to_string("mail/alert.html", values),
            message_id=delivery.message_id,
        )


def how_it_stands(clock: Clock, *, today: date) -> str:
    """Say how many calendar days are left of a term, or by how many it is over."""
    left = (clock.ends_on - today).days
    if left > 0:
        return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
    if left == 0:
        return _("today is the last day")
    return ngettext("%(days)s day late", "%(days)s days late", -left) % {"days": -left}

"""A calendar feed as iCalendar (RFC 5545): a last day is an event of that whole day.

It says reference, kind of term and category, and leads to the complaint: nothing of a person, for a
calendar lies open on a telephone.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from complaints.models import Clock, Feed

#: How often a calendar program is asked to look again.
_AGAIN: Final = timedelta(hours=1)


def written(feed: Feed, clocks: Iterable[Clock], *, domain: str) -> bytes:
    """Write the calendar in the language of its owner; the same terms give the same bytes.

    ``domain`` is the right hand side of the ids of the events.
    """
    with translation.override(feed.owner.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Gehoor//Gehoor//NL")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _name_of(feed))
        calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
        for clock in clocks:
            calendar.add_component(_event(clock, domain))
        return bytes(calendar.to_ical())


def _name_of(feed: Feed) -> str:
    whose = feed.unit or feed.owner
    return " ".join(_("Last days of complaints: %(whose)s").split()) % {"whose": " ".join(str(whose).split())}


def _event(clock: Clock, domain: str) -> Event:
    """A term keeps its id when its day moves: a calendar program moves the event."""
    complaint = clock.complaint
    event = Event()
    event.add("uid", f"{complaint.pk}-{clock.kind}-{clock.subject}@{domain}")
    event.add("sequence", clock.version - 1)
    event.add("dtstamp", clock.made_at)
    event.add("dtstart", clock.ends_on)
    event.add(
        "summary",
        f"{complaint.reference}: {clock.get_kind_display()} ({complaint.get_category_display()})",
    )
    event.add("url", settings.SITE_URL + reverse("admin:case", args=[complaint.pk]))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a last day keeps nobody from his other appointments
    return event

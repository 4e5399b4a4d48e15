"""Contacts: who spoke with whom, when, and what was agreed."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.models import Complaint, Contact
from complaints.record import clocks
from complaints.record.case import open_case
from complaints.record.checking import require_text, require_usable
from complaints.vocabulary import ClockKind, ContactKind
from complaints.workflow import Action


@transaction.atomic
def record(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    kind: ContactKind,
    happened_on: date,
    with_whom: str,
    text: str,
    with_complainant: bool = True,
    agreement: str = "",
) -> Complaint:
    """Record a moment of contact (contactmoment) on its local day; it is never edited.

    With the complainant or representative it meets the term for the first contact. Raises
    ``WrongDay`` for a day after today or before receipt, ``Unusable`` for what is empty or unfit.
    """
    case = open_case(Action.CONTACT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(happened_on, "happened_on")
    require_text(with_whom, _("Say with whom it was."), field="with_whom")
    require_text(text, _("Say what was said."), field="text")
    contact = Contact(
        complaint=case.complaint,
        kind=kind,
        happened_on=happened_on,
        with_whom=with_whom,
        with_complainant=with_complainant,
        text=text,
        agreement=agreement,
        recorded_at=now,
        recorded_by=actor.user,
    )
    require_usable(contact)
    contact.save()
    if with_complainant:
        clocks.meet(case.complaint, ClockKind.FIRST_CONTACT, on=happened_on, now=case.now)
    return case.save(contact=[None, happened_on.isoformat()])

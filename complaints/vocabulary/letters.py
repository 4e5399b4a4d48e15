"""Words of the letters: their kinds, to whom they go, how far they have come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LetterKind(TextChoices):
    """The letters of the procedure (brieven), each with the article that asks for it."""

    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement (9:6)")  # ontvangstbevestiging
    COMPLETION = "completion", _("Request for completion (9:4)")  # verzoek om aanvulling
    COPY = "copy", _("Copy to the person complained about (9:9)")  # afschrift
    INVITATION = "invitation", _("Invitation to a hearing (9:10)")  # uitnodiging voor het horen
    REPORT = "report", _("Report of the hearing (9:10)")  # verslag van het horen
    EXTENSION = "extension", _("Extension (9:11)")  # verdaging
    CONSENT = "consent", _("Request to agree to further delay (9:11)")  # verzoek om instemming
    DECLINED = "declined", _("Notice of not handling (9:8)")  # niet in behandeling nemen
    FORWARDED = "forwarded", _("Forwarding told (2:3)")  # doorzending
    ROUTED = "routed", _("Not a complaint")  # geen klacht
    SETTLED = "settled", _("Settlement confirmed (9:5)")
    WITHDRAWN = "withdrawn", _("Withdrawal confirmed")
    CLOSING = "closing", _("Answer to the complaint (9:12)")  # afdoeningsbrief
    OMBUDSMAN = "ombudsman", _("Answer to the ombudsman (9:31)")


class LetterSide(TextChoices):
    """To whom a letter goes (geadresseerde)."""

    COMPLAINANT = "complainant", _("Complainant or representative")
    PERSON = "person", _("Person complained about")
    OMBUDSMAN = "ombudsman", _("National Ombudsman")


class LetterState(TextChoices):
    """How far a letter has come (stand van een brief)."""

    DRAFT = "draft", _("Draft")
    FIXED = "fixed", _("To be sent")
    SENT = "sent", _("Sent")
    RETURNED = "returned", _("Came back")
    DROPPED = "dropped", _("Dropped")

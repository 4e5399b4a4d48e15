"""Words of the documents on a case: what they are, who they came from, what the virus scanner said."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """What a document on a case is (soort stuk)."""

    COMPLAINT = "complaint", _("Complaint as received")  # klaagschrift (9:4)
    ENCLOSURE = "enclosure", _("Enclosure")  # bijlage
    AUTHORISATION = "authorisation", _("Authorisation (2:1)")  # machtiging
    CONSENT = "consent", _("Consent in writing (9:11)")  # instemming met verder uitstel
    STATEMENT = "statement", _("Account of the person complained about")  # reactie van de beklaagde
    REPORT = "report", _("Report of the hearing (9:10)")  # verslag van het horen
    ADVICE = "advice", _("Advice (9:15)")  # advies
    CORRESPONDENCE = "correspondence", _("Correspondence")  # correspondentie
    OTHER = "other", _("Another document")


class DocumentSource(TextChoices):
    """Who a document came from (afkomstig van)."""

    COMPLAINANT = "complainant", _("Complainant or representative")
    PERSON = "person", _("Person complained about")
    HOUSE = "house", _("Our own organisation")
    ADVISER = "adviser", _("Adviser")
    OMBUDSMAN = "ombudsman", _("National Ombudsman")
    OTHER = "other", _("Somebody else")


class ScanState(TextChoices):
    """What the virus scanner said of a document (viruscontrole)."""

    UNSCANNED = "unscanned", _("Not scanned for viruses")
    WAITING = "waiting", _("Waits for the virus scanner")
    CLEAN = "clean", _("No virus found")
    INFECTED = "infected", _("Virus found")

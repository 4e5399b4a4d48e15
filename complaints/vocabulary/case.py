"""Words of the complaint itself: where it stands, what it is about, how it came in, who takes part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a complaint stands (status)."""

    REGISTERED = "registered", _("Registered")
    IN_HANDLING = "in_handling", _("In handling")
    READY_TO_SEND = "ready_to_send", _("Ready to send")
    CLOSED = "closed", _("Closed")
    VOID = "void", _("Void")


#: Nothing has ended yet: the clocks of these complaints run.
OPEN_STATUSES = (Status.REGISTERED, Status.IN_HANDLING, Status.READY_TO_SEND)


class Category(TextChoices):
    """What the complaint is about (categorie), as the published table counts it.

    ``ombudsman`` is no complaint under Awb title 9.1 but an intervention of the National Ombudsman
    (interventie NO, Awb 9:23): no verdict, no clock of title 9.1.
    """

    PROCESSING_TIME = "processing_time", _("Processing time")
    SERVICE = "service", _("Service provision")
    TREATMENT = "treatment", _("Treatment")
    OMBUDSMAN = "ombudsman", _("NO")
    POLICY = "policy", _("Policy")
    IT = "it", _("IT")
    OTHER = "other", _("Other")


class Verdict(TextChoices):
    """What the body concluded (uitkomst van het oordeel), Awb 9:12."""

    JUSTIFIED = "justified", _("Justified")
    UNJUSTIFIED = "unjustified", _("Unjustified")
    OTHER = "other", _("No verdict")


class OtherReason(TextChoices):
    """Why a closed complaint has no verdict."""

    WITHDRAWN = "withdrawn", _("Withdrawn")
    FORWARDED = "forwarded", _("Forwarded")
    NO_JUDGMENT = "no_judgment", _("No judgment possible")
    DECLINED = "declined", _("Not taken up")
    SETTLED = "settled", _("Settled to satisfaction")
    NOT_A_COMPLAINT = "not_a_complaint", _("Not a complaint")


class DeclineGround(TextChoices):
    """Grounds on which the body need not handle a complaint (Awb 9:8 lid 1, a to f, and lid 2)."""

    HANDLED_BEFORE = "handled_before", _("Complained about and handled before (9:8(1)(a))")
    OVER_A_YEAR = "over_a_year", _("Conduct more than a year before (9:8(1)(b))")
    OBJECTION = "objection", _("Objection was possible (9:8(1)(c))")
    APPEAL = "appeal", _("Appeal is or was possible (9:8(1)(d))")
    COURT = "court", _("Before another court (9:8(1)(e))")
    CRIMINAL = "criminal", _("Criminal investigation or prosecution (9:8(1)(f))")
    MINOR = "minor", _("Interest or weight insufficient (9:8(2))")


class Regime(TextChoices):
    """Which duties bind (regime): formal (Awb 9:4 and further) or careful handling only (Awb 9:2)."""

    FORMAL = "formal", _("Formal (9:4)")
    CAREFUL = "careful", _("Careful handling (9:2)")


class Form(TextChoices):
    """How the complaint was made (vorm), Awb 9:2."""

    WRITTEN = "written", _("Written")
    ORAL = "oral", _("Oral")


class Channel(TextChoices):
    """Along which way it came in (kanaal)."""

    WEB = "web", _("Web form")
    PORTAL = "portal", _("Portal")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("Telephone")
    COUNTER = "counter", _("Counter")
    OMBUDSMAN = "ombudsman", _("Passed on by the ombudsman")
    OTHER = "other", _("Other way")


class Procedure(TextChoices):
    """Which procedure sets the term (procedure), Awb 9:11 lid 1: six weeks, or ten with a committee."""

    ORDINARY = "ordinary", _("Ordinary")
    COMMITTEE = "committee", _("Advisory committee")


class ProcedureKind(TextChoices):
    """About which kind of procedure of the body (soort procedure)."""

    ASYLUM = "asylum", _("Asylum")
    REGULAR = "regular", _("Regular residence")
    NATURALISATION = "naturalisation", _("Naturalisation")
    VISA = "visa", _("Visa")
    FAMILY = "family", _("Family reunification")
    OTHER = "other", _("Other procedure")


class Language(TextChoices):
    """Language of the correspondence (taal)."""

    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")


class RecordOrigin(TextChoices):
    """How a complaint came into the register. What was done before an import is unknown, not open."""

    REGISTERED = "registered", _("Registered here")
    IMPORTED = "imported", _("Imported")


class PartyRole(TextChoices):
    """Who takes part (partijen)."""

    COMPLAINANT = "complainant", _("Complainant")  # klager
    REPRESENTATIVE = "representative", _("Representative")  # gemachtigde, Awb 2:1
    AFFECTED = "affected", _("Person affected")  # degene jegens wie, Awb 9:1

"""The glossary: every word that the register stores, in code, English and Dutch.

Stored codes are lower-case words and never change; the labels go through gettext. The Dutch legal
term stands in each docstring. A code that is not listed here is refused by the database.
"""

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


class ClockKind(TextChoices):
    """Terms that the register watches (termijnen)."""

    HANDLING = "handling", _("Handling (9:11)")
    TAKE_UP = "take_up", _("Taking up or notice (9:8(3))")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement (9:6)")
    COPY = "copy", _("Copy to the person complained about (9:9)")
    HEARING_REPLY = "hearing_reply", _("Reply to the offer of a hearing (9:10)")
    FIRST_CONTACT = "first_contact", _("First contact")
    COMPLETION = "completion", _("Completion (9:4)")
    OMBUDSMAN_REPLY = "ombudsman_reply", _("Answer to the ombudsman")
    OMBUDSMAN_YEAR = "ombudsman_year", _("Year for the ombudsman (9:24)")
    INQUIRY = "inquiry", _("Answer to an inquiry")
    COMMITMENT = "commitment", _("Commitment (9:5)")
    REVIVAL = "revival", _("Criminal case followed up (9:8(1)(f))")


#: Terms that run on, or begin, when the complaint is closed.
AFTER_CLOSING = (ClockKind.COMMITMENT, ClockKind.REVIVAL)


class Superseded(TextChoices):
    """Why a version of a clock no longer counts."""

    EXTENDED = "extended", _("Extended (9:11 lid 2)")
    CONSENTED = "consented", _("Agreed with the complainant (9:11 lid 3)")
    RECEIPT_CORRECTED = "receipt_corrected", _("Receipt corrected")
    NEW_DATE = "new_date", _("New date agreed")
    DECREE = "decree", _("New decree (Atw 3 lid 3)")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    VOIDED = "voided", _("Declared void")
    DROPPED = "dropped", _("No longer needed")


class ActKind(TextChoices):
    """Acts of the procedure that happened in the world, each on a day (handelingen)."""

    ACKNOWLEDGED = "acknowledged", _("Acknowledgement sent")
    COMPLETION_ASKED = "completion_asked", _("Completion asked")
    COMPLETED = "completed", _("Completed by the complainant")
    TAKEN_UP = "taken_up", _("Taken up")
    COPIED = "copied", _("Copy sent to the person complained about")
    HEARING_OFFERED = "hearing_offered", _("Hearing offered")
    HEARING_ANSWERED = "hearing_answered", _("Answer to the offer of a hearing")
    HEARD = "heard", _("Heard")
    HEARING_REPORTED = "hearing_reported", _("Report of the hearing made")
    HEARING_WAIVED = "hearing_waived", _("Hearing waived")
    ADVISED = "advised", _("Report and advice of the committee received")
    EXTENDED = "extended", _("Term extended")
    EXTENSION_NOTICED = "extension_noticed", _("Extension told to the person complained about")
    CONSENTED = "consented", _("Agreed to further delay")
    JUDGED = "judged", _("Judgment written")
    SENDER_TOLD = "sender_told", _("Sender told of the forwarding")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    VOIDED = "voided", _("Declared void")
    RECEIPT_CORRECTED = "receipt_corrected", _("Receipt corrected")
    ANSWERED_OMBUDSMAN = "answered_ombudsman", _("Ombudsman answered")


class Side(TextChoices):
    """To whom, or by whom, an act is (Awb 9:10, 9:11 lid 2): the complainant or the person complained about."""

    COMPLAINANT = "complainant", _("Complainant")
    PERSON = "person", _("Person complained about")


class HearingAnswer(TextChoices):
    """What somebody answered to the offer of a hearing (reactie op het aanbod om te horen)."""

    WANTS = "wants", _("Wants to be heard")
    DECLINES = "declines", _("Does not want to be heard")
    SILENT = "silent", _("Did not answer")


class HearingMode(TextChoices):
    """How somebody was heard (wijze van horen)."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video")


class WaiverGround(TextChoices):
    """Grounds to refrain from hearing the complainant (afzien van horen), Awb 9:10 lid 2."""

    UNFOUNDED = "unfounded", _("The complaint is manifestly unfounded (a)")
    DECLARED = "declared", _("The complainant declared not to want it (b)")
    SILENT = "silent", _("The complainant did not ask for it within the term set (c)")


class AdviserKind(TextChoices):
    """Who advises on the complaint (Awb 9:14): one person, or a committee."""

    PERSON = "person", _("A person")
    COMMITTEE = "committee", _("A committee")


class Deviation(TextChoices):
    """How the conclusions stand to the advice (Awb 9:16)."""

    FOLLOWS = "follows", _("Follows the advice")
    DEVIATES = "deviates", _("Deviates from the advice")


class RouteKind(TextChoices):
    """What came in that is no complaint (geen klacht), and so goes elsewhere."""

    QUESTION = "question", _("Question")
    OBJECTION = "objection", _("Objection")
    DEFAULT_NOTICE = "default_notice", _("Notice of default")  # ingebrekestelling, Awb 4:17
    POLICY_VIEW = "policy_view", _("View on policy")


class Duty(TextChoices):
    """What title 9.1 asks of the body in one complaint (verplichtingen), in the order of a case."""

    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledge receipt")
    NAME_COMMITTEE = "name_committee", _("Say in the acknowledgement who will advise")
    TAKE_UP = "take_up", _("Take up, not involved in the conduct")
    COPY = "copy", _("Send a copy to the person complained about")
    OFFER_COMPLAINANT = "offer_complainant", _("Offer the complainant a hearing")
    HEAR_COMPLAINANT = "hear_complainant", _("Hear the complainant")
    OFFER_PERSON = "offer_person", _("Offer the person complained about a hearing")
    HEAR_PERSON = "hear_person", _("Hear the person complained about")
    REPORT = "report", _("Report of the hearing")
    ADVICE = "advice", _("Report and advice of the committee")
    TELL_EXTENSION = "tell_extension", _("Tell the person complained about the extension")
    JUDGMENT = "judgment", _("Findings, judgment and conclusions")
    ANSWER = "answer", _("Send the answer")


class DutyState(TextChoices):
    """How a duty stands (stand van een verplichting)."""

    DONE = "done", _("Done")
    DUE = "due", _("To do")
    WAIVED = "waived", _("Waived")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    UNKNOWN = "unknown", _("Not known")


class NotApplicable(TextChoices):
    """Why a duty does not apply to a complaint (niet van toepassing)."""

    NOBODY_NAMED = "nobody_named", _("nobody is named as the person complained about")
    NO_COMMITTEE = "no_committee", _("nobody advises in the ordinary procedure")
    NOT_EXTENDED = "not_extended", _("the term was not extended")
    NOT_HEARD = "not_heard", _("nobody was heard")
    NOT_ASKED = "not_asked", _("he did not ask for it")
    ENDED = "ended", _("the complaint ended in another way than by a judgment")


class ContactKind(TextChoices):
    """How the body and somebody in the case spoke (contactmoment)."""

    PHONE = "phone", _("Telephone call")
    VISIT = "visit", _("Visit")
    VIDEO = "video", _("Video call")
    MESSAGE = "message", _("Letter or e-mail")


class CommitmentState(TextChoices):
    """What became of a commitment (toezegging)."""

    OPEN = "open", _("To be kept")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")


class Following(TextChoices):
    """What the body does with a recommendation of the ombudsman (Awb 9:36 lid 4)."""

    FOLLOWED = "followed", _("Followed")
    PARTLY = "partly", _("Followed in part")
    NOT_FOLLOWED = "not_followed", _("Not followed")


class TermUnit(TextChoices):
    """In what the term to decide on an application is set (beslistermijn)."""

    WEEKS = "weeks", _("Weeks")
    MONTHS = "months", _("Months")


class Method(TextChoices):
    """How an act was done or a message sent (wijze)."""

    LETTER = "letter", _("By letter")
    EMAIL = "email", _("By e-mail")
    PORTAL = "portal", _("Through the portal")
    PHONE = "phone", _("By telephone")
    IN_PERSON = "in_person", _("In person")


class Role(TextChoices):
    """What a user may be (rollen), per unit or for all units."""

    HANDLER = "handler", _("Handler")  # klachtbehandelaar
    COORDINATOR = "coordinator", _("Coordinator")  # klachtencoördinator
    PUBLISHER = "publisher", _("Publisher")
    LIAISON = "liaison", _("Ombudsman liaison")
    AUDITOR = "auditor", _("Auditor")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    ADMINISTRATOR = "administrator", _("Administrator")


class Origin(TextChoices):
    """Through which face something was done (herkomst)."""

    DESK = "desk", _("Desk")
    API = "api", _("API")
    COMMAND = "command", _("Command")
    TASK = "task", _("Task")
    IMPORT = "import", _("Import")


class EditionStatus(TextChoices):
    """How far a month's figures have come (editie)."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class EditionOrigin(TextChoices):
    """Where a month's figures come from."""

    REGISTER = "register", _("Counted from the register")
    IMPORTED = "imported", _("Imported as published")


class CountingBasis(TextChoices):
    """What the table counts (telgrondslag); the published series changed it in March 2023."""

    COMPLAINTS = "complaints", _("Complaints")
    COMPLAINANTS = "complainants", _("Complainants")


class OffsetUnit(TextChoices):
    """In what a rung of the alert ladder counts."""

    CALENDAR_DAYS = "calendar_days", _("Calendar days")
    WORKING_DAYS = "working_days", _("Working days")


class DeliveryStatus(TextChoices):
    """What became of one alert for one recipient."""

    PENDING = "pending", _("Waiting")
    SENT = "sent", _("Sent")
    PARKED = "parked", _("Parked")
    CANCELLED = "cancelled", _("Cancelled")

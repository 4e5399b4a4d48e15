"""Words of the procedure: its terms, its acts, its duties, and what goes on around it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    RETURNED = "returned", _("The letter came back (2:11)")


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

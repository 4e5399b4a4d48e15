"""Tables, constraints and querysets, one module per aggregate."""

from complaints.models.absences import Absence
from complaints.models.acts import Act, Consent, Defect, Extension, Note
from complaints.models.alerts import Alert, Delivery, Digest, Rung
from complaints.models.annual_reports import AnnualReport, ReleasedSummary
from complaints.models.clocks import CalendarDay, Clock
from complaints.models.complaint import Complaint, Part
from complaints.models.documents import Document
from complaints.models.drafts import Draft
from complaints.models.editions import Edition, EditionAcknowledgement, EditionMember
from complaints.models.feeds import Feed
from complaints.models.interventions import Intervention, Recommendation, Round
from complaints.models.letters import Letter, LetterAct, LetterBlock, LetterMail, LetterTemplate, LetterText
from complaints.models.parties import Involvement, Party, PersonComplainedAbout
from complaints.models.people import RoleGrant, Unit, User
from complaints.models.procedure import Application, Commitment, Contact, Inquiry, PartnerBody
from complaints.models.search import Findable, Word
from complaints.models.trail import Event, JobRun
from complaints.models.webhooks import Webhook, WebhookMessage
from complaints.models.work_views import WorkView

__all__ = [
    "Absence",
    "Act",
    "Alert",
    "AnnualReport",
    "Application",
    "CalendarDay",
    "Clock",
    "Commitment",
    "Complaint",
    "Consent",
    "Contact",
    "Defect",
    "Delivery",
    "Digest",
    "Document",
    "Draft",
    "Edition",
    "EditionAcknowledgement",
    "EditionMember",
    "Event",
    "Extension",
    "Feed",
    "Findable",
    "Inquiry",
    "Intervention",
    "Involvement",
    "JobRun",
    "Letter",
    "LetterAct",
    "LetterBlock",
    "LetterMail",
    "LetterTemplate",
    "LetterText",
    "Note",
    "Part",
    "PartnerBody",
    "Party",
    "PersonComplainedAbout",
    "Recommendation",
    "ReleasedSummary",
    "RoleGrant",
    "Round",
    "Rung",
    "Unit",
    "User",
    "Webhook",
    "WebhookMessage",
    "Word",
    "WorkView",
]

"""Tables, constraints and querysets, one module per aggregate."""

from complaints.models.absences import Absence
from complaints.models.acts import Act, Consent, Defect, Extension, Note
from complaints.models.alerts import Alert, Delivery, Digest, Rung
from complaints.models.clocks import CalendarDay, Clock
from complaints.models.complaint import Complaint, Part
from complaints.models.documents import Document
from complaints.models.editions import Edition, EditionMember
from complaints.models.interventions import Intervention, Recommendation, Round
from complaints.models.letters import Letter, LetterAct, LetterBlock, LetterMail, LetterTemplate, LetterText
from complaints.models.parties import Involvement, Party, PersonComplainedAbout
from complaints.models.people import RoleGrant, Unit, User
from complaints.models.procedure import Application, Commitment, Contact, Inquiry, PartnerBody
from complaints.models.trail import Event, JobRun

__all__ = [
    "Absence",
    "Act",
    "Alert",
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
    "Edition",
    "EditionMember",
    "Event",
    "Extension",
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
    "RoleGrant",
    "Round",
    "Rung",
    "Unit",
    "User",
]

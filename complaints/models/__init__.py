"""Tables, constraints and querysets, one module per aggregate."""

from complaints.models.acts import Act, Consent, Extension, Note
from complaints.models.alerts import Alert, Delivery, Rung
from complaints.models.clocks import CalendarDay, Clock
from complaints.models.complaint import Complaint, Intervention, Part
from complaints.models.editions import Edition, EditionMember
from complaints.models.parties import Involvement, Party, PersonComplainedAbout
from complaints.models.people import RoleGrant, Unit, User
from complaints.models.trail import Event, JobRun

__all__ = [
    "Act",
    "Alert",
    "CalendarDay",
    "Clock",
    "Complaint",
    "Consent",
    "Delivery",
    "Edition",
    "EditionMember",
    "Event",
    "Extension",
    "Intervention",
    "Involvement",
    "JobRun",
    "Note",
    "Part",
    "Party",
    "PersonComplainedAbout",
    "RoleGrant",
    "Rung",
    "Unit",
    "User",
]

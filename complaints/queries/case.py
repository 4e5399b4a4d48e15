"""One complaint with everything about it, for the page that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from complaints import access, workflow
from complaints.checklist import Item
from complaints.models import Act, Clock, Complaint, Event, Note, Part, Party, PersonComplainedAbout, User
from complaints.queries.duties import duties_of
from complaints.queries.relevance import pointless_acts
from complaints.vocabulary import ClockKind, Role, Status
from complaints.workflow import Action

#: What stands on the page and belongs to the complaint alone, each read once.
_AROUND = ("contacts", "inquiries__unit", "commitments__owner", "letters", "documents", "defects")
_AROUND_AN_INTERVENTION = (*_AROUND, "rounds", "recommendations")
#: The trail on the page: the newest so many events.
LONGEST_TRAIL = 500


@dataclass(frozen=True)
class CaseFile:
    """A complaint (dossier), its people, its acts, its clocks and its trail, as one actor may see it.

    ``clocks`` are the live versions, by last day; ``earlier_clocks`` the superseded ones, newest
    first. ``open_acts`` are the acts that this actor may do now and that have something to act on;
    ``duties`` is the checklist of the law.
    """

    complaint: Complaint
    parties: Sequence[Party]
    persons: Sequence[PersonComplainedAbout]
    parts: Sequence[Part]
    acts: Sequence[Act]
    notes: Sequence[Note]
    clocks: Sequence[Clock]
    earlier_clocks: Sequence[Clock]
    events: Sequence[Event]
    open_acts: frozenset[Action]
    duties: Sequence[Item]

    @property
    def main_clock(self) -> Clock | None:
        """The clock that everybody means by "the last day": handling, or the ombudsman's."""
        kinds = (ClockKind.HANDLING, ClockKind.OMBUDSMAN_REPLY)
        return next((clock for clock in self.clocks if clock.kind in kinds), None)

    @property
    def other_clocks(self) -> Sequence[Clock]:
        """The other live clocks."""
        main = self.main_clock
        return [clock for clock in self.clocks if clock != main]

    @property
    def is_extended(self) -> bool:
        """Whether an extension (verdaging) with legal effect was notified."""
        return any(hasattr(act, "extension") and act.has_effect and not act.came_back for act in self.acts)


def visible_complaint(actor: access.Actor, complaint_id: int) -> Complaint | None:
    """The complaint, where this actor may see it."""
    seen = access.visible_to(actor).select_related(
        "unit", "handler", "duplicate_of", "repeats", "split_from", "intervention__about"
    )
    return seen.filter(pk=complaint_id).first()


def case_file(actor: access.Actor, complaint_id: int) -> CaseFile | None:
    """Everything about a complaint, or None where it does not exist for this actor."""
    complaint = visible_complaint(actor, complaint_id)
    if complaint is None:
        return None
    clocks = list(complaint.clocks.select_related("made_by").order_by("ends_on", "id"))
    acts = complaint.acts.select_related("extension", "consent", "recorded_by", "by_letter__letter")
    acts = acts.prefetch_related("documents")
    events = complaint.events.select_related("actor").order_by("-id")
    duties = duties_of(complaint)
    prefetch_related_objects([complaint], *(_AROUND_AN_INTERVENTION if complaint.is_intervention else _AROUND))
    return CaseFile(
        complaint=complaint,
        parties=list(complaint.parties.order_by("id")),
        persons=list(complaint.persons_complained_about.select_related("user", "unit").order_by("id")),
        parts=list(complaint.parts.order_by("number")),
        acts=list(acts.order_by("happened_on", "id")),
        notes=list(complaint.notes.select_related("written_by").order_by("-id")),
        clocks=[clock for clock in clocks if clock.superseded_at is None],
        earlier_clocks=sorted((clock for clock in clocks if clock.superseded_at), key=lambda clock: -clock.pk),
        events=list(events[:LONGEST_TRAIL]),
        open_acts=open_acts(actor, complaint) - pointless_acts(complaint, duties),
        duties=duties,
    )


def open_acts(actor: access.Actor, complaint: Complaint) -> frozenset[Action]:
    """The acts that this actor may do on this complaint now, by role and by status."""
    status, intervention = Status(complaint.status), complaint.is_intervention
    return frozenset(
        action
        for action in access.acts_of(actor, complaint)
        if workflow.allowed(action, status=status, intervention=intervention)
    )


def assignable_to(complaint: Complaint) -> Sequence[User]:
    """Who handles complaints of this unit, by surname; whether he was involved is asked when assigning."""
    handlers = User.objects.filter(is_active=True, role_grants__role__in=[Role.HANDLER, Role.COORDINATOR]).exclude(
        complained_about_in__complaint=complaint
    )
    if complaint.unit_id is not None:
        handlers = handlers.filter(role_grants__unit__in=[complaint.unit_id]) | handlers.filter(
            role_grants__unit__isnull=True
        )
    return list(handlers.distinct().order_by("last_name", "first_name", "username"))

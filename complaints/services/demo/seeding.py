"""Filling an empty register with the demonstration: its people, and every complaint with its past."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from random import Random
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from complaints.access import Actor
from complaints.figures.history import read
from complaints.models import (
    Complaint,
    Edition,
    Intervention,
    Part,
    PartnerBody,
    Party,
    PersonComplainedAbout,
    RoleGrant,
    Unit,
    User,
)
from complaints.queries.editions import dated_basis
from complaints.record import calendar, search, trail
from complaints.services.demo import cast, plan, texts
from complaints.services.demo.history import History
from complaints.services.demo.ledger import Keys, Ledger
from complaints.services.demo.present import Present
from complaints.services.demo.stories import Judged, Story
from complaints.services.demo.storing import give_keys, reserve, store
from complaints.vocabulary import Form, Regime, Status
from complaints.workflow import Action, Refusal

#: The same seed tells the same stories.
SEED: Final = "demo"
#: The generated past ends in the summer of 2023, and the present is eight weeks long.
FIRST_TODAY: Final = date(2023, 11, 1)


class NotEmpty(Refusal):
    """There is something in the register already; a demonstration never mixes with it."""

    code = "not_empty"


class TooEarly(Refusal):
    """The day that is to be today lies in the generated past."""

    code = "too_early"


@dataclass(frozen=True)
class Seeded:
    """How many registrations were made, and how many of them are open."""

    registrations: int
    open: int


def is_empty() -> bool:
    """Whether there is nothing yet that a demonstration could mix with."""
    taken = User.objects.filter(username__in=[each.username for each in cast.COLLEAGUES])
    return not (Complaint.objects.exists() or Edition.objects.exists() or Unit.objects.exists() or taken.exists())


@transaction.atomic
def seed_people(*, password: str, actor: Actor, now: datetime) -> Mapping[str, User]:
    """Make the units and the people of the demonstration, who all sign in with one password.

    Raises :class:`NotEmpty`.
    """
    if not is_empty():
        raise NotEmpty(_("The register is not empty; the demonstration needs a new data directory."))
    units = {code: Unit.objects.create(code=code, name=name) for code, name in cast.UNITS.items()}
    for partner in texts.answers()["partners"]:
        PartnerBody.objects.create(**partner)
    hashed = make_password(password)
    people = {}
    for extension, each in enumerate(cast.COLLEAGUES, start=1):
        people[each.username] = User.objects.create(
            username=each.username,
            first_name=each.first_name,
            last_name=each.last_name,
            email=f"{each.username}@gehoor.example",
            phone=f"088 000 00 {extension:02d}",
            password=hashed,
            is_active=each.is_active,
        )
        RoleGrant.objects.create(user=people[each.username], role=each.role, unit=units.get(each.unit))
    trail.append(action="seed_people", actor=actor, now=now, changes={"people": [None, len(people)]})
    return people


@transaction.atomic
def seed_register(*, published: bytes, today: date, actor: Actor, now: datetime, seed: str = SEED) -> Seeded:
    """Write the generated register: the months of the published table (CSV), and what is open today.

    The people are made before (:func:`seed_people`, which refuses a filled register). Each complaint
    comes with the acts, clocks and events that the services would have written. Raises
    :class:`TooEarly`.
    """
    stories = told(published=published, today=today, seed=seed)
    complaints = write(stories)
    trail.append(action="seed_register", actor=actor, now=now, changes={"registrations": [None, len(complaints)]})
    return Seeded(len(complaints), sum(complaint.is_open for complaint in complaints.values()))


def told(*, published: bytes, today: date, seed: str = SEED) -> Sequence[Story]:
    """Tell every story of the demonstration, in the order of receipt: the same every time."""
    if today < FIRST_TODAY:
        raise TooEarly(
            _("The demonstration's past ends in 2023; today is %(first)s or later.") % {"first": FIRST_TODAY},
            field="today",
        )
    in_force = calendar.current()
    past, present = chance(f"{seed} past"), chance(f"{seed} present {today}")
    cases = plan.planned(past, read(published, basis=dated_basis()), in_force)
    return [
        *History(past, in_force).tell(cases),
        *Present(present, today, in_force).tell(),
    ]


def chance(seed: str) -> Random:
    """A source of chance of its own: the same seed, the same draws."""
    return Random(seed)  # noqa: S311 - for stories, not for secrets


@transaction.atomic
def write(stories: Sequence[Story]) -> Mapping[Story, Complaint]:
    """Write these stories, each with all that the services would have written about it."""
    ledgers = _ledgers(stories)
    _store(ledgers.values())
    _store_people(ledgers)
    search.feed([ledger.complaint.pk for ledger in ledgers.values()])
    return {story: ledger.complaint for story, ledger in ledgers.items()}


def _ledgers(stories: Sequence[Story]) -> dict[Story, Ledger]:
    keys = _keys(stories)
    ledgers = {}
    for story in stories:
        ledger = Ledger(keys.complaints[story], keys)
        ledger.tell(story)
        ledgers[story] = ledger
    return ledgers


def _keys(stories: Sequence[Story]) -> Keys:
    """Give every story its complaint with key and reference, so that stories can point at each other."""
    units = dict(Unit.objects.values_list("code", "pk"))
    users = dict(User.objects.values_list("username", "pk"))
    keys = reserve("complaints_complaint_id_seq", len(stories))
    references = reserve("complaints_reference", len(stories))
    complaints: dict[Story, Complaint] = {}
    for story, key, number in zip(stories, keys, references, strict=True):
        complaint = _complaint(story, units)
        complaint.pk, complaint.reference = key, f"K{story.arrival.received_on:%y}-{number}"
        if story.arrival.repeats is not None:
            complaint.repeats_id = complaints[story.arrival.repeats].pk
        complaints[story] = complaint
    referred = {complaint.pk: complaint.reference for complaint in complaints.values()}
    names: dict[str, Mapping[Any, str]] = {
        "handler": {key: username for username, key in users.items()},
        "unit": {key: code for code, key in units.items()},
        "repeats": referred,
        "duplicate_of": referred,
    }
    return Keys(users=users, units=units, complaints=complaints, names=names)


def _complaint(story: Story, units: Mapping[str, int]) -> Complaint:
    arrival = story.arrival
    return Complaint(
        received_at=arrival.received_at,
        received_on=arrival.received_on,
        regime=Regime.CAREFUL if arrival.form is Form.ORAL else Regime.FORMAL,
        form=arrival.form,
        channel=arrival.channel,
        language=arrival.language,
        category=arrival.category,
        unit_id=units[arrival.unit],
        procedure_kind=arrival.procedure_kind,
        labels=list(arrival.labels),
        description=arrival.description,
        conduct_from=arrival.conduct_from,
        conduct_until=arrival.conduct_until,
        conduct_continues=arrival.conduct_continues,
        complainants=arrival.complainants,
        procedure=arrival.procedure,
        procedure_basis=arrival.procedure_basis,
        status=Status.REGISTERED,
    )


def _store(ledgers: Iterable[Ledger]) -> None:
    """Write what the ledgers hold, table by table."""
    ledgers = list(ledgers)
    acts = [act for ledger in ledgers for act in ledger.acts]
    notes = [note for ledger in ledgers for note in ledger.notes]
    give_keys(acts)
    give_keys(notes)
    for ledger in ledgers:
        _name_by_key(ledger)
    store(ledger.complaint for ledger in ledgers)
    store(chain.from_iterable(ledger.versions for ledger in ledgers))
    store(acts)
    store(chain.from_iterable(ledger.extensions for ledger in ledgers))
    store(chain.from_iterable(ledger.consents for ledger in ledgers))
    store(notes)
    store(chain.from_iterable(ledger.contacts for ledger in ledgers))
    store(chain.from_iterable(ledger.applications for ledger in ledgers))
    store(chain.from_iterable(ledger.events for ledger in ledgers))


def _name_by_key(ledger: Ledger) -> None:
    """What an act says names the act, and the event of a note names the note."""
    for extension in ledger.extensions:
        extension.act_id = extension.act.pk
    for consent in ledger.consents:
        consent.act_id = consent.act.pk
    noted = [event for event in ledger.events if event.action == Action.NOTE]
    for note, event in zip(ledger.notes, noted, strict=True):
        event.changes["note"] = [None, note.pk]


def _store_people(ledgers: Mapping[Story, Ledger]) -> None:
    """Write who takes part and what is complained of."""
    told_of = [(ledger.complaint, story.arrival) for story, ledger in ledgers.items()]
    store(Party(complaint=complaint, **vars(party)) for complaint, arrival in told_of for party in arrival.parties)
    store(
        PersonComplainedAbout(complaint=complaint, job_title=job_title, unit_id=complaint.unit_id)
        for complaint, arrival in told_of
        for job_title in arrival.job_titles
    )
    store(part for story, ledger in ledgers.items() for part in _parts(story, ledger.complaint))
    store(
        Intervention(
            complaint=complaint,
            ombudsman_reference=arrival.asked.ombudsman_reference,
            officer=arrival.asked.officer,
            subject=arrival.asked.subject,
            about_id=ledgers[arrival.asked.about].complaint.pk if arrival.asked.about else None,
        )
        for complaint, arrival in told_of
        if arrival.asked is not None
    )


def _parts(story: Story, complaint: Complaint) -> Iterable[Part]:
    judged = [deed for deed in story.deeds if isinstance(deed, Judged)]
    last: Sequence[tuple[str, str]] = judged[-1].parts if judged else [("", "")] * len(story.arrival.parts)
    for number, (conduct, (finding, verdict)) in enumerate(zip(story.arrival.parts, last, strict=True), start=1):
        yield Part(complaint=complaint, number=number, conduct=conduct, finding=finding, verdict=verdict)

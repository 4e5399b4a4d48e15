"""What can be said of a complaint while it is typed: what it lacks, what it is like, by when it must be answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints import law
from complaints.access import Actor
from complaints.admin.forms_intake import ComplaintForm, PartyForm
from complaints.law import Procedure
from complaints.law.unlawful import Unlawful
from complaints.queries.completeness import Lacking, lacking_of
from complaints.queries.similar import Similar, Told, similar_among
from complaints.record import calendar
from complaints.services.intake import PartyEntry
from complaints.vocabulary import Category

#: What 9:4 asks, in the words of who registers.
LACKS: Mapping[Lacking, StrOrPromise] = {
    Lacking.NAME: _("the name of the complainant"),
    Lacking.ADDRESS: _("an address, or his consent to e-mail"),
    Lacking.DESCRIPTION: _("what the complaint is about"),
}


@dataclass(frozen=True)
class Hints:
    """What 9:4 asks and is not there yet, complaints of the same person, and the last day with its reason."""

    lacks: Sequence[StrOrPromise] = ()
    similar: Sequence[Similar] = ()
    last_day: date | None = None
    why: str = ""


def hints_of(form: ComplaintForm, rows: Iterable[PartyForm], actor: Actor, *, today: date) -> Hints:
    """Look at what was typed so far; of an intervention there is nothing to say."""
    typed = form.cleaned_data if form.is_bound else {}
    if typed.get("category") == Category.OMBUDSMAN:
        return Hints()
    received_on = typed.get("received_on") or today
    description = typed.get("description", "")
    people = [*_people(rows), *typed.get("clients", ())]
    told = Told(people, description, typed.get("category", ""), received_on)
    last_day, why = _last_day(received_on, typed.get("procedure") or Procedure.ORDINARY)
    return Hints(
        lacks=[LACKS[each] for each in lacking_of(people, description)],
        similar=similar_among(told, actor),
        last_day=last_day,
        why=why,
    )


def _people(rows: Iterable[PartyForm]) -> list[PartyEntry]:
    """Who was named so far."""
    return [row.as_typed() for row in rows if row.is_bound and row.has_changed() and row.cleaned_data.get("name")]


def _last_day(received_on: date, procedure: str) -> tuple[date | None, str]:
    try:
        term = law.handling_term(received_on, procedure=Procedure(procedure), calendar=calendar.current())
    except Unlawful:
        return None, ""
    return term.last_day, law.explain(term.steps, (get_language() or "nl")[:2])

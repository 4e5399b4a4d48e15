"""The steps of an edition on the desk: each with what is typed for it, and the service that takes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from complaints.access import Actor
from complaints.admin.actors import has_role, user_of
from complaints.admin.forms_editions import AcknowledgeForm, ApproveForm, NoteForm, PlanForm, ResolveForm
from complaints.figures.months import Month
from complaints.figures.proof import misfit
from complaints.models import Edition
from complaints.queries.editions import figures_of, newest_published
from complaints.services import import_published, publication
from complaints.vocabulary import EditionOrigin, EditionStatus, Role


@dataclass(frozen=True)
class Step:
    """A step that an edition can take: from which statuses, what is asked, what does it, what is said then."""

    label: StrOrPromise
    done: StrOrPromise
    statuses: frozenset[EditionStatus]
    carry_out: Callable[..., object]
    form: type[forms.Form] | None = None
    is_main: bool = True

    def take(self, edition: Edition, *, actor: Actor, now: datetime, typed: Mapping[str, Any]) -> None:
        """Do it, with what was typed."""
        self.carry_out(month=Month.of(edition.month), actor=actor, now=now, **typed)


_MAKING = frozenset({EditionStatus.DRAFT, EditionStatus.ADOPTED})

STEPS: Mapping[str, Step] = {
    "adopt": Step(_("Adopt"), _("You answer for these figures."), frozenset({EditionStatus.DRAFT}), publication.adopt),
    "approve": Step(
        _("Approve"),
        _("The figures are approved."),
        frozenset({EditionStatus.ADOPTED}),
        publication.approve,
        ApproveForm,
    ),
    "publish": Step(
        _("Publish"),
        _("The figures are published; from now on they never change."),
        frozenset({EditionStatus.APPROVED}),
        publication.publish,
    ),
    "plan": Step(
        _("Set the hour"),
        _("The hour of publication is set."),
        frozenset({EditionStatus.APPROVED}),
        publication.plan,
        PlanForm,
        is_main=False,
    ),
    "note": Step(_("Keep the note"), _("The note is kept."), _MAKING, publication.annotate, NoteForm, is_main=False),
    "acknowledge": Step(
        _("Acknowledge"),
        _("The change is acknowledged."),
        frozenset({EditionStatus.PUBLISHED}),
        publication.acknowledge,
        AcknowledgeForm,
        is_main=False,
    ),
    "resolve": Step(
        _("Publish the corrected row"),
        _("The corrected row is published; what was published before stays beside it."),
        frozenset({EditionStatus.PUBLISHED}),
        import_published.resolve,
        ResolveForm,
    ),
}


def steps_of(request: HttpRequest, edition: Edition) -> dict[str, Step]:
    """The steps that this person can take now."""
    if not has_role(request, [Role.PUBLISHER]):
        return {}
    if edition.origin == EditionOrigin.IMPORTED:
        return {"resolve": STEPS["resolve"]} if _is_a_misfit(edition) else {}
    found = {name: step for name, step in STEPS.items() if edition.status in step.statuses and name != "resolve"}
    if waits_for_another(request, edition):
        del found["approve"]
    return found


def waits_for_another(request: HttpRequest, edition: Edition) -> bool:
    """Four eyes: who adopted the figures does not approve them."""
    return edition.status == EditionStatus.ADOPTED and edition.adopted_by_id == user_of(request).pk


def _is_a_misfit(edition: Edition) -> bool:
    """Whether it is the edition that holds of its month, and does not add up."""
    return misfit(figures_of(edition)) is not None and newest_published(Month.of(edition.month)) == edition


def form_of(name: str, edition: Edition, data: Any = None) -> forms.Form | None:
    """What is typed for a step, as it stands now."""
    step = STEPS[name]
    if step.form is None:
        return None
    if name == "resolve":
        return ResolveForm(data, figures=figures_of(edition))
    initial: dict[str, Any] = {}
    if name == "note":
        initial["note"] = edition.note
    if name == "plan" and edition.publish_at:
        initial["publish_at"] = edition.publish_at
    return step.form(data, initial=initial)

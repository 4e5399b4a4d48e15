"""Absences: one's own, and as a coordinator those of who works in one's units."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from complaints.admin import forms_fields as fields
from complaints.admin import frame
from complaints.admin.actors import CASE_WORKERS, actor_of, has_role, user_of
from complaints.models import User
from complaints.queries.absences import may_be_entered, may_stand_in, to_come
from complaints.services import absences
from complaints.vocabulary import Role
from complaints.workflow import Refusal


class AbsenceForm(forms.Form):
    """Who is away, from when until when, and who gets his alerts."""

    person = forms.ModelChoiceField(label=gettext_lazy("Who is absent"), queryset=User.objects.none(), empty_label=None)
    first_on = fields.day(gettext_lazy("First day"))
    last_on = fields.day(
        gettext_lazy("Last day of the absence"),
        required=False,
        help_text=gettext_lazy("Leave empty where nobody knows yet."),
    )
    substitute = forms.ModelChoiceField(
        label=gettext_lazy("Alerts go to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("the coordinators"),
    )
    use_required_attribute = False

    def __init__(self, data: Any = None, *, user: User, **options: Any) -> None:
        super().__init__(data, **options)
        people: Any = self.fields["person"]
        people.queryset = may_be_entered(user)
        stand_ins: Any = self.fields["substitute"]
        stand_ins.queryset = may_stand_in()


def show(request: HttpRequest) -> HttpResponse:
    """Who is away now and later, and a form to enter one more."""
    _require_worker(request)
    user, today = user_of(request), timezone.localdate()
    form = AbsenceForm(
        request.POST if request.method == "POST" else None, user=user, initial={"person": user, "first_on": today}
    )
    if request.method == "POST" and form.is_valid() and _entered(request, form):
        messages.success(request, _("The absence is entered."))
        return HttpResponseRedirect(reverse("admin:absences"))
    return frame.render(
        request,
        "desk/absences.html",
        422 if form.errors else 200,
        title=_("Absences"),
        subtitle=_("While somebody is away, his alerts go to who stands in for him."),
        rows=to_come(user, today=today),
        form=form,
        today=today,
    )


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """He is there again, or will not be away after all."""
    _require_worker(request)
    try:
        absences.end(absence_id=pk, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The absence has ended."))
    return HttpResponseRedirect(reverse("admin:absences"))


def _require_worker(request: HttpRequest) -> None:
    if not has_role(request, CASE_WORKERS | {Role.ADMINISTRATOR}):
        raise PermissionDenied


def _entered(request: HttpRequest, form: AbsenceForm) -> bool:
    try:
        absences.enter(actor=actor_of(request), now=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True

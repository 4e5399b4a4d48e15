"""The bell: what somebody was told and has not done yet; and how he wants to be told."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.admin import forms_fields as fields
from complaints.admin import frame
from complaints.admin.actors import actor_of, user_of
from complaints.queries.bell import on_the_bell
from complaints.services import alerts, mail_choices
from complaints.vocabulary import MailStyle
from complaints.workflow import Refusal


class MailChoicesForm(forms.Form):
    """Single mails or one in the morning, and at which hour."""

    mails = fields.radio(gettext_lazy("Alerts by e-mail"), MailStyle.choices)
    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour of the daily mail"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        help_text=gettext_lazy("On working days. The last day, what is overdue and escalations never wait for it."),
    )
    use_required_attribute = False


def show(request: HttpRequest) -> HttpResponse:
    """What stands on my bell, the most urgent first; what is new is marked, and seen by being shown."""
    now = timezone.now()
    rows = on_the_bell(actor_of(request))
    alerts.see(user=user_of(request), now=now, shown=rows)
    return frame.render(
        request,
        "desk/bell.html",
        title=_("Alerts"),
        subtitle=_("What you were told and what is not done yet, the most urgent first."),
        rows=rows,
        today=timezone.localdate(now),
    )


def choose(request: HttpRequest) -> HttpResponse:
    """How I want my alerts by e-mail."""
    user = user_of(request)
    form = MailChoicesForm(
        request.POST if request.method == "POST" else None,
        initial={"mails": user.mails, "digest_hour": user.digest_hour},
    )
    if request.method == "POST" and form.is_valid() and _chosen(request, form):
        messages.success(request, _("Your choice is kept."))
        return HttpResponseRedirect(reverse("admin:mail_choices"))
    return frame.render(
        request,
        "desk/mail_choices.html",
        422 if form.errors else 200,
        title=_("How alerts reach you"),
        subtitle=_("On the bell always, at once. By e-mail as you choose here, to %(address)s.")
        % {"address": user.email or _("no address yet")},
        form=form,
    )


def _chosen(request: HttpRequest, form: MailChoicesForm) -> bool:
    given = form.cleaned_data
    try:
        mail_choices.choose(
            actor=actor_of(request),
            now=timezone.now(),
            mails=MailStyle(given["mails"]),
            digest_hour=given["digest_hour"],
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True

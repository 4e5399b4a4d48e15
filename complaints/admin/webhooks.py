"""Webhooks at the desk: which systems are told of alerts, what became of the messages, a secret shown once."""

from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from complaints.admin import forms_fields as fields
from complaints.admin import frame
from complaints.admin.actors import LADDER_KEEPERS, actor_of, has_role, user_of
from complaints.models import User, Webhook
from complaints.queries.units import units_of
from complaints.queries.webhooks import kept_by, newest_messages
from complaints.services import webhooks
from complaints.workflow import Refusal

#: What stands for the alerts of all units.
ALL: Final = "all"


class WebhookForm(forms.Form):
    """An address, and whose alerts go there."""

    url = fields.line(
        gettext_lazy("Address"),
        longest=500,
        help_text=gettext_lazy("https://host/path, where the other system listens."),
    )
    unit = fields.choice(gettext_lazy("Alerts of"), ())
    is_active = forms.BooleanField(
        label=gettext_lazy("Active"),
        required=False,
        help_text=gettext_lazy("What is raised while it is off is not sent later."),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, keeper: User, **options: Any) -> None:
        """Offer the units for which this person keeps webhooks."""
        super().__init__(*args, **options)
        units, everywhere = units_of(keeper, *webhooks.KEEPERS)
        offered = [(str(unit.pk), unit.name) for unit in units]
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(ALL, _("All units")), *offered] if everywhere else offered

    @property
    def unit_id(self) -> int | None:
        """The unit that was chosen, None for all."""
        unit = self.cleaned_data["unit"]
        return None if unit == ALL else int(unit)


def show(request: HttpRequest) -> HttpResponse:
    """All that this person keeps."""
    _require_keeper(request)
    return frame.render(
        request,
        "desk/webhooks.html",
        title=_("Webhooks"),
        subtitle=_("Other systems that are told of alerts."),
        webhooks=kept_by(user_of(request), *webhooks.KEEPERS),
    )


def add(request: HttpRequest) -> HttpResponse:
    """A new one; what answers is the page with its secret, the only time that it is shown."""
    _require_keeper(request)
    form = WebhookForm(request.POST or None, initial={"is_active": True}, keeper=user_of(request))
    del form.fields["is_active"]
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = webhooks.add(
                actor=actor_of(request), now=timezone.now(), url=form.cleaned_data["url"], unit_id=form.unit_id
            )
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            return _shown(request, made, secret)
    return frame.render(
        request, "desk/webhook.html", 422 if form.errors else 200, title=_("New webhook"), form=form, webhook=None
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One webhook: what it is about, and its newest messages."""
    webhook = _kept(request, pk)
    first = {"url": webhook.url, "unit": webhook.unit_id or ALL, "is_active": webhook.is_active}
    form = WebhookForm(request.POST or None, initial=first, keeper=user_of(request))
    if request.method == "POST" and form.is_valid() and _saves(request, form, pk):
        messages.success(request, _("The webhook is saved."))
        return HttpResponseRedirect(reverse("admin:webhooks"))
    return frame.render(
        request,
        "desk/webhook.html",
        422 if form.errors else 200,
        title=urlsplit(webhook.url).hostname,
        form=form,
        webhook=webhook,
        sent=newest_messages(webhook),
    )


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Another secret; the one of before signs nothing any more."""
    webhook = _kept(request, pk)
    return _shown(request, webhook, webhooks.renew_secret(actor=actor_of(request), now=timezone.now(), webhook_id=pk))


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """What is parked goes again."""
    _kept(request, pk)
    number = webhooks.send_again(actor=actor_of(request), now=timezone.now(), webhook_id=pk)
    said = ngettext("%(number)s message is sent again soon.", "%(number)s messages are sent again soon.", number)
    messages.success(request, said % {"number": number})
    return HttpResponseRedirect(reverse("admin:webhook", args=[pk]))


def _saves(request: HttpRequest, form: WebhookForm, pk: int) -> bool:
    try:
        webhooks.change(
            actor=actor_of(request),
            now=timezone.now(),
            webhook_id=pk,
            url=form.cleaned_data["url"],
            unit_id=form.unit_id,
            is_active=form.cleaned_data["is_active"],
        )
    except Refusal as refusal:
        _tell(form, refusal)
        return False
    return True


def _tell(form: WebhookForm, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _shown(request: HttpRequest, webhook: Webhook, secret: str) -> HttpResponse:
    return frame.render(
        request, "desk/webhook_secret.html", title=_("The secret of this webhook"), webhook=webhook, secret=secret
    )


def _kept(request: HttpRequest, pk: int) -> Webhook:
    _require_keeper(request)
    found = kept_by(user_of(request), *webhooks.KEEPERS).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such webhook."))
    return found


def _require_keeper(request: HttpRequest) -> None:
    if not has_role(request, LADDER_KEEPERS):
        raise PermissionDenied

"""Calendars at the desk: a private address for who handles, one per unit for who coordinates it; revoked here too."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from complaints import access
from complaints.admin import forms_fields as fields
from complaints.admin import frame
from complaints.admin.actors import actor_of, user_of
from complaints.models import User
from complaints.queries.feeds import feeds_of
from complaints.queries.units import units_of
from complaints.services import feeds
from complaints.vocabulary import Role
from complaints.workflow import Refusal

#: What stands for the complaints that somebody handles himself.
MINE = "mine"


class FeedForm(forms.Form):
    """Of what the calendar is."""

    what = fields.radio(gettext_lazy("A calendar of"), ())
    use_required_attribute = False

    def __init__(self, *args: Any, owner: User, **options: Any) -> None:
        """Offer what this person may have: his own work, and the units that he coordinates."""
        super().__init__(*args, **options)
        own = [(MINE, _("the complaints that I handle"))]
        units, _everywhere = units_of(owner, Role.COORDINATOR)
        offered = own if access.has_role(owner, Role.HANDLER, Role.COORDINATOR) else []
        self.offers = [*offered, *((str(unit.pk), unit.name) for unit in units)]
        field = self.fields["what"]
        if isinstance(field, forms.ChoiceField):
            field.choices = self.offers

    @property
    def unit_id(self) -> int | None:
        """The unit that was chosen, None for his own work."""
        what = self.cleaned_data["what"]
        return None if what == MINE else int(what)


def show(request: HttpRequest) -> HttpResponse:
    """The calendars of this person, and a form for another; its address is shown this once."""
    user, address = user_of(request), ""
    form = FeedForm(request.POST or None, owner=user, initial={"what": MINE})
    if request.method == "POST" and form.is_valid():
        try:
            _made, token = feeds.make(actor=actor_of(request), now=timezone.now(), unit_id=form.unit_id)
            address = settings.SITE_URL + reverse("public:calendar", args=[token])
        except Refusal as refusal:
            form.add_error("what", str(refusal))
    return frame.render(
        request,
        "desk/calendars.html",
        422 if form.errors else 200,
        title=_("Calendars"),
        subtitle=_("Last days in the calendar of your telephone or your mail program."),
        form=form if form.offers else None,
        address=address,
        feeds=feeds_of(user),
        me=user,
    )


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one; its address answers nothing any more."""
    try:
        feeds.revoke(actor=actor_of(request), now=timezone.now(), feed_id=pk)
        messages.success(request, _("The calendar is revoked; its address answers nothing any more."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:calendars"))

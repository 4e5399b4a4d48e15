"""How somebody looks at the work list: which columns, and which views he keeps or shares.

These are preferences, no acts on a complaint: they leave no event.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from complaints import access
from complaints.access import Actor, NotAllowed, grants_of
from complaints.models import User, WorkView
from complaints.record import facts
from complaints.record.checking import Unusable, require_printable, require_text, require_usable
from complaints.vocabulary import ListColumn
from complaints.workflow import Refusal

_LONGEST_NAME = 80
_LONGEST_QUERY = 1000


class NameTaken(Refusal):
    """Somebody has a view of this name already."""

    code = "name_taken"


class NoSuchView(Refusal):
    """There is no such view of this person."""

    code = "no_such_view"


@transaction.atomic
def choose_columns(*, actor: Actor, columns: Sequence[ListColumn]) -> User:
    """Keep which columns the work list of this person has; none chosen: the usual ones."""
    user = access.person(actor)
    user.list_columns = [str(column) for column in dict.fromkeys(columns)]
    if not set(user.list_columns) <= set(ListColumn.values):
        raise Unusable(_("The work list has no such column."), field="columns")
    user.save(update_fields=["list_columns"])
    return user


@transaction.atomic
def save_view(*, actor: Actor, now: datetime, name: str, query: str, unit_id: int | None = None) -> WorkView:
    """Keep filters and order under a name; with a unit of his everybody who works for it is offered the view.

    Raises :class:`NameTaken`, ``NotAllowed`` for a unit for which he does not work, and ``Unusable``.
    """
    user = access.person(actor)
    require_text(name, _("Give the view a name."), field="name", longest=_LONGEST_NAME)
    require_printable(query, field="query", longest=_LONGEST_QUERY, is_long=False)
    facts.require_unit(unit_id, field="unit_id")
    if unit_id is not None and not _works_for(user, unit_id):
        raise NotAllowed(_("You do not work for this unit."), field="unit_id")
    view = WorkView(
        owner=user,
        name=" ".join(name.split()),
        query=query,
        unit_id=unit_id,
        key=secrets.token_urlsafe(16),
        saved_at=now,
    )
    require_usable(view)
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise NameTaken(_("You have a view of this name already."), field="name") from error
    return view


@transaction.atomic
def remove_view(*, actor: Actor, key: str) -> None:
    """Remove a view of one's own; its link leads nowhere any more. Raises :class:`NoSuchView`."""
    removed, _models = WorkView.objects.filter(owner=access.person(actor), key=key).delete()
    if not removed:
        raise NoSuchView(_("You have no such view."))


def _works_for(user: User, unit_id: int) -> bool:
    return grants_of(user).filter(unit__isnull=True).exists() or grants_of(user).filter(unit_id=unit_id).exists()

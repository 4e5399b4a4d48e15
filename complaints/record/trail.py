"""The trail: an event per act, with old and new values, appended in the act's own transaction."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from complaints.access import Actor
from complaints.models import Complaint, Event, Unit, User

#: What one act changed: field -> [old, new], as plain values.
Changes = Mapping[str, list[Any]]

#: A reason in the trail, in characters. A longer one stands whole with its act.
LONGEST_REASON = 500

#: Columns that say nothing by themselves: the version counts up, the key never changes.
_SILENT = frozenset({"id", "version"})


def snapshot(complaint: Complaint) -> dict[str, Any]:
    """Give the columns of a complaint as they stand, keyed by field name."""
    return {
        field.name: getattr(complaint, field.attname)
        for field in complaint._meta.concrete_fields
        if field.name not in _SILENT
    }


def changes_since(before: Mapping[str, Any], complaint: Complaint) -> dict[str, list[Any]]:
    """Compare with a snapshot: the fields that differ, each with its old and new plain value."""
    after = snapshot(complaint)
    return {
        name: [_plain(name, before[name]), _plain(name, value)]
        for name, value in after.items()
        if value != before[name]
    }


def first_values(complaint: Complaint) -> dict[str, list[Any]]:
    """Describe a new complaint as changes from nothing; what is empty is left out."""
    return {
        name: [None, _plain(name, value)]
        for name, value in snapshot(complaint).items()
        if value not in ("", None, [], False)
    }


def append(
    *,
    action: str,
    actor: Actor,
    now: datetime,
    complaint: Complaint | None = None,
    changes: Changes | None = None,
    reason: str = "",
) -> Event:
    """Append one event; ``now`` is the aware moment of the act in the system."""
    return Event.objects.create(
        complaint=complaint,
        action=action,
        version=complaint.version if complaint else None,
        changes=changes or {},
        reason=reason,
        actor=actor.user,
        origin=actor.origin,
        at=now,
    )


def _plain(name: str, value: object) -> object:
    """Turn a column's value into what a person reads: keys of other tables by their name."""
    if value is None:
        return None
    if name in _NAMED:
        model, field = _NAMED[name]
        return model._default_manager.filter(pk=value).values_list(field, flat=True).first()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Collection) and not isinstance(value, str):
        return list(value)
    return value


_NAMED: Mapping[str, tuple[type[Model], str]] = {
    "handler": (User, "username"),
    "unit": (Unit, "code"),
    "duplicate_of": (Complaint, "reference"),
    "repeats": (Complaint, "reference"),
}

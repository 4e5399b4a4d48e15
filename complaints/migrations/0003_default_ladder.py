"""The default ladder: which rungs each kind of clock has, until a coordinator changes them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

HANDLER = ["handler"]
BOTH = ["handler", "coordinator"]
LIAISON = ["liaison", "handler"]
ALL = ["liaison", "handler", "coordinator"]

CALENDAR, WORKING = "calendar_days", "working_days"

#: Of most clocks: a look ahead, the last day itself, and from the first working day after it weekly.
LAST_DAY = ("last_day", 0, CALENDAR, None, BOTH)
OVERDUE = ("overdue", 1, WORKING, 7, BOTH)
DAY_BEFORE = ("working_day_before", -1, WORKING, None, HANDLER)

#: Clock -> rungs: code, days from the last day, counted in, again every so many days, roles.
LADDER = {
    "handling": [
        ("two_weeks_before", -14, CALENDAR, None, HANDLER),
        ("week_before", -7, CALENDAR, None, HANDLER),
        ("three_working_days_before", -3, WORKING, None, BOTH),
        LAST_DAY,
        OVERDUE,
    ],
    "take_up": [("week_before", -7, CALENDAR, None, HANDLER), DAY_BEFORE, LAST_DAY, OVERDUE],
    "acknowledgement": [DAY_BEFORE, LAST_DAY, OVERDUE],
    "copy": [DAY_BEFORE, LAST_DAY, OVERDUE],
    "hearing_reply": [("last_day", 0, CALENDAR, None, HANDLER), ("overdue", 1, WORKING, 7, HANDLER)],
    "first_contact": [LAST_DAY, OVERDUE],
    "completion": [("last_day", 0, CALENDAR, None, HANDLER), ("overdue", 1, WORKING, 7, HANDLER)],
    "ombudsman_reply": [
        ("week_before", -7, CALENDAR, None, LIAISON),
        ("three_working_days_before", -3, WORKING, None, ALL),
        ("working_day_before", -1, WORKING, None, ALL),
        ("last_day", 0, CALENDAR, None, ALL),
        ("overdue", 1, WORKING, 1, ALL),
    ],
}


def lay(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the rungs; one that stands there already stays as it is."""
    Rung = apps.get_model("complaints", "Rung")
    Rung.objects.using(schema_editor.connection.alias).bulk_create(
        [
            Rung(clock_kind=kind, code=code, offset=offset, unit=unit, repeat_days=repeat_days, roles=roles)
            for kind, rungs in LADDER.items()
            for code, offset, unit, repeat_days, roles in rungs
        ],
        ignore_conflicts=True,
    )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the default rungs away; what a coordinator added stays."""
    Rung = apps.get_model("complaints", "Rung").objects.using(schema_editor.connection.alias)
    for kind, rungs in LADDER.items():
        Rung.filter(clock_kind=kind, code__in=[rung[0] for rung in rungs]).delete()


class Migration(migrations.Migration):
    """Data alone."""

    dependencies = [("complaints", "0002_guards")]

    operations = [migrations.RunPython(lay, remove)]
